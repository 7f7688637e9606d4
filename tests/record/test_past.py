"""The registry as it was: every read at a time or a revision, past every cache."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import grpc
import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import changes_pb2, resolution_pb2, tradeability_pb2
from django.utils import timezone
from grpc import StatusCode

from registry.models import Change, Venue
from registry.reading import cache
from tests import factories as make
from tests.grpc_api.helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)

INVALID = StatusCode.INVALID_ARGUMENT


def last() -> Change:
    return Change.objects.latest("revision")


def at(moment: datetime | int | str) -> list[tuple[str, str]]:
    return [("cqar-as-of", moment.isoformat() if isinstance(moment, datetime) else str(moment))]


def revision_of(call: grpc.Call) -> int:
    return int(dict(call.trailing_metadata())["cqar-revision"])


def named(stub: Any, asset: Any, *metadata: tuple[str, str]) -> str:
    return str(stub.GetAsset(pb.GetAssetRequest(asset_id=str(asset.pk)), metadata=metadata).asset.name)


def renamed(asset: Any, name: str) -> Change:
    asset.name = name
    asset.save()
    return last()


def test_it_works(stub: Any) -> None:
    asset = make.AssetFactory(name="first")
    first = last()
    second = renamed(asset, "second")
    for _ in range(2):  # the past is neither put into the cache nor taken from it
        assert named(stub, asset) == "second"
        assert named(stub, asset, *at(first.at)) == "first"
        assert named(stub, asset, *at(first.revision)) == "first"
        assert named(stub, asset, *at(second.at - timedelta(microseconds=1))) == "first"
        assert named(stub, asset, *at(second.at)) == "second"
        assert named(stub, asset, *at(timezone.now())) == "second"
    cache.store.client.flushdb()
    assert named(stub, asset, *at(first.at)) == "first"
    assert named(stub, asset) == "second"


def test_the_revision_of_an_answer_asks_for_it_again(stub: Any) -> None:
    asset = make.AssetFactory(name="first")
    request = pb.GetAssetRequest(asset_id=str(asset.pk))
    _, call = stub.GetAsset.with_call(request, metadata=at(timezone.now()))
    told = revision_of(call)
    assert told == last().revision
    renamed(asset, "second")
    assert named(stub, asset, *at(told)) == "first"


def test_a_transaction_is_asked_about_whole(stub: Any) -> None:
    source = make.DeploymentFactory().asset
    target = make.AssetFactory()
    before = last()
    request = resolution_pb2.MergeAssetsRequest(
        source_asset_id=str(source.pk), target_asset_id=str(target.pk), reason="one token"
    )
    stub.MergeAssets(request)
    made = Change.objects.filter(revision__gt=before.revision)
    assert made.count() > 1
    of_target = pb.ListAssetDeploymentsRequest(asset_id=str(target.pk))
    for change in made:
        assert len(stub.ListAssetDeployments(of_target, metadata=at(change.revision)).deployments) == 1
    assert not stub.ListAssetDeployments(of_target, metadata=at(before.revision)).deployments


class TestReadsOfThePast:
    def test_lists_searches_and_what_is_resolved(self, stub: Any) -> None:
        asset = make.AssetFactory(symbol="AAA", name="first")
        deployment = make.DeploymentFactory(asset=asset)
        before = at(last().revision)
        asset.symbol = "ZZZ"
        asset.save()
        deployment.delete()
        listed = stub.ListAssets(pb.ListAssetsRequest(symbol="AAA"), metadata=before).assets
        assert [each.asset_id for each in listed] == [str(asset.pk)]
        assert not stub.ListAssets(pb.ListAssetsRequest(symbol="AAA")).assets
        found = stub.SearchAssets(pb.SearchAssetsRequest(query="AAA"), metadata=before).assets
        assert [each.asset_id for each in found] == [str(asset.pk)]
        named = resolution_pb2.ChainAddress(chain_id=deployment.chain_id, address=deployment.address)
        request = resolution_pb2.ResolveAssetRequest(key=resolution_pb2.AssetKey(address=named))
        assert stub.ResolveAsset(request, metadata=before).asset.asset_id == str(asset.pk)
        refused(lambda: stub.ResolveAsset(request), StatusCode.NOT_FOUND)

    def test_groups_and_variants(self, stub: Any) -> None:
        member = make.MemberFactory()
        edge = make.RelationshipFactory()
        before = at(last().revision)
        member.delete()
        edge.delete()
        group = pb.GetAssetGroupRequest(group_id=str(member.group_id))
        assert len(stub.GetAssetGroup(group, metadata=before).group.members) == 1
        assert not stub.GetAssetGroup(group).group.members
        variants = resolution_pb2.ListAssetVariantsRequest(asset_id=str(edge.to_asset_id))
        assert len(stub.ListAssetVariants(variants, metadata=before).variants) == 1
        assert not stub.ListAssetVariants(variants).variants

    def test_whether_something_could_be_traded(self, stub: Any) -> None:
        asset = make.AssetFactory()
        before = last()
        sent = pb.RaiseQualityFlagRequest(
            asset_id=str(asset.pk),
            flag_type="FLAG_TYPE_EXPLOITED",
            severity="FLAG_SEVERITY_CRITICAL",
            description="x",
        )
        flag = stub.RaiseQualityFlag(sent).flag
        during = last()
        stub.ResolveQualityFlag(
            pb.ResolveQualityFlagRequest(flag_id=flag.flag_id, resolution_notes="paid back")
        )
        key = tradeability_pb2.TradeKey(asset_id=str(asset.pk))
        request = tradeability_pb2.CheckTradeableRequest(keys=[key])

        def decided(*metadata: tuple[str, str]) -> tuple[int, list[str]]:
            (check,) = stub.CheckTradeable(request, metadata=metadata).checks
            return check.decision, [found.flag_id for found in check.flags]

        allow, block = tradeability_pb2.TRADE_DECISION_ALLOW, tradeability_pb2.TRADE_DECISION_BLOCK
        assert decided(*at(before.revision)) == (allow, [])
        assert decided(*at(during.at)) == (block, [flag.flag_id])
        assert decided() == (allow, [])
        flags = pb.ListQualityFlagsRequest(asset_id=str(asset.pk))
        assert [each.flag_id for each in stub.ListQualityFlags(flags, metadata=at(during.at)).flags] == [
            flag.flag_id
        ]
        assert not stub.ListQualityFlags(flags).flags
        answer = stub.CheckTradeable(request, metadata=at(during.at))
        assert answer.checked_at.ToDatetime(during.at.tzinfo) == during.at

    def test_what_follows_the_clock_asks_the_moment(self, stub: Any) -> None:
        """A future expired; before it did, it could be traded."""
        expiry = timezone.now() + timedelta(seconds=2)
        symbol = make.SymbolFactory(symbol_type="FUTURE", expiry=expiry)
        made = last()
        key = tradeability_pb2.TradeKey(symbol_id=str(symbol.pk))
        request = tradeability_pb2.CheckTradeableRequest(keys=[key])
        while timezone.now() <= expiry:
            time.sleep(0.1)
        decisions = [stub.CheckTradeable(request, metadata=m).checks[0].decision for m in ([], at(made.at))]
        assert decisions == [tradeability_pb2.TRADE_DECISION_BLOCK, tradeability_pb2.TRADE_DECISION_ALLOW]

    def test_the_record_itself(self, stub: Any) -> None:
        asset = make.AssetFactory(name="first")
        first = last()
        renamed(asset, "second")
        listed = stub.ListChanges(changes_pb2.ListChangesRequest(), metadata=at(first.revision)).changes
        assert [change.revision for change in listed] == [first.revision]


def test_pages_stay_at_their_moment(stub: Any) -> None:
    assets = make.AssetFactory.create_batch(3, name="first")
    met, token = [], ""
    metadata = at(timezone.now())
    while True:
        page = stub.ListAssets(pb.ListAssetsRequest(page_size=1, page_token=token), metadata=metadata)
        met += [asset.name for asset in page.assets]
        for asset in assets:
            renamed(asset, f"{asset.name}!")
        metadata = []
        if not (token := page.next_page_token):
            break
    assert met == ["first"] * 3


class TestNoSuchTime:
    def asked(self, stub: Any, moment: datetime | int | str) -> Callable[[], Any]:
        return lambda: stub.ListVenues(pb.ListVenuesRequest(), metadata=at(moment))

    @pytest.mark.parametrize("text", ["yesterday", "2026-11-29", "2026-11-29T14:03:05", "-1", "1" * 40])
    def test_what_is_no_time(self, stub: Any, text: str) -> None:
        refused(self.asked(stub, text), INVALID, field="cqar-as-of")

    def test_the_future(self, stub: Any) -> None:
        make.VenueFactory()
        refused(self.asked(stub, timezone.now() + timedelta(minutes=1)), INVALID, field="cqar-as-of")
        refused(self.asked(stub, last().revision + 1), INVALID, field="cqar-as-of")

    def test_what_was_before_the_record(self, stub: Any) -> None:
        make.VenueFactory()
        moment = timezone.now() - timedelta(days=4000)
        refused(self.asked(stub, moment), StatusCode.OUT_OF_RANGE, "OUT_OF_RANGE")
        refused(self.asked(stub, 0), StatusCode.OUT_OF_RANGE, "OUT_OF_RANGE")

    def test_a_write(self, stub: Any) -> None:
        request = pb.CreateVenueRequest(name="OKX", venue_type="VENUE_TYPE_CEX")
        refused(lambda: stub.CreateVenue(request, metadata=at(1)), INVALID, field="cqar-as-of")
        assert not Venue.objects.exists()

    def test_a_token_of_the_present(self, stub: Any) -> None:
        make.VenueFactory.create_batch(2)
        page = stub.ListVenues(pb.ListVenuesRequest(page_size=1))
        request = pb.ListVenuesRequest(page_size=1, page_token=page.next_page_token)
        refused(lambda: stub.ListVenues(request, metadata=at(timezone.now())), INVALID, "INVALID_PAGE_TOKEN")


class TestToldRevision:
    def test_a_list_and_a_write_tell_theirs(self, stub: Any) -> None:
        before = make.ChainFactory() and last().revision
        request = pb.CreateVenueRequest(name="OKX", venue_type="VENUE_TYPE_CEX")
        _, written = stub.CreateVenue.with_call(request)
        _, listed = stub.ListVenues.with_call(pb.ListVenuesRequest())
        assert before < revision_of(written) == revision_of(listed) == last().revision

    def test_a_check_tells_its_own(self, stub: Any) -> None:
        key = tradeability_pb2.TradeKey(asset_id=str(make.AssetFactory().pk))
        _, call = stub.CheckTradeable.with_call(tradeability_pb2.CheckTradeableRequest(keys=[key]))
        assert revision_of(call) == last().revision

    def test_what_a_cache_answers_tells_none(self, stub: Any) -> None:
        request = pb.GetAssetRequest(asset_id=str(make.AssetFactory().pk))
        _, call = stub.GetAsset.with_call(request)
        assert "cqar-revision" not in dict(call.trailing_metadata())

    def test_at_least_a_revision(self, stub: Any) -> None:
        make.VenueFactory()
        reached = [("cqar-min-revision", str(last().revision))]
        assert len(stub.ListVenues(pb.ListVenuesRequest(), metadata=reached).venues) == 1
        ahead = [("cqar-min-revision", str(last().revision + 1))]
        refused(
            lambda: stub.ListVenues(pb.ListVenuesRequest(), metadata=ahead),
            StatusCode.UNAVAILABLE,
            "REVISION_NOT_HERE",
        )
        wrong = [("cqar-min-revision", "soon")]
        refused(
            lambda: stub.ListVenues(pb.ListVenuesRequest(), metadata=wrong),
            INVALID,
            field="cqar-min-revision",
        )
