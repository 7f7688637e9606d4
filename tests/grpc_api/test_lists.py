"""Every filter of every list and search changes the rows: the contract is walked, none is left out."""

from typing import Any

import pytest
from cqc.assets.v1.quality_pb2 import FLAG_SEVERITY_CRITICAL, FLAG_TYPE_SCAM
from cqc.services.v1 import asset_registry_pb2
from django.utils import timezone
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message_factory import GetMessageClass
from google.rpc.error_details_pb2 import ResourceInfo
from grpc import StatusCode

from grpc_api.handlers import HANDLERS
from registry.models import Asset
from registry.values.choices import FlagType, Severity
from registry.wire.mapping import MessageMapping
from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    FlagFactory,
    MemberFactory,
    VenueFactory,
)
from tests.grpc_api.helpers import detail, refused
from tests.grpc_api.list_cases import CASES, ELSEWHERE, NO_EFFECT, REQUIRED

pytestmark = pytest.mark.django_db(transaction=True)

METHODS = asset_registry_pb2.DESCRIPTOR.services_by_name["AssetRegistry"].methods_by_name
SERVED = [name for name in METHODS if name.startswith(("List", "Search")) and name in HANDLERS]
NOBODY = "0193e4a2-7c1f-7d3a-9b52-3f8a6c0d9e11"
NO_FILTERS = {"page_size", "page_token", "limit", "query"}

FILTERS = [
    (rpc, field.name)
    for rpc in SERVED
    for field in METHODS[rpc].input_type.fields
    if field.name not in NO_FILTERS
    and (rpc, field.name) not in ELSEWHERE
    and not (field.name == "show_deleted" and rpc in NO_EFFECT)
]


def keys(stub: Any, rpc: str, model: Any, **fields: Any) -> set[str]:
    """The keys of the rows that a list answers."""
    method = METHODS[rpc]
    if "query" in method.input_type.fields_by_name:
        fields["query"] = "find"
    answer = getattr(stub, rpc)(GetMessageClass(method.input_type)(**fields))
    rows = getattr(answer, method.output_type.fields[0].name)
    return {getattr(row, MessageMapping.by_model[model].pk) for row in rows}


@pytest.mark.parametrize(("rpc", "name"), FILTERS)
def test_filter(stub: Any, rpc: str, name: str) -> None:
    assert name in CASES.get(rpc, {}), f"list_cases.py has nothing for {rpc}.{name}"
    value, inside, outside = CASES[rpc][name]()
    found = keys(stub, rpc, type(inside[0]), **{name: value})
    assert {str(row.pk) for row in inside} <= found
    assert not {str(row.pk) for row in outside} & found
    assert outside or keys(stub, rpc, type(inside[0])) < found


def test_no_case_is_for_nothing() -> None:
    assert {(rpc, name) for rpc, cases in CASES.items() for name in cases} <= set(FILTERS)


ENUMS = [(rpc, name) for rpc, name in FILTERS if METHODS[rpc].input_type.fields_by_name[name].enum_type]


@pytest.mark.parametrize(("rpc", "name"), ENUMS)
def test_unspecified_filters_nothing(stub: Any, rpc: str, name: str) -> None:
    """0.3.1's clients send the zero of an enum for "any"."""
    _, inside, outside = CASES[rpc][name]()
    rows = {str(row.pk) for row in [*inside, *outside]}
    assert rows <= keys(stub, rpc, type(inside[0]), **{name: 0})


NAMES = {
    "asset_id": ("Asset", NOBODY),
    "base_asset_id": ("Asset", NOBODY),
    "quote_asset_id": ("Asset", NOBODY),
    "chain_id": ("Chain", "nochain"),
    "venue_id": ("Venue", "binanse"),
    "group_id": ("AssetGroup", NOBODY),
    "symbol_id": ("Symbol", NOBODY),
}
"""What a filter of this name is about, and the name of none."""
NAMING = [(rpc, name) for rpc, name in FILTERS if name in NAMES]


@pytest.mark.parametrize(("rpc", "name"), NAMING)
def test_what_is_not_there_is_not_found(stub: Any, rpc: str, name: str) -> None:
    kind, nobody = NAMES[name]
    error = refused(lambda: keys(stub, rpc, Asset, **{name: nobody}), StatusCode.NOT_FOUND, "NOT_FOUND")
    about = detail(error, ResourceInfo)
    assert (about.resource_type, about.resource_name) == (kind, nobody)


TEXTS = [
    (rpc, name)
    for rpc, name in FILTERS
    if METHODS[rpc].input_type.fields_by_name[name].type == FieldDescriptor.TYPE_STRING
    and (rpc, name) not in REQUIRED
]


@pytest.mark.parametrize(("rpc", "name"), TEXTS)
def test_an_empty_text_filters_nothing(stub: Any, rpc: str, name: str) -> None:
    """0.3.1's clients in some languages always send their strings."""
    _, inside, outside = CASES[rpc][name]()
    rows = {str(row.pk) for row in [*inside, *outside]}
    assert rows <= keys(stub, rpc, type(inside[0]), **{name: ""})


@pytest.mark.parametrize(("rpc", "name"), [each for each in NAMING if NAMES[each[1]][0] == "Asset"])
def test_the_old_id_of_a_merged_asset_filters_as_the_new_one(stub: Any, rpc: str, name: str) -> None:
    value, inside, _ = CASES[rpc][name]()
    old = AssetFactory(merged_into_id=value, deleted_at=timezone.now())
    found = keys(stub, rpc, type(inside[0]), **{name: str(old.pk)})
    assert found == keys(stub, rpc, type(inside[0]), **{name: value}) != set()


def test_what_refers_to_a_deleted_asset_is_listed(stub: Any) -> None:
    row = DeploymentFactory()
    row.asset.delete()
    found = keys(stub, "ListAssetDeployments", type(row), asset_id=str(row.asset_id))
    assert found == {str(row.pk)}


def test_a_deleted_group_has_no_members(stub: Any) -> None:
    member = MemberFactory()
    member.group.delete()
    group = str(member.group_id)
    refused(lambda: keys(stub, "ListAssets", Asset, group_id=group), StatusCode.NOT_FOUND, "NOT_FOUND")
    assert keys(stub, "ListAssets", Asset, group_id=group, show_deleted=True) == {str(member.asset_id)}


def test_one_flag_fits_all_filters_on_flags(stub: Any) -> None:
    asset = FlagFactory(flag_type=FlagType.SCAM, source="ops", severity=Severity.LOW).asset
    FlagFactory(asset=asset, flag_type=FlagType.PAUSED, source="slowmist", severity=Severity.CRITICAL)

    def found(**flag: Any) -> set[str]:
        return keys(stub, "ListAssets", Asset, **flag)

    assert found(flag_type=FLAG_TYPE_SCAM, flag_source="ops") == {str(asset.pk)}
    assert found(flag_type=FLAG_TYPE_SCAM, flag_source="slowmist") == set()
    assert found(flag_source="ops", min_severity=FLAG_SEVERITY_CRITICAL) == set()


@pytest.mark.parametrize("rpc", ["ListAssets", "ListAssetDeployments", "ListVenues"])
def test_a_chain_by_its_caip2_name(stub: Any, rpc: str) -> None:
    chain = ChainFactory(network_id=7)
    rows = {
        "ListAssets": lambda: DeploymentFactory(chain=chain).asset,
        "ListAssetDeployments": lambda: DeploymentFactory(chain=chain),
        "ListVenues": lambda: VenueFactory(chain=chain),
    }
    row = rows[rpc]()
    DeploymentFactory()
    VenueFactory()
    assert keys(stub, rpc, type(row), chain_id="eip155:7") == {str(row.pk)}
