"""The saved answers of real exchanges, whole: how many markets come in, and why the rest does not."""

import json
from collections import Counter

import pytest

from registry.importers.engine.tables import Tables
from registry.importers.markets import facts
from registry.models import Symbol, VenueSymbol

from . import markets_world as world

pytestmark = [pytest.mark.django_db, world.needs_captures]

FILES = {
    "binance_coinm": "BINANCE_DELIVERY__dapi_binance_com_dapi_v1_exchangeInfo.json",
    "binance_usdm": "BINANCE_FUTURES__fapi_binance_com_fapi_v1_exchangeInfo.json",
    "bitmex": "BITMEX__www_bitmex_com_api_v1_instrument_active.json",
    "coinbase": "COINBASE__api_pro_coinbase_com_products.json",
    "deribit": "DERIBIT__www_deribit_com_api_v2_public_get_instruments_currency_BTC_expired_false.json",
    "kraken": "KRAKEN__api_kraken_com_0_public_AssetPairs.json",
}
UNMAPPED = {
    "binance_coinm": {},
    "bitmex": {"ALTMEX": 1, "DEFIMEX": 1},
    "coinbase": {"BNT": 4, "GNT": 1, "KNC": 2, "LOOM": 1, "NKN": 2, "NU": 4, "OGN": 2, "REP": 2},
    "deribit": {},
    "kraken": {
        "ANT": 4, "ETH2.S": 1, "EWT": 4, "KEEP": 4, "KNC": 4, "LSK": 4, "NANO": 4, "REPV2": 4, "SC": 4, "TBTC": 4,
        "XMLN": 4, "XREP": 4,
    },
}  # fmt: skip
"""By code, where all assets of the code table are there; Binance's 46 USD-M codes are one market each."""
MARKETS = {
    "binance_coinm": 36, "binance_usdm": 122, "bitmex": 34, "coinbase": 162, "deribit": 398, "kraken": 304,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _world():
    world.build()


def load(venue):
    return world.run(venue, json.loads((world.CAPTURES / FILES[venue]).read_text(encoding="utf-8")))


def unmapped(plan):
    return Counter(finding.about for finding in plan.refused)


@pytest.mark.parametrize("venue", sorted(UNMAPPED))
def test_it_works(venue):
    plan = load(venue)
    assert unmapped(plan) == UNMAPPED[venue]
    assert plan.conflicts == {}
    listed = VenueSymbol.objects.filter(venue=venue).count()
    assert listed + len(plan.refused) == MARKETS[venue]


def test_binance_usdm():
    plan = load("binance_usdm")
    codes = unmapped(plan)
    assert set(codes.values()) == {1}
    assert {"LUNA", "BTCDOM", "DEFI", "BTCST"} <= set(codes)
    assert "1000SHIB" not in codes
    assert VenueSymbol.objects.count() + len(codes) == MARKETS["binance_usdm"]


@pytest.mark.parametrize("venue", sorted(FILES))
def test_again_changes_nothing(venue):
    facts.IMPORTER.run(Tables())
    load(venue)
    plan = load(venue)
    assert (plan.new, plan.changed, plan.conflicts) == ({}, {}, {})
    again = facts.IMPORTER.run(Tables())
    assert (again.new, again.changed, again.conflicts, again.refused) == ({}, {}, {}, {})


def test_the_committed_figures_are_those_of_the_answers():
    """What the answers add to them is what the table has no column for."""
    facts.IMPORTER.run(Tables())
    for venue in FILES:
        plan = load(venue)
        assert plan.conflicts == {}
        names = {name for differences in plan.changed.values() for name in differences}
        more = {"contract_size", "contract_kind", "funding_interval"} if venue == "bitmex" else set()
        assert names <= {"metadata", "max_order_value", "max_leverage", "listed_at", *more}


def test_deribit_calls_and_puts():
    load("deribit")
    pairs = Counter(
        (symbol.strike_price, symbol.expiry) for symbol in Symbol.objects.filter(symbol_type="OPTION")
    )
    assert (len(pairs), set(pairs.values())) == (195, {2})
    assert not Symbol.objects.filter(symbol_type__in=("FUTURE", "OPTION"), is_active=True).exists()
    assert Symbol.objects.get(is_active=True).symbol == "BTC/USD:BTC"


def test_kraken_dark_pools():
    load("kraken")
    dark = VenueSymbol.objects.filter(venue_symbol__endswith=".d").select_related("symbol")
    assert (len(dark), {row.min_order_size for row in dark}, {row.maker_fee for row in dark}) == (
        11,
        {None},
        {None},
    )
    assert all(row.symbol.listings.count() == 2 for row in dark)


def test_bitmex_rebates():
    load("bitmex")
    assert VenueSymbol.objects.filter(maker_fee__lt=0).count() == 30
    assert str(VenueSymbol.objects.get(venue_symbol="TRXU21").tick_size.normalize()) == "1E-10"
