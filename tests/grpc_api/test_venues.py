"""Venues and what they list, by their RPCs."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial

import pytest
from cqc.markets.v1 import symbol_pb2
from cqc.markets.v1.market_spec_pb2 import MarketSpec
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import resolution_pb2
from cqc.venues.v1 import venue_pb2
from google.protobuf.timestamp_pb2 import Timestamp
from grpc import StatusCode

from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    SymbolFactory,
    VenueAssetFactory,
    VenueFactory,
    VenueSymbolFactory,
)

from .helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)

CEX, DEX = venue_pb2.VENUE_TYPE_CEX, venue_pb2.VENUE_TYPE_DEX
YESTERDAY = datetime(2026, 1, 2, tzinfo=UTC)


def stamp(moment=YESTERDAY):
    return Timestamp(seconds=int(moment.timestamp()))


def create(stub, **fields):
    return stub.CreateVenue(pb.CreateVenueRequest(**{"name": "Binance", "venue_type": CEX} | fields)).venue


def listed(stub, venue, symbol, **fields):
    fields = {"venue_symbol": "BTCUSDT", "symbol_id": str(symbol.pk)} | fields
    return stub.CreateVenueSymbol(pb.CreateVenueSymbolRequest(venue_id=venue.pk, **fields)).venue_symbol


def get(stub, venue, name="BTCUSDT"):
    return stub.GetVenueSymbol(pb.GetVenueSymbolRequest(venue_id=venue.pk, venue_symbol=name)).venue_symbol


def update(stub, *mask, **fields):
    request = pb.UpdateVenueSymbolRequest(**fields)
    request.update_mask.paths.extend(mask)
    return stub.UpdateVenueSymbol(request).venue_symbol


@pytest.fixture
def venue():
    return VenueFactory(venue_id="binance")


@pytest.fixture
def symbol():
    return SymbolFactory(
        symbol="BTC/USDT", tick_size=Decimal("0.1"), lot_size=Decimal("0.001"), min_notional=Decimal(5)
    )


def test_it_works(stub, venue, symbol):
    made = listed(stub, venue, symbol, spec=MarketSpec(tick_size="0.01"), taker_fee=0.001)
    assert (made.venue_id, made.venue_symbol, made.is_active, made.version) == ("binance", "BTCUSDT", True, 1)
    assert (made.symbol.symbol, made.symbol.exact.tick_size, made.symbol.tick_size) == (
        "BTC/USDT",
        "0.01",
        0.01,
    )
    assert (made.symbol.exact, made.symbol.spec_is_derived) == (made.spec, True)
    assert made.spec == MarketSpec(tick_size="0.01", lot_size="0.001", min_notional="5")
    assert (made.taker_fee, made.taker_fee_exact) == (0.001, "0.001")
    assert get(stub, venue) == made


def test_a_venue(stub):
    made = create(
        stub, operator="binance", mic="XBIN", symbol_pattern="[A-Z]+", website_url="https://binance.com"
    )
    assert (made.venue_id, made.operator, made.mic, made.is_active) == ("binance", "binance", "XBIN", True)
    assert stub.GetVenue(pb.GetVenueRequest(venue_id="binance")).venue == made
    assert create(stub, name="OKX (EU)").venue_id == "okx_eu"
    refused(lambda: create(stub), StatusCode.ALREADY_EXISTS)
    refused(lambda: create(stub, name="币安"), StatusCode.INVALID_ARGUMENT, field="name")
    refused(lambda: create(stub, venue_id="Binance"), StatusCode.INVALID_ARGUMENT, field="venue_id")
    refused(
        lambda: create(stub, name="X", symbol_pattern="["),
        StatusCode.INVALID_ARGUMENT,
        field="symbol_pattern",
    )


def test_a_dex_needs_a_chain(stub):
    error = refused(
        lambda: create(stub, name="Uniswap", venue_type=DEX), StatusCode.INVALID_ARGUMENT, field="chain_id"
    )
    assert "a DEX needs the chain" in error.details()
    refused(lambda: create(stub, name="Uniswap", venue_type=DEX, chain_id="base"), StatusCode.NOT_FOUND)
    ChainFactory(chain_id="base")
    assert create(stub, name="Uniswap", venue_type=DEX, chain_id="base").chain_id == "base"


def test_a_mask_of_a_venue(stub):
    create(stub, operator="binance", mic="XBIN")
    request = pb.UpdateVenueRequest(venue_id="binance", is_active=False)
    request.update_mask.paths.extend(["operator", "is_active"])
    changed = stub.UpdateVenue(request).venue
    assert (changed.HasField("operator"), changed.mic, changed.is_active) == (False, "XBIN", False)


def test_the_symbols_numbers_where_the_venue_says_nothing(stub, venue, symbol):
    made = listed(stub, venue, symbol)
    assert made.spec == MarketSpec(tick_size="0.1", lot_size="0.001", min_notional="5")
    assert made.min_notional == 5
    own = listed(
        stub, venue, symbol, venue_symbol="BTC-USDT", spec=MarketSpec(min_notional="10", lot_size="2")
    )
    assert own.spec == MarketSpec(tick_size="0.1", lot_size="2", min_notional="10")
    assert own.min_notional == 10


def test_a_change_of_the_symbol_is_seen_on_the_venue(stub, venue, symbol):
    listed(stub, venue, symbol, spec=MarketSpec(tick_size="0.01"))
    get(stub, venue)
    stub.UpdateSymbol(pb.UpdateSymbolRequest(symbol_id=str(symbol.pk), lot_size=7, tick_size=7))
    assert get(stub, venue).spec == MarketSpec(tick_size="0.01", lot_size="7", min_notional="5")


def test_what_a_size_counts(stub, venue):
    shib = SymbolFactory(symbol="SHIB/USDT:USDT", symbol_type="PERPETUAL", contract_kind="LINEAR")
    made = listed(stub, venue, shib, base_multiplier="1000.0", funding_interval=timedelta(hours=8))
    assert (made.base_multiplier, made.funding_interval.seconds) == ("1000", 28800)
    assert made.contract_kind == made.symbol.contract_kind == symbol_pb2.CONTRACT_KIND_LINEAR
    update(
        stub, venue_symbol_id=made.venue_symbol_id, contract_kind="CONTRACT_KIND_QUANTO",
        funding_interval=timedelta(days=1, milliseconds=1),
    )  # fmt: skip
    (found,) = stub.BatchGetVenueSymbols(
        resolution_pb2.BatchGetVenueSymbolsRequest(keys=[{"venue_id": "binance", "venue_symbol": "BTCUSDT"}])
    ).results
    said = found.venue_symbol
    assert (said.base_multiplier, said.contract_kind) == ("1000", symbol_pb2.CONTRACT_KIND_QUANTO)
    assert said.funding_interval.ToTimedelta() == timedelta(days=1, milliseconds=1)
    assert said.symbol.contract_kind == symbol_pb2.CONTRACT_KIND_LINEAR


def test_a_unit_that_is_no_number(stub, venue, symbol):
    call = partial(listed, stub, venue, symbol, base_multiplier="many")
    refused(call, StatusCode.INVALID_ARGUMENT, field="base_multiplier")
    asset = str(AssetFactory().pk)
    request = pb.CreateVenueAssetRequest(venue_id="binance", asset_id=asset, venue_asset_symbol="1000PEPE")
    request.unit_multiplier = "0"
    refused(partial(stub.CreateVenueAsset, request), StatusCode.INVALID_ARGUMENT, field="unit_multiplier")
    request.unit_multiplier = "1000"
    assert stub.CreateVenueAsset(request).venue_asset.unit_multiplier == "1000"


@pytest.mark.parametrize(
    ("of_its_own", "inherited"),
    [
        ({"base_multiplier": "1"}, {"tick_size": "0.1", "lot_size": "0.001"}),
        ({"base_multiplier": "1000"}, {}),
        ({"spec": MarketSpec(contract_size="100")}, {"tick_size": "0.1", "contract_size": "100"}),
    ],
)
def test_the_symbols_numbers_in_another_unit_do_not_hold(stub, venue, symbol, of_its_own, inherited):
    assert listed(stub, venue, symbol, **of_its_own).spec == MarketSpec(min_notional="5", **inherited)


def test_fees(stub, venue, symbol):
    made = listed(stub, venue, symbol, maker_fee=-0.00025, taker_fee_exact="0.0005", max_leverage=125)
    assert (made.maker_fee, made.maker_fee_exact) == (-0.00025, "-0.00025")
    assert (made.taker_fee, made.max_leverage_exact) == (0.0005, "125")
    refused(
        lambda: listed(stub, venue, symbol, venue_symbol="X", maker_fee=-1.5),
        StatusCode.INVALID_ARGUMENT,
        field="maker_fee",
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"spec": MarketSpec(tick_size="0")}, "spec.tick_size"),
        ({"spec": MarketSpec(tick_size="x")}, "spec.tick_size"),
        ({"spec": MarketSpec(strike_price="1")}, "spec.strike_price"),
        ({"spec": MarketSpec(min_order_size="2", max_order_size="1")}, "spec.min_order_size"),
        ({"min_order_value": 2, "max_order_value": 1}, "min_order_value"),
        ({"taker_fee": 0.1, "taker_fee_exact": "0.2"}, "taker_fee_exact"),
        ({"venue_symbol": ""}, "venue_symbol"),
        ({"symbol_id": "BTC/USDT"}, "symbol_id"),
    ],
)
def test_what_is_wrong_is_named(stub, venue, symbol, fields, field):
    refused(lambda: listed(stub, venue, symbol, **fields), StatusCode.INVALID_ARGUMENT, field=field)


def test_a_venue_and_a_symbol_that_are_there(stub, venue, symbol):
    refused(lambda: listed(stub, VenueFactory.build(), symbol), StatusCode.NOT_FOUND, "NOT_FOUND")
    refused(lambda: listed(stub, venue, SymbolFactory.build()), StatusCode.NOT_FOUND, "NOT_FOUND")
    refused(lambda: get(stub, venue), StatusCode.NOT_FOUND, "NOT_FOUND")
    refused(lambda: get(stub, venue, ""), StatusCode.INVALID_ARGUMENT, field="venue_symbol")


def test_a_name_is_taken_while_it_is_listed(stub, venue, symbol):
    listed(stub, venue, symbol)
    refused(lambda: listed(stub, venue, SymbolFactory()), StatusCode.ALREADY_EXISTS, "ALREADY_EXISTS")


def test_a_name_used_again(stub, venue, symbol):
    first = listed(stub, venue, symbol)
    update(stub, venue_symbol_id=first.venue_symbol_id, delisted_at=stamp())
    gone = get(stub, venue)
    assert (gone.venue_symbol_id, gone.is_active) == (first.venue_symbol_id, False)
    assert gone.delisted_at == stamp()
    second = listed(stub, venue, SymbolFactory())
    assert get(stub, venue) == second
    update(
        stub, venue_id="binance", venue_symbol="BTCUSDT", delisted_at=stamp(datetime(2026, 2, 2, tzinfo=UTC))
    )
    assert get(stub, venue).venue_symbol_id == second.venue_symbol_id


def test_another_case_of_a_name(stub, venue, symbol):
    made = listed(stub, venue, symbol)
    assert get(stub, venue, "btcUsdt") == made
    other = listed(stub, venue, SymbolFactory(), venue_symbol="btcusdt")
    assert get(stub, venue, "btcusdt") == other
    refused(lambda: get(stub, venue, "BtcUsdt"), StatusCode.NOT_FOUND, "NOT_FOUND")


def test_the_pattern_of_a_venue(stub, symbol):
    venue = VenueFactory(symbol_pattern="[A-Z0-9]+")
    error = refused(
        lambda: listed(stub, venue, symbol, venue_symbol="BTC-USDT"),
        StatusCode.INVALID_ARGUMENT,
        field="venue_symbol",
    )
    assert "[A-Z0-9]+" in error.details()
    assert listed(stub, venue, symbol).venue_symbol == "BTCUSDT"


def test_an_update_by_id_and_by_name(stub, venue, symbol):
    made = listed(stub, venue, symbol, spec=MarketSpec(tick_size="0.01", lot_size="3"))
    changed = update(stub, venue_symbol_id=made.venue_symbol_id, spec=MarketSpec(tick_size="0.02"))
    assert changed.spec == MarketSpec(tick_size="0.02", lot_size="3", min_notional="5")
    changed = update(
        stub, "spec", venue_id="binance", venue_symbol="BTCUSDT", spec=MarketSpec(tick_size="0.03")
    )
    assert changed.spec == MarketSpec(tick_size="0.03", lot_size="0.001", min_notional="5")
    same = {"venue_id": "binance", "venue_symbol": "BTCUSDT", "venue_symbol_id": made.venue_symbol_id}
    assert not update(stub, **same, is_active=False).is_active


def test_a_listing_is_not_renamed(stub, venue, symbol):
    made = listed(stub, venue, symbol)
    error = refused(
        lambda: update(stub, venue_symbol_id=made.venue_symbol_id, venue_symbol="XBTUSDT"),
        StatusCode.INVALID_ARGUMENT,
        field="venue_symbol",
    )
    assert "BTCUSDT" in error.details()


def test_an_update_of_what_is_not_there(stub, venue):
    refused(lambda: update(stub, venue_id="binance"), StatusCode.INVALID_ARGUMENT, field="venue_symbol")
    refused(lambda: update(stub, venue_id="binance", venue_symbol="NO"), StatusCode.NOT_FOUND, "NOT_FOUND")


def test_lists_of_listings(stub, venue, symbol):
    live = listed(stub, venue, symbol)
    gone = VenueSymbolFactory(venue=venue, venue_symbol="OLD", delisted_at=YESTERDAY)
    VenueSymbolFactory(venue_symbol="ELSEWHERE", is_active=False)

    def found(**by):
        answer = stub.ListVenueSymbols(pb.ListVenueSymbolsRequest(**by))
        return [each.venue_symbol for each in answer.venue_symbols]

    assert found() == ["BTCUSDT", "ELSEWHERE"]
    assert found(venue_id="binance") == found(symbol_id=live.symbol_id) == ["BTCUSDT"]
    assert found(is_active=False) == ["ELSEWHERE"]
    assert found(venue_id="binance", show_deleted=True) == ["BTCUSDT", gone.venue_symbol]


def test_an_asset_on_a_venue(stub, venue):
    token = DeploymentFactory()
    request = pb.CreateVenueAssetRequest(
        venue_id="binance", asset_id=str(token.asset_id), venue_asset_symbol="USDC", deployment_id=str(token.pk),
        deposit_enabled=False, withdrawal_fee=0.1, min_deposit_exact="0.000000000000000001",
    )  # fmt: skip
    made = stub.CreateVenueAsset(request).venue_asset
    assert (made.venue_asset_symbol, made.deployment_id) == ("USDC", str(token.pk))
    assert (made.withdrawal_fee_exact, made.min_deposit) == ("0.1", 1e-18)
    assert (made.deposit_enabled, made.HasField("deposit_enabled"), made.HasField("trading_enabled")) == (
        False, True, False,
    )  # fmt: skip
    pair = {"venue_id": "binance", "asset_id": str(token.asset_id)}
    assert stub.GetVenueAsset(pb.GetVenueAssetRequest(**pair)).venue_asset == made
    by_pair = stub.UpdateVenueAsset(pb.UpdateVenueAssetRequest(**pair, trading_enabled=True)).venue_asset
    assert (by_pair.trading_enabled, by_pair.venue_asset_id) == (True, made.venue_asset_id)
    by_id = pb.UpdateVenueAssetRequest(venue_asset_id=made.venue_asset_id, delisted_at=stamp())
    gone = stub.UpdateVenueAsset(by_id).venue_asset
    assert (gone.is_active, gone.delisted_at) == (False, stamp())
    assert stub.GetVenueAsset(pb.GetVenueAssetRequest(**pair)).venue_asset == gone
    again = stub.CreateVenueAsset(request).venue_asset
    assert stub.GetVenueAsset(pb.GetVenueAssetRequest(**pair)).venue_asset == again


def test_what_a_venue_cannot_list(stub, venue):
    there = VenueAssetFactory(venue=venue)

    def create(**fields):
        fields = {"asset_id": str(AssetFactory().pk), "venue_asset_symbol": "X"} | fields
        return stub.CreateVenueAsset(pb.CreateVenueAssetRequest(venue_id="binance", **fields))

    refused(lambda: create(asset_id=str(there.asset_id)), StatusCode.ALREADY_EXISTS)
    refused(lambda: create(venue_asset_symbol=there.venue_asset_symbol), StatusCode.ALREADY_EXISTS)
    refused(lambda: create(withdrawal_fee=-1), StatusCode.INVALID_ARGUMENT, field="withdrawal_fee")
    refused(
        lambda: create(deployment_id=str(DeploymentFactory().pk)),
        StatusCode.INVALID_ARGUMENT,
        field="deployment_id",
    )
    other = pb.UpdateVenueAssetRequest(venue_asset_id=str(there.pk), asset_id=str(AssetFactory().pk))
    refused(lambda: stub.UpdateVenueAsset(other), StatusCode.INVALID_ARGUMENT, field="asset_id")
