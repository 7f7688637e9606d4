"""Symbols, by their RPCs."""

from datetime import UTC, datetime, timedelta

import pytest
from cqc.markets.v1 import symbol_pb2
from cqc.markets.v1.market_spec_pb2 import MarketSpec
from cqc.services.v1 import asset_registry_pb2 as pb
from google.protobuf.timestamp_pb2 import Timestamp
from grpc import StatusCode

from registry.models import VenueSymbol
from tests.factories import AssetFactory, VenueSymbolFactory

from .helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)

SPOT, PERPETUAL, FUTURE, OPTION = (
    symbol_pb2.SymbolType.Value(f"SYMBOL_TYPE_{name}") for name in ("SPOT", "PERPETUAL", "FUTURE", "OPTION")
)
CALL, PUT = symbol_pb2.OPTION_TYPE_CALL, symbol_pb2.OPTION_TYPE_PUT
SOON, PAST = (
    Timestamp(seconds=int((datetime.now(UTC) + timedelta(days=days)).timestamp())) for days in (30, -30)
)


@pytest.fixture
def assets():
    return AssetFactory(symbol="BTC"), AssetFactory(symbol="USDT")


@pytest.fixture
def create(stub, assets):
    base, quote = assets

    def create(**fields):
        plain = {"symbol": "BTC/USDT", "base_asset_id": str(base.pk), "quote_asset_id": str(quote.pk)}
        return stub.CreateSymbol(pb.CreateSymbolRequest(**plain | {"symbol_type": SPOT} | fields)).symbol

    return create


def get(stub, symbol, **fields):
    return stub.GetSymbol(pb.GetSymbolRequest(symbol_id=symbol.symbol_id, **fields)).symbol


def update(stub, made, /, *mask, **fields):
    request = pb.UpdateSymbolRequest(symbol_id=made.symbol_id, **fields)
    request.update_mask.paths.extend(mask)
    return stub.UpdateSymbol(request).symbol


def option(**fields):
    return {"symbol_type": OPTION, "expiry": SOON, "strike_price": 30000, "option_type": CALL} | fields


def test_it_works(stub, create, assets):
    made = create(tick_size=0.01, exact=MarketSpec(lot_size="0.00001", max_order_size="9999999999999999"))
    assert (made.symbol, made.symbol_type, made.is_active, made.version) == ("BTC/USDT", SPOT, True, 1)
    assert [made.base_asset_id, made.quote_asset_id] == [str(asset.pk) for asset in assets]
    assert (made.tick_size, made.exact.tick_size) == (0.01, "0.01")
    assert (made.lot_size, made.max_order_size) == (0.00001, 1e16)
    assert (made.exact.lot_size, made.exact.max_order_size) == ("0.00001", "9999999999999999")
    assert not made.HasField("min_order_size")
    assert not made.exact.HasField("min_order_size")
    assert get(stub, made) == made


def test_a_number_of_fifty_digits(stub, create):
    largest = "9" * 26 + "." + "9" * 24
    made = create(exact=MarketSpec(max_order_size=largest, tick_size="0." + "0" * 23 + "1"))
    stored = get(stub, made).exact
    assert (stored.max_order_size, stored.tick_size) == (largest, "0." + "0" * 23 + "1")


@pytest.mark.parametrize("number", ["1" + "0" * 26, "12345678." + "1" * 25, "1e5", " ", "٣"])
def test_a_number_that_no_column_holds(create, number):
    refused(
        lambda: create(exact=MarketSpec(tick_size=number)),
        StatusCode.INVALID_ARGUMENT,
        field="exact.tick_size",
    )


def test_options_of_one_strike(create):
    call, put = create(**option()), create(**option(option_type=PUT))
    assert (call.option_type, put.option_type, call.exact.strike_price) == (CALL, PUT, "30000")
    assert call.expiry == SOON


@pytest.mark.parametrize("missing", ["strike_price", "option_type", "expiry"])
def test_an_option_needs(create, missing):
    fields = option()
    del fields[missing]
    refused(lambda: create(**fields), StatusCode.INVALID_ARGUMENT, field=missing)


def test_a_future_needs_an_expiry(create):
    assert create(symbol_type=FUTURE, expiry=SOON).expiry == SOON
    refused(lambda: create(symbol_type=FUTURE), StatusCode.INVALID_ARGUMENT, field="expiry")


@pytest.mark.parametrize("symbol_type", [SPOT, PERPETUAL])
@pytest.mark.parametrize("fields", [{"expiry": SOON}, {"strike_price": 1}, {"option_type": PUT}])
def test_nothing_else_may_have_it(create, symbol_type, fields):
    refused(lambda: create(symbol_type=symbol_type, **fields), StatusCode.INVALID_ARGUMENT)


def test_a_past_expiry_only_where_it_is_inactive(stub, create):
    refused(lambda: create(**option(expiry=PAST)), StatusCode.INVALID_ARGUMENT, field="expiry")
    made = create(**option(expiry=PAST, is_active=False))
    refused(lambda: update(stub, made, is_active=True), StatusCode.INVALID_ARGUMENT, field="expiry")
    assert update(stub, made, tick_size=5).tick_size == 5


@pytest.mark.parametrize(
    "fields", [{}, {"symbol_type": PERPETUAL}, option(), {"symbol_type": FUTURE, "expiry": SOON}]
)
def test_the_same_instrument_twice(create, fields):
    create(**fields)
    refused(lambda: create(**fields, symbol="Another"), StatusCode.ALREADY_EXISTS, "ALREADY_EXISTS")


def test_a_settlement_tells_apart(create, assets):
    create(symbol_type=PERPETUAL)
    assert create(symbol_type=PERPETUAL, settlement_asset_id=str(assets[1].pk)).settlement_asset_id


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"symbol": ""}, "symbol"),
        ({"symbol": "BTC\u200b/USDT"}, "symbol"),
        ({"symbol_type": 0}, "symbol_type"),
        ({"base_asset_id": "BTC"}, "base_asset_id"),
        ({"tick_size": 0}, "tick_size"),
        ({"min_order_size": 2, "max_order_size": 1}, "min_order_size"),
        ({"exact": MarketSpec(lot_size="-1")}, "exact.lot_size"),
    ],
)
def test_what_is_wrong_is_named(create, fields, field):
    refused(lambda: create(**fields), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", field)


def test_the_assets_must_be_there(create):
    gone = AssetFactory()
    gone.delete()
    refused(lambda: create(quote_asset_id=str(gone.pk)), StatusCode.NOT_FOUND, "NOT_FOUND")


def test_only_an_option_is_of_one_asset_twice(create, assets):
    same = {"quote_asset_id": str(assets[0].pk)}
    refused(lambda: create(**same), StatusCode.INVALID_ARGUMENT, field="quote_asset_id")
    assert create(**option(), **same)


def test_an_update_of_what_is_not_its_identity(stub, create):
    made = create(tick_size=0.01, lot_size=1)
    changed = update(
        stub, made, symbol="XBT/USDT", is_active=False, min_notional=10, exact=MarketSpec(tick_size="0.1")
    )
    assert (changed.symbol, changed.is_active, changed.version) == ("XBT/USDT", False, 2)
    assert (changed.exact.tick_size, changed.exact.lot_size, changed.exact.min_notional) == ("0.1", "1", "10")
    refused(lambda: update(stub, made, symbol="X\u200b"), StatusCode.INVALID_ARGUMENT, field="symbol")


def test_a_mask_replaces_the_whole_spec(stub, create):
    made = create(tick_size=0.01, lot_size=1)
    changed = update(stub, made, "exact", exact=MarketSpec(lot_size="2"))
    assert changed.exact == MarketSpec(lot_size="2")
    assert not changed.HasField("tick_size")


def test_a_deleted_one_and_its_listings(stub, create):
    made = create()
    listing = VenueSymbolFactory(symbol_id=made.symbol_id, venue_symbol="BTCUSDT")
    delete = pb.DeleteSymbolRequest(symbol_id=made.symbol_id)
    assert stub.DeleteSymbol(delete).success
    refused(lambda: get(stub, made), StatusCode.NOT_FOUND, "NOT_FOUND")
    refused(lambda: update(stub, made, is_active=True), StatusCode.NOT_FOUND)
    refused(lambda: stub.DeleteSymbol(delete), StatusCode.NOT_FOUND)
    assert get(stub, made, show_deleted=True).HasField("deleted_at")
    request = pb.GetVenueSymbolRequest(venue_id=listing.venue_id, venue_symbol="BTCUSDT")
    answer = stub.GetVenueSymbol(request).venue_symbol
    assert answer.symbol.HasField("deleted_at")
    assert VenueSymbol.objects.live().count() == 1
    assert create().symbol_id != made.symbol_id


def test_lists(stub, create, assets):
    spot, perpetual, call = create(), create(symbol_type=PERPETUAL, is_active=False), create(**option())
    names = {spot.symbol_id: "spot", perpetual.symbol_id: "perpetual", call.symbol_id: "call"}

    def found(**by):
        return [names[each.symbol_id] for each in stub.ListSymbols(pb.ListSymbolsRequest(**by)).symbols]

    assert found() == found(base_asset_id=str(assets[0].pk)) == ["spot", "perpetual", "call"]
    assert found(base_asset_id=str(assets[1].pk)) == []
    assert found(symbol_type=OPTION) == found(option_type=CALL) == ["call"]
    assert found(is_active=False) == ["perpetual"]
    assert found(expiry_from=SOON) == ["call"]
    assert found(expiry_to=SOON) == []
