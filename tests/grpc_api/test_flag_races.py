"""Merges in the middle of a check, of a raise, or of a new relationship: no flag is overlooked."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import resolution_pb2
from cqc.services.v1 import tradeability_pb2 as trade
from django.db import transaction
from django.utils import timezone

from registry.services.flagging import flags
from registry.services.merging.merge import merge
from tests.factories import AssetFactory, FlagFactory, RelationshipFactory
from tests.programs import soon

from .helpers import execute, waiting

pytestmark = pytest.mark.django_db(transaction=True)


def decisions(stub, *assets):
    keys = [trade.TradeKey(asset_id=str(asset.pk)) for asset in assets]
    checks = stub.CheckTradeable(trade.CheckTradeableRequest(keys=keys)).checks
    return [trade.TradeDecision.Name(check.decision).removeprefix("TRADE_DECISION_") for check in checks]


def merged_into(target):
    return AssetFactory(merged_into=target, deleted_at=timezone.now())


@pytest.fixture
def beside():
    """Runs calls while the test goes on."""
    with ThreadPoolExecutor() as pool:
        yield pool


def test_a_merge_between_two_reads_hides_no_flag(stub, beside):
    """Before it the flag is on the one asset, after it on the other: both readings are looked at together."""
    source, target = AssetFactory.create_batch(2)
    flag = FlagFactory(asset=source)
    listing = pb.ListQualityFlagsRequest(asset_id=str(source.pk))
    getting = pb.GetAssetRequest(asset_id=str(source.pk), with_tradeability=True)
    with transaction.atomic():
        execute("LOCK TABLE registry_assetrelationship IN ACCESS EXCLUSIVE MODE")
        checked = beside.submit(decisions, stub, source)
        listed = beside.submit(stub.ListQualityFlags, listing)
        got = beside.submit(stub.GetAsset, getting)
        assert soon(lambda: waiting(3)), "each has read which asset it is about"
        merge(source.pk, target.pk, decisions={}, default=0)
    assert checked.result() == ["BLOCK"]
    assert [found.flag_id for found in listed.result().flags] == [str(flag.pk)]
    assert not got.result().is_tradeable
    assert decisions(stub, source, target) == ["BLOCK", "BLOCK"]


def test_a_flag_that_is_raised_while_its_asset_is_merged_moves_along(stub, beside):
    target, final = AssetFactory.create_batch(2)
    source = merged_into(target)
    merging = resolution_pb2.MergeAssetsRequest(source_asset_id=str(target.pk), target_asset_id=str(final.pk))
    with transaction.atomic():
        flag = flags.raise_flag(
            {"asset_id": source.pk, "flag_type": "SCAM", "severity": "CRITICAL", "reason": "x"}
        )
        merged = beside.submit(stub.MergeAssets, merging)
        assert soon(lambda: waiting(1))
    merged.result()
    assert decisions(stub, source, target, final) == ["BLOCK"] * 3
    flag.refresh_from_db()
    assert flag.asset_id == final.pk


@pytest.mark.parametrize("named", ["source", "target"])
def test_a_flag_that_is_raised_after_a_merge_began_is_on_what_comes_of_it(stub, beside, named):
    target, final = AssetFactory.create_batch(2)
    source = merged_into(target)
    raising = pb.RaiseQualityFlagRequest(
        asset_id=str({"source": source, "target": target}[named].pk),
        flag_type="FLAG_TYPE_SCAM",
        severity="FLAG_SEVERITY_CRITICAL",
        description="x",
    )
    with transaction.atomic():
        merge(target.pk, final.pk, decisions={}, default=0)
        raised = beside.submit(stub.RaiseQualityFlag, raising)
        assert soon(lambda: waiting(1))
    assert raised.result().flag.asset_id == str(final.pk)
    assert decisions(stub, source, target, final) == ["BLOCK"] * 3


def test_a_relationship_that_is_added_while_its_origin_is_merged_moves_along(stub, beside):
    claim, origin, final = AssetFactory.create_batch(3)
    FlagFactory(asset=final)
    merging = resolution_pb2.MergeAssetsRequest(source_asset_id=str(origin.pk), target_asset_id=str(final.pk))
    with transaction.atomic():
        RelationshipFactory(from_asset=claim, to_asset=origin)
        merged = beside.submit(stub.MergeAssets, merging)
        assert soon(lambda: waiting(1) or merged.done())
    merged.result()
    assert decisions(stub, claim) == ["BLOCK"]


def test_a_relationship_that_is_added_after_its_origin_was_merged_leads_to_what_it_became(stub, beside):
    claim, origin, final = AssetFactory.create_batch(3)
    adding = pb.CreateAssetRelationshipRequest(
        source_asset_id=str(claim.pk),
        target_asset_id=str(origin.pk),
        relationship_type="RELATIONSHIP_TYPE_WRAPS",
    )
    with transaction.atomic():
        merge(origin.pk, final.pk, decisions={}, default=0)
        added = beside.submit(stub.CreateAssetRelationship, adding)
        assert soon(lambda: waiting(1) or added.done())
    assert added.result().relationship.to_asset_id == str(final.pk)
