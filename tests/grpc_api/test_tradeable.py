"""CheckTradeable of assets, and GetAsset with tradeability."""

from datetime import UTC, datetime, timedelta

import pytest
from cqc.assets.v1 import quality_pb2
from cqc.services.v1 import asset_registry_pb2
from cqc.services.v1 import tradeability_pb2 as pb
from django.utils import timezone
from grpc import StatusCode

from registry.models import Asset
from registry.values.choices import DERIVING, RelationshipType, Severity
from tests.factories import AssetFactory, FlagFactory, RelationshipFactory
from tests.grpc_api.helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)

ALLOW, BLOCK, UNKNOWN = (
    pb.TRADE_DECISION_ALLOW,
    pb.TRADE_DECISION_BLOCK,
    pb.TRADE_DECISION_UNKNOWN,
)


def asset_key(asset):
    return pb.TradeKey(asset_id=str(asset.pk))


def check(stub, asset):
    (found,) = stub.CheckTradeable(pb.CheckTradeableRequest(keys=[asset_key(asset)])).checks
    return found


def reasons(found):
    """What was found, each with the asset it was found on."""
    return [
        (pb.TradeReason.Name(finding.reason).removeprefix("TRADE_REASON_"), finding.asset_id)
        for finding in found.findings
    ]


def edge(source, target, type_=RelationshipType.WRAPS):
    return RelationshipFactory(from_asset=source, to_asset=target, relationship_type=type_)


def merged_into(target):
    return AssetFactory(merged_into=target, deleted_at=timezone.now())


def test_it_works(stub):
    asset = AssetFactory()
    answer = stub.CheckTradeable(pb.CheckTradeableRequest(keys=[asset_key(asset)]))
    assert list(answer.checks) == [
        pb.TradeCheck(key=asset_key(asset), decision=ALLOW, asset_id=str(asset.pk), version=1)
    ]
    age = datetime.now(UTC) - answer.checked_at.ToDatetime(UTC)
    assert timedelta(0) <= age < timedelta(minutes=1)


def test_its_own_critical_flag_blocks(stub):
    asset = AssetFactory()
    flag = FlagFactory(asset=asset)
    found = check(stub, asset)
    assert found.decision == BLOCK
    assert reasons(found) == [("FLAGGED", str(asset.pk))]
    assert found.findings[0].flag_id == found.flags[0].flag_id == str(flag.pk)
    assert "EXPLOITED CRITICAL by tests: drained" in found.findings[0].detail
    assert not found.findings[0].path


@pytest.mark.parametrize("severity", [severity for severity in Severity if severity != Severity.CRITICAL])
def test_what_is_less_than_critical_is_told_and_does_not_block(stub, severity):
    weth, eth = AssetFactory.create_batch(2)
    edge(weth, eth)
    flags = [FlagFactory(asset=asset, severity=severity) for asset in (weth, eth)]
    found = check(stub, weth)
    assert (found.decision, list(found.findings)) == (ALLOW, [])
    assert [flag.flag_id for flag in found.flags] == [str(flag.pk) for flag in flags]
    assert {flag.severity for flag in found.flags} == {severity}


def test_a_resolved_flag_is_no_more(stub):
    weth, eth = AssetFactory.create_batch(2)
    edge(weth, eth)
    for asset in (weth, eth):
        FlagFactory(asset=asset, resolved_at=timezone.now(), resolution_notes="paid back")
    found = check(stub, weth)
    assert (found.decision, list(found.findings), list(found.flags)) == (ALLOW, [], [])


@pytest.mark.parametrize("type_", DERIVING)
def test_what_stands_for_a_flagged_asset_is_blocked(stub, type_):
    claim, origin = AssetFactory.create_batch(2)
    edge(claim, origin, type_)
    flag = FlagFactory(asset=origin)
    found = check(stub, claim)
    assert found.decision == BLOCK
    assert reasons(found) == [("INHERITED", str(origin.pk))]
    assert list(found.findings[0].path) == [str(claim.pk), str(origin.pk)]
    assert found.findings[0].flag_id == str(flag.pk)
    (told,) = found.flags
    assert (told.asset_id, told.inherited_from) == (str(claim.pk), str(origin.pk))
    assert list(told.path) == [str(claim.pk), str(origin.pk)]


@pytest.mark.parametrize("type_", sorted(set(RelationshipType.values) - set(DERIVING)))
def test_what_does_not_stand_for_it_is_not(stub, type_):
    fork, old = AssetFactory.create_batch(2)
    edge(fork, old, type_)
    FlagFactory(asset=old)
    found = check(stub, fork)
    assert (found.decision, list(found.flags)) == (ALLOW, [])


def test_a_flagged_bridge_token_never_blocks_its_origin(stub):
    usdc, bridged, deposit = AssetFactory.create_batch(3)
    edge(bridged, usdc, RelationshipType.BRIDGES)
    edge(deposit, bridged, RelationshipType.DEPOSITS)
    FlagFactory(asset=bridged)
    assert [check(stub, asset).decision for asset in (usdc, bridged, deposit)] == [ALLOW, BLOCK, BLOCK]


def test_through_others_also_deleted_ones(stub):
    eth, steth, wsteth, vault = AssetFactory.create_batch(4)
    edge(steth, eth, RelationshipType.STAKES)
    edge(wsteth, steth)
    edge(vault, wsteth, RelationshipType.DEPOSITS)
    wsteth.delete()
    FlagFactory(asset=eth)
    found = check(stub, vault)
    assert reasons(found) == [("INHERITED", str(eth.pk))]
    assert list(found.findings[0].path) == [str(asset.pk) for asset in (vault, wsteth, steth, eth)]


def test_deleted(stub):
    asset = AssetFactory(deleted_at=timezone.now())
    found = check(stub, asset)
    assert (found.decision, reasons(found)) == (BLOCK, [("DELETED", str(asset.pk))])
    assert found.asset_id == str(asset.pk)


def test_merged_is_what_it_became(stub):
    target = AssetFactory()
    source = merged_into(target)
    found = check(stub, source)
    assert (found.decision, reasons(found)) == (ALLOW, [("MERGED", str(source.pk))])
    assert (found.key, found.asset_id) == (asset_key(source), str(target.pk))
    FlagFactory(asset=target)
    found = check(stub, source)
    assert (found.decision, reasons(found)) == (
        BLOCK,
        [("MERGED", str(source.pk)), ("FLAGGED", str(target.pk))],
    )


def test_merged_into_what_inherits_or_is_deleted(stub):
    origin, target, gone = AssetFactory(), AssetFactory(), AssetFactory()
    heir, lost = merged_into(target), merged_into(gone)
    edge(target, origin)
    FlagFactory(asset=origin)
    gone.delete()
    assert reasons(check(stub, heir)) == [("MERGED", str(heir.pk)), ("INHERITED", str(origin.pk))]
    found = check(stub, lost)
    assert (found.decision, reasons(found)) == (BLOCK, [("MERGED", str(lost.pk)), ("DELETED", str(gone.pk))])


def test_not_known(stub):
    found = check(stub, Asset())
    assert found.decision == UNKNOWN
    assert reasons(found) == [("NOT_FOUND", found.key.asset_id)]
    assert not found.HasField("asset_id")
    assert not found.HasField("version")


def test_everything_that_was_found_is_told(stub):
    eth, weth = AssetFactory.create_batch(2)
    edge(weth, eth)
    weth.delete()
    FlagFactory.create_batch(2, asset=weth)
    FlagFactory(asset=weth, severity=Severity.HIGH)
    FlagFactory.create_batch(2, asset=eth)
    found = check(stub, weth)
    own, origin = str(weth.pk), str(eth.pk)
    assert reasons(found) == [
        ("DELETED", own),
        ("FLAGGED", own),
        ("FLAGGED", own),
        ("INHERITED", origin),
        ("INHERITED", origin),
    ]
    assert len(found.flags) == 5


def test_the_order_is_that_of_the_keys(stub):
    clean, flagged = AssetFactory.create_batch(2)
    FlagFactory(asset=flagged)
    keys = [asset_key(asset) for asset in (flagged, Asset(), clean, merged_into(flagged), flagged)]
    checks = stub.CheckTradeable(pb.CheckTradeableRequest(keys=keys)).checks
    assert [found.key for found in checks] == keys
    assert [found.decision for found in checks] == [BLOCK, UNKNOWN, ALLOW, BLOCK, BLOCK]


class TestGetAsset:
    def get(self, stub, asset, **fields):
        request = asset_registry_pb2.GetAssetRequest(asset_id=str(asset.pk), with_tradeability=True, **fields)
        return stub.GetAsset(request)

    def test_clean(self, stub):
        asset = AssetFactory()
        flag = FlagFactory(asset=asset, severity=Severity.HIGH)
        answer = self.get(stub, asset)
        assert answer.is_tradeable
        assert [told.flag_id for told in answer.active_flags] == [str(flag.pk)]

    def test_flagged_and_inherited(self, stub):
        weth, eth = AssetFactory.create_batch(2)
        edge(weth, eth)
        assert self.get(stub, weth).is_tradeable
        flag = FlagFactory(asset=eth)
        for asset, inherited_from in ((eth, ""), (weth, str(eth.pk))):
            answer = self.get(stub, asset)
            assert answer.HasField("is_tradeable")
            assert not answer.is_tradeable
            (told,) = answer.active_flags
            assert (told.flag_id, told.inherited_from) == (str(flag.pk), inherited_from)
            assert told.severity == quality_pb2.FLAG_SEVERITY_CRITICAL

    def test_merged(self, stub):
        target = AssetFactory()
        source = merged_into(target)
        assert self.get(stub, source).is_tradeable
        FlagFactory(asset=target)
        for show_deleted in (False, True):
            assert not self.get(stub, source, show_deleted=show_deleted).is_tradeable

    def test_deleted(self, stub):
        asset = AssetFactory(deleted_at=timezone.now())
        refused(lambda: self.get(stub, asset), StatusCode.NOT_FOUND)
        assert not self.get(stub, asset, show_deleted=True).is_tradeable

    def test_not_asked_is_not_answered(self, stub):
        asset = AssetFactory()
        FlagFactory(asset=asset)
        answer = stub.GetAsset(asset_registry_pb2.GetAssetRequest(asset_id=str(asset.pk)))
        assert not answer.HasField("is_tradeable")
        assert not answer.active_flags
