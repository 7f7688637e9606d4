"""The committed figures of well-known markets."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from registry.importers.engine.fixtures import read_csv
from registry.importers.engine.tables import Tables
from registry.importers.markets import facts
from registry.models import AssetIdentifier, Symbol, VenueAsset, VenueSymbol

from . import markets_world as world
from .sources import claims_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _world():
    world.build()


def load():
    return facts.IMPORTER.run(Tables())


def test_it_works():
    plan = load()
    assert (plan.conflicts, plan.refused) == ({}, {})
    assert VenueSymbol.objects.count() == len(read_csv("markets.csv"))
    bitcoin = world.listing("binance", "BTCUSDT")
    assert (bitcoin.tick_size, bitcoin.lot_size) == (Decimal("0.01"), Decimal("0.00001"))
    assert (bitcoin.min_notional, bitcoin.max_order_size) == (10, 9000)
    assert (bitcoin.symbol.symbol, bitcoin.symbol.symbol_type) == ("BTC/USDT", "SPOT")
    assert (bitcoin.maker_fee, bitcoin.is_active) == (None, True)
    claim = claims_of(bitcoin)["tick_size", "venue"]
    assert (claim.observed, claim.origin) == (date(2021, 10, 12), "binance public API")


def test_by_venue():
    load()
    counts = Counter(VenueSymbol.objects.values_list("venue_id", flat=True))
    assert counts == Counter(row["venue"] for row in read_csv("markets.csv"))


def test_again_changes_nothing():
    load()
    plan = load()
    assert (plan.new, plan.changed, plan.conflicts, plan.refused) == ({}, {}, {}, {})


def test_a_venue_that_the_registry_does_not_have():
    (row,) = [row for row in read_csv("markets.csv") if row["venue_symbol"] == "BTC-USD"]
    nowhere = {**row, "venue": "nowhere"}
    plan = replace(facts.IMPORTER, read=lambda: [nowhere, row]).run(Tables())
    assert world.reasons(plan) == {"nowhere:BTC-USD": "unknown venue"}
    assert world.listing("coinbase", "BTC-USD")


def test_expired_instruments_come_in_inactive():
    load()
    future, spot = world.listing("binance_coinm", "BTCUSD_210924"), world.listing("binance", "BTCUSDT")
    assert (future.is_active, future.symbol.is_active) == (False, False)
    assert future.symbol.expiry == datetime(2021, 9, 24, 8, tzinfo=UTC)
    assert (spot.is_active, spot.symbol.is_active) == (True, True)


def test_the_same_string_on_two_segments():
    load()
    spot, perpetual = (
        world.listing("binance", "BTCUSDT").symbol,
        world.listing("binance_usdm", "BTCUSDT").symbol,
    )
    assert (spot.symbol_type, spot.symbol) == ("SPOT", "BTC/USDT")
    assert (perpetual.symbol_type, perpetual.symbol) == ("PERPETUAL", "BTC/USDT:USDT")
    assert (spot.settlement_asset, perpetual.settlement_asset) == (None, spot.quote_asset)


def test_a_call_and_a_put_at_one_strike():
    load()
    call, put = (world.listing("deribit", f"BTC-31DEC21-50000-{letter}").symbol for letter in "CP")
    assert (call.option_type, put.option_type) == ("CALL", "PUT")
    assert (call.strike_price, call.expiry, call.base_asset) == (put.strike_price, put.expiry, put.base_asset)
    assert call.base_asset == call.quote_asset == call.settlement_asset
    assert (call.symbol, put.symbol) == ("BTC/USD:BTC-211231-50000-C", "BTC/USD:BTC-211231-50000-P")


def test_rebates_and_inverse_and_quanto():
    load()
    inverse, quanto = world.listing("bitmex", "XBTUSD"), world.listing("bitmex", "ETHUSD")
    assert (inverse.maker_fee, inverse.taker_fee) == (Decimal("-0.00025"), Decimal("0.00075"))
    assert (inverse.symbol.symbol, quanto.symbol.symbol) == ("BTC/USD:BTC", "ETH/USD:BTC")
    assert inverse.contract_size is None


def test_the_venues_own_names_of_assets():
    load()
    bitcoin = AssetIdentifier.objects.get(external_id="bitcoin").asset
    names = dict(VenueAsset.objects.filter(asset=bitcoin).values_list("venue_id", "venue_asset_symbol"))
    assert (names["binance"], names["kraken"], names["bitmex"]) == ("BTC", "XXBT", "XBT")


def test_symbols_keep_no_venue_s_figures():
    load()
    assert not Symbol.objects.exclude(tick_size=None, lot_size=None, contract_size=None).exists()


def test_the_platform_s_own_figures_are_all_there():
    file = world.CAPTURES.parent / "facts" / "markets.csv"
    if not file.is_file():
        pytest.skip("the facts are not on this machine")
    ours = [{name: cell for name, cell in row.items() if name != "origin"} for row in read_csv("markets.csv")]
    with file.open(encoding="utf-8") as given:
        assert ours == list(csv.DictReader(given))
