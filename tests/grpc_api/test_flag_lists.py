"""Listing quality flags: over all assets, and for one asset with what it inherits."""

import pytest
from cqc.assets.v1 import quality_pb2
from cqc.services.v1 import asset_registry_pb2 as pb
from django.utils import timezone
from grpc import StatusCode

from registry.models.fields import new_id
from registry.values.choices import FlagType, RelationshipType, Severity
from tests.factories import AssetFactory, FlagFactory, RelationshipFactory
from tests.grpc_api.helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)

INVALID, NOT_FOUND = StatusCode.INVALID_ARGUMENT, StatusCode.NOT_FOUND


def merged_into(target):
    return AssetFactory(merged_into=target, deleted_at=timezone.now())


def listed(stub, **fields):
    return stub.ListQualityFlags(pb.ListQualityFlagsRequest(**fields)).flags


def ids(found):
    return [flag.flag_id for flag in found]


def test_it_works(stub):
    asset = AssetFactory()
    assert not listed(stub, asset_id=str(asset.pk))
    flag = FlagFactory(asset=asset)
    (found,) = listed(stub, asset_id=str(asset.pk))
    assert (found.flag_id, found.asset_id, found.version) == (str(flag.pk), str(asset.pk), 1)
    assert not found.HasField("inherited_from")


def test_filters_over_all_assets(stub):
    by_severity = [FlagFactory(severity=severity, source="a") for severity in Severity]
    scam = FlagFactory(flag_type=FlagType.SCAM, severity=Severity.INFO, source="b")
    resolved = FlagFactory(resolved_at=timezone.now(), resolution_notes="paid back", source="b")
    active = [str(flag.pk) for flag in [*by_severity, scam]]
    assert ids(listed(stub)) == active
    assert ids(listed(stub, include_resolved=True)) == [*active, str(resolved.pk)]
    assert ids(listed(stub, flag_type="FLAG_TYPE_SCAM")) == [str(scam.pk)]
    assert ids(listed(stub, flag_type="FLAG_TYPE_UNSPECIFIED")) == active
    assert ids(listed(stub, source="b")) == [str(scam.pk)]
    assert ids(listed(stub, source="B")) == []
    assert ids(listed(stub, source="b", include_resolved=True)) == [str(scam.pk), str(resolved.pk)]
    for place, severity in enumerate(Severity):
        found = ids(listed(stub, min_severity=f"FLAG_SEVERITY_{severity.name}", source="a"))
        assert found == active[place:5]
    assert ids(listed(stub, min_severity="FLAG_SEVERITY_UNSPECIFIED")) == active


def test_an_asset_with_what_it_inherits(stub):
    eth, steth, wsteth, other = AssetFactory.create_batch(4)
    RelationshipFactory(from_asset=steth, to_asset=eth, relationship_type=RelationshipType.STAKES)
    RelationshipFactory(from_asset=wsteth, to_asset=steth)
    far, own = FlagFactory(asset=eth), FlagFactory(asset=wsteth, severity=Severity.LOW)
    FlagFactory(asset=eth, resolved_at=timezone.now(), resolution_notes="paid back")
    FlagFactory(asset=other)
    gone = FlagFactory(asset=wsteth, resolved_at=timezone.now(), resolution_notes="it was nothing")

    first, second = listed(stub, asset_id=str(wsteth.pk))
    assert (first.flag_id, first.asset_id) == (str(far.pk), str(wsteth.pk))
    assert first.inherited_from == str(eth.pk)
    assert list(first.path) == [str(asset.pk) for asset in (wsteth, steth, eth)]
    assert (second.flag_id, second.asset_id) == (str(own.pk), str(wsteth.pk))
    assert not second.HasField("inherited_from")
    assert not second.path

    assert ids(listed(stub, asset_id=str(wsteth.pk), min_severity="FLAG_SEVERITY_HIGH")) == [str(far.pk)]
    assert ids(listed(stub, asset_id=str(wsteth.pk), include_resolved=True)) == [
        str(flag.pk) for flag in (far, own, gone)
    ]
    assert ids(listed(stub, asset_id=str(eth.pk))) == [str(far.pk)], "an origin inherits nothing"


def test_a_merged_asset_is_what_it_became(stub):
    target = AssetFactory()
    flag = FlagFactory(asset=target)
    (found,) = listed(stub, asset_id=str(merged_into(target).pk))
    assert (found.flag_id, found.asset_id) == (str(flag.pk), str(target.pk))


def test_an_empty_list_never_means_not_there(stub):
    deleted = AssetFactory(deleted_at=timezone.now())
    flag = FlagFactory(asset=deleted)
    for asset_id in (new_id(), deleted.pk, merged_into(deleted).pk):
        refused(lambda asset_id=asset_id: listed(stub, asset_id=str(asset_id)), NOT_FOUND, "NOT_FOUND")
    refused(lambda: listed(stub, asset_id=str(new_id()), show_deleted=True), NOT_FOUND)
    refused(lambda: listed(stub, asset_id=""), INVALID, field="asset_id")
    refused(lambda: listed(stub, asset_id="USDC"), INVALID, field="asset_id")
    assert ids(listed(stub, asset_id=str(deleted.pk), show_deleted=True)) == [str(flag.pk)]


def test_pages(stub):
    eth, weth = AssetFactory.create_batch(2)
    RelationshipFactory(from_asset=weth, to_asset=eth)
    raised = [FlagFactory(asset=asset) for asset in (eth, weth, eth, weth, eth)]
    request = pb.ListQualityFlagsRequest(asset_id=str(weth.pk), page_size=2)
    walked: list[quality_pb2.AssetQualityFlag] = []
    while not walked or request.page_token:
        answer = stub.ListQualityFlags(request)
        assert len(answer.flags) <= 2
        walked += answer.flags
        request.page_token = answer.next_page_token
    assert ids(walked) == [str(flag.pk) for flag in raised]
    assert {flag.asset_id for flag in walked} == {str(weth.pk)}
    assert walked == list(listed(stub, asset_id=str(weth.pk)))


def test_a_token_of_another_asset(stub):
    mine, other = AssetFactory.create_batch(2)
    FlagFactory.create_batch(2, asset=mine)
    page = stub.ListQualityFlags(pb.ListQualityFlagsRequest(asset_id=str(mine.pk), page_size=1))
    refused(
        lambda: listed(stub, asset_id=str(other.pk), page_size=1, page_token=page.next_page_token),
        INVALID,
        "INVALID_PAGE_TOKEN",
        "page_token",
    )


def test_a_severity_that_does_not_exist(stub):
    refused(lambda: listed(stub, min_severity=6), INVALID, field="min_severity")
