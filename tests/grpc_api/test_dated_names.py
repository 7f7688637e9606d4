"""What a venue meant by a name on a day, by GetVenueSymbol, BatchGetVenueSymbols and ResolveAsset."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from cqc.services.v1 import asset_registry_pb2, tradeability_pb2
from cqc.services.v1 import resolution_pb2 as pb
from django.utils import timezone
from google.protobuf.timestamp_pb2 import Timestamp
from grpc import StatusCode

from registry.rules.naming import meant_on
from tests.factories import SymbolFactory, VenueAssetFactory, VenueFactory, VenueSymbolFactory

from .helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)


def day(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def stamp(moment):
    found = Timestamp()
    found.FromDatetime(moment)
    return found


BEGAN, ENDED, AGAIN = day("2020-08-21"), day("2022-05-13"), day("2022-05-31")


@pytest.fixture
def luna():
    """LUNAUSDT on Binance: the coin that is LUNC now, and the one that came after it."""
    binance = VenueFactory(venue_id="binance")
    old, new = SymbolFactory(), SymbolFactory()
    for symbol, since, until in ((old, BEGAN, ENDED), (new, AGAIN, None)):
        times = {"venue": binance, "listed_at": since, "delisted_at": until}
        VenueSymbolFactory(symbol=symbol, venue_symbol="LUNAUSDT", **times)
        VenueAssetFactory(asset=symbol.base_asset, venue_asset_symbol="LUNA", **times)
    return SimpleNamespace(old=old, new=new)


def name(text="LUNAUSDT", on=None):
    return pb.VenueName(venue_id="binance", venue_symbol=text, on=stamp(on) if on else None)


def get(stub, on=None, text="LUNAUSDT"):
    key = name(text, on)
    request = asset_registry_pb2.GetVenueSymbolRequest(
        venue_id=key.venue_id, venue_symbol=key.venue_symbol, on=key.on if on else None
    )
    return stub.GetVenueSymbol(request).venue_symbol


def resolve(stub, text, on=None, *metadata):
    request = pb.ResolveAssetRequest(key=pb.AssetKey(venue=name(text, on)))
    return stub.ResolveAsset(request, metadata=metadata)


def test_what_lunausdt_was_in_2021(stub, luna):
    then, now = get(stub, day("2021-06-01")), get(stub)
    assert (then.symbol_id, now.symbol_id) == (str(luna.old.pk), str(luna.new.pk))
    assert then.symbol.symbol_id == then.symbol_id
    assert (then.listed_at, then.delisted_at) == (stamp(BEGAN), stamp(ENDED))
    assert (now.listed_at, now.HasField("delisted_at")) == (stamp(AGAIN), False)


def test_from_its_first_moment_to_its_last(stub, luna):
    moments = [BEGAN, ENDED - timedelta(microseconds=1), AGAIN]
    assert [get(stub, on).symbol_id for on in moments] == [str(luna.old.pk)] * 2 + [str(luna.new.pk)]
    for on in (BEGAN - timedelta(microseconds=1), ENDED, AGAIN - timedelta(microseconds=1)):
        refused(lambda on=on: get(stub, on), StatusCode.NOT_FOUND)
        refused(lambda on=on: resolve(stub, "LUNA", on), StatusCode.NOT_FOUND)


def test_no_cache_takes_part(stub, luna):
    """Asked by turns, in either order: what one leaves anywhere, the other must not find."""
    for _ in range(3):
        assert get(stub).symbol_id == str(luna.new.pk)
        assert get(stub, day("2021-06-01")).symbol_id == str(luna.old.pk)
    assert get(stub, day("2021-06-01"), "lunausdt").symbol_id == str(luna.old.pk)
    assert get(stub, None, "lunausdt").symbol_id == str(luna.new.pk)


@pytest.mark.parametrize("text", ["LUNA", "luna", "LUNAUSDT", "lunausdt"])
def test_which_asset_a_venue_meant(stub, luna, text):
    then, now = resolve(stub, text, day("2021-06-01")), resolve(stub, text)
    assert then.asset.asset_id == str(luna.old.base_asset_id)
    assert (then.listed_at, then.delisted_at) == (stamp(BEGAN), stamp(ENDED))
    assert now.asset.asset_id == str(luna.new.base_asset_id)
    assert (now.listed_at, now.HasField("delisted_at")) == (stamp(AGAIN), False)


def test_batches(stub, luna):
    to_come = timezone.now() + timedelta(days=1)
    keys = [name(on=day("2021-06-01")), name(), name(on=to_come), name(on=day("2022-05-20"))]
    listings = stub.BatchGetVenueSymbols(pb.BatchGetVenueSymbolsRequest(keys=keys)).results
    assert [each.status.code for each in listings] == [0, 0, 3, 5]
    assert [each.venue_symbol.symbol_id for each in listings[:2]] == [str(luna.old.pk), str(luna.new.pk)]
    request = pb.BatchResolveAssetsRequest(keys=[pb.AssetKey(venue=key) for key in keys])
    assets = stub.BatchResolveAssets(request).results
    assert [each.status.code for each in assets] == [0, 0, 3, 5]
    assert listings[2].status.message.startswith("keys[2].on:")
    assert assets[2].status.message.startswith("keys[2].venue.on:")


def test_what_is_to_come_is_not_known(stub, luna):
    to_come = timezone.now() + timedelta(days=1)
    refused(lambda: get(stub, to_come), StatusCode.INVALID_ARGUMENT, field="on")
    refused(lambda: resolve(stub, "LUNA", to_come), StatusCode.INVALID_ARGUMENT, field="key.venue.on")


def test_whether_it_may_be_traded_is_asked_of_now(stub, luna):
    key = tradeability_pb2.TradeKey(venue_symbol=name(on=day("2021-06-01")))
    request = tradeability_pb2.CheckTradeableRequest(keys=[key])
    refused(
        lambda: stub.CheckTradeable(request), StatusCode.INVALID_ARGUMENT, field="keys[0].venue_symbol.on"
    )


def test_what_the_registry_said_is_another_question(stub, luna):
    before = timezone.now()
    wrong = VenueFactory(venue_id="okx")
    VenueAssetFactory(venue=wrong, asset=luna.new.base_asset, venue_asset_symbol="LUNA", listed_at=BEGAN)
    key = pb.AssetKey(venue=pb.VenueName(venue_id="okx", venue_symbol="LUNA", on=stamp(day("2021-06-01"))))
    request = pb.ResolveAssetRequest(key=key)
    assert stub.ResolveAsset(request).asset.asset_id == str(luna.new.base_asset_id)
    as_of = (("cqar-as-of", before.isoformat()),)
    refused(lambda: stub.ResolveAsset(request, metadata=as_of), StatusCode.NOT_FOUND)
    found = resolve(stub, "LUNA", day("2021-06-01"), *as_of)
    assert found.asset.asset_id == str(luna.old.base_asset_id)


def test_a_market_is_no_older_than_what_it_trades(stub, luna):
    """Binance says of no pair since when it is there: what it says of the coin holds for its pairs."""
    pair = VenueSymbolFactory(venue_id="binance", venue=None, symbol=luna.new, venue_symbol="LUNABUSD")
    other = VenueSymbolFactory(venue_id="binance", venue=None, venue_symbol="ETHBUSD")
    assert get(stub, AGAIN, "LUNABUSD").symbol_id == str(pair.symbol_id)
    assert resolve(stub, "LUNABUSD", AGAIN).asset.asset_id == str(luna.new.base_asset_id)
    for ask in (lambda: get(stub, ENDED, "LUNABUSD"), lambda: resolve(stub, "LUNABUSD", ENDED)):
        refused(ask, StatusCode.NOT_FOUND)
    found = get(stub, BEGAN, "ETHBUSD")
    assert (found.symbol_id, found.HasField("listed_at")) == (str(other.symbol_id), False)


def spell(since, until):
    return SimpleNamespace(
        listed_at=day(f"20{since}-01-01") if since else None,
        delisted_at=day(f"20{until}-01-01") if until else None,
    )


@pytest.mark.parametrize(
    ("spells", "meant"),
    [
        ([(None, None)], {10: 0, 25: 0}),
        ([(20, None)], {19: None, 20: 0}),
        ([(None, 20)], {19: 0, 20: None}),
        # An unknown beginning is after the end of the one before.
        ([(None, 20), (None, None)], {19: 0, 20: 1}),
        ([(15, 20), (None, None)], {14: None, 15: 0, 20: 1}),
        ([(None, 20), (22, None)], {19: 0, 21: None, 22: 1}),
        # One whose beginning is known goes first, where they contradict each other.
        ([(None, 20), (15, 24)], {14: 0, 16: 1, 21: 1, 24: None}),
        ([(15, 24), (18, 20)], {16: 0, 19: 1, 21: 0}),
    ],
)
def test_unknown_times(spells, meant):
    rows = [spell(*each) for each in spells]
    found = {year: meant_on(rows, day(f"20{year}-01-01")) for year in meant}
    assert found == {year: None if place is None else rows[place] for year, place in meant.items()}
