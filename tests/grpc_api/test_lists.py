"""Every filter of every list and search changes the rows: the contract is walked, none is left out."""

from typing import Any

import pytest
from cqc.assets.v1.quality_pb2 import FLAG_SEVERITY_CRITICAL, FLAG_TYPE_SCAM
from cqc.services.v1 import asset_registry_pb2
from google.protobuf.message_factory import GetMessageClass

from grpc_api.handlers import HANDLERS
from registry.mapping import Mapping
from registry.models import Asset
from registry.models.choices import FlagType, Severity
from tests.factories import ChainFactory, DeploymentFactory, FlagFactory, VenueFactory
from tests.grpc_api.list_cases import CASES, ELSEWHERE, NO_EFFECT

pytestmark = pytest.mark.django_db(transaction=True)

METHODS = asset_registry_pb2.DESCRIPTOR.services_by_name["AssetRegistry"].methods_by_name
SERVED = [name for name in METHODS if name.startswith(("List", "Search")) and name in HANDLERS]
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
    return {getattr(row, Mapping.by_model[model].pk) for row in rows}


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
