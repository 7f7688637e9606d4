"""What the smallest order of a market is: its size has one unit, whatever the venue's API counts in."""

from datetime import timedelta
from decimal import Decimal

import pytest

from registry.importers.markets.reading import VENUES
from registry.models import VenueAsset, VenueSymbol
from registry.writing.write import write
from tests.factories import AssetFactory

from . import markets_world as world
from .size_rows import CASES, binance, bitmex, dated, deribit, okx

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _world():
    """With a token that a curator listed where names of tokens are anybody's."""
    world.build()
    purr = AssetFactory(symbol="PURR", name="Purr")
    write([VenueAsset(venue_id="hyperliquid_spot", asset=purr, venue_asset_symbol="PURR")])


def value_of(found, contracts, price):
    """What that many contracts, or that much of base, are of the base asset, and what they are worth."""
    amount = contracts * (found.contract_size or 1)
    match found.contract_kind:
        case "INVERSE":
            return amount / price, amount
        case "QUANTO":
            return None, amount * price
    return amount * (found.base_multiplier or 1), amount * price


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_works(case):
    plan = world.run(case.venue, case.answer)
    assert (plan.refused, plan.conflicts) == ({}, {})
    found = world.listing(case.venue, case.name)
    smallest = found.min_order_size or found.lot_size
    assert smallest % found.lot_size == 0
    base, value = value_of(found, smallest, Decimal(case.price))
    assert (base, value) == (case.base and Decimal(case.base), Decimal(case.value)), case.words
    symbol = found.symbol
    paid_in = symbol.settlement_asset if found.contract_kind == "QUANTO" else symbol.quote_asset
    assert paid_in.symbol == case.value_in
    assert symbol.contract_kind == found.contract_kind
    again = world.run(case.venue, case.answer)
    assert (again.new, again.changed, again.conflicts) == ({}, {}, {})


SAYS_NO_SIZE = {"upbit", "bithumb"}


def test_every_venue_and_kind_is_there():
    assert {case.venue for case in CASES} | SAYS_NO_SIZE == set(VENUES)


def test_what_else_a_contract_says():
    for case in CASES:
        if case.name in ("ETH-USDT-SWAP", "XBTUSD", "SHIB1000USDT"):
            world.run(case.venue, case.answer)
    swap, perpetual = world.listing("okx", "ETH-USDT-SWAP"), world.listing("bitmex", "XBTUSD")
    assert (swap.max_leverage, swap.max_order_size) == (100, 100000000)
    assert perpetual.funding_interval == timedelta(hours=8)
    assert world.listing("bybit_linear", "SHIB1000USDT").funding_interval == timedelta(hours=8)


def refused(venue, answer):
    plan = world.run(venue, answer)
    assert not VenueSymbol.objects.exists()
    (finding,) = plan.refused
    return finding.reason


def test_a_size_in_another_currency_is_refused():
    row = {"settleCcy": "USDT", "ctType": "linear", "ctVal": "1", "ctMult": "1", "lotSz": "1", "minSz": "1"}
    assert refused("okx", okx("ETH-USDT-SWAP", "SWAP", **row, ctValCcy="USDT")) == "figures"


def test_a_lot_that_is_no_exact_number_of_contracts_is_refused():
    row = deribit("BTC-1JAN99", "future", "BTC", "USD", "BTC", contract_size=3.0, min_trade_amount=10.0)
    assert refused("deribit", row) == "figures"


def test_a_kind_that_is_not_said_is_unknown():
    world.run("bitmex", bitmex("ETHUSD", "FFWCSX", "ETH", "USD", isQuanto=None, isInverse=None))
    found = world.listing("bitmex", "ETHUSD")
    assert (found.contract_kind, found.contract_size) == (None, None)


class TestMultipliedCodes:
    """A code that is a thousand of a token is that token, and the listing says how many."""

    @pytest.mark.parametrize(
        ("code", "multiplier"), [("1000SHIB", 1000), ("1MSHIB", 10**6), ("10000SHIB", 10**4), ("SHIB", None)]
    )
    def test_it_works(self, code, multiplier):
        self.load(code)
        found = world.listing("binance_usdm", "SOMEUSDT")
        assert found.symbol.base_asset == world.asset_of("shiba-inu")
        assert found.base_multiplier == multiplier
        listed = VenueAsset.objects.get(venue="binance_usdm", asset=found.symbol.base_asset)
        assert (listed.venue_asset_symbol, listed.unit_multiplier) == (code, multiplier)
        assert self.load(code).changed == {}

    @pytest.mark.parametrize("code", ["1000UNHEARDOF", "100SHIB", "1KSHIB", "kSHIB", "SHIB1000", "1000"])
    def test_what_is_no_multiple_of_a_known_asset(self, code):
        (finding,) = self.load(code).refused
        assert (finding.reason, finding.about) == ("unmapped code", code)

    def test_a_code_that_the_table_knows_is_itself(self):
        self.load("1INCH")
        assert world.listing("binance_usdm", "SOMEUSDT").base_multiplier is None

    def test_a_code_that_a_curator_mapped_without_its_unit(self):
        shib = world.asset_of("shiba-inu")
        write([VenueAsset(venue_id="binance_usdm", asset=shib, venue_asset_symbol="1000SHIB")])
        self.load("1000SHIB")
        assert world.listing("binance_usdm", "SOMEUSDT").base_multiplier == 1000
        assert VenueAsset.objects.get(asset=shib).unit_multiplier == 1000

    def test_a_token_that_is_traded_as_itself_and_as_a_thousand(self):
        rows = [
            binance(name, code, "USDT", lot="1", **dated("PERPETUAL", "USDT"))["symbols"][0]
            for name, code in (("SHIBUSDT", "SHIB"), ("1000SHIBUSDT", "1000SHIB"))
        ]
        world.run("binance_usdm", {"symbols": rows})
        one, thousand = (world.listing("binance_usdm", row["symbol"]) for row in rows)
        assert (one.base_multiplier, thousand.base_multiplier) == (None, 1000)
        assert one.symbol == thousand.symbol
        assert world.run("binance_usdm", {"symbols": rows}).changed == {}

    def load(self, code):
        answer = binance("SOMEUSDT", code, "USDT", lot="1", **dated("PERPETUAL", "USDT"))
        return world.run("binance_usdm", answer)
