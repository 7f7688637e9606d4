"""The prices that a venue takes: the examples of the contract, and what holds for every rule and price."""

import re
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from cqc.markets.v1.price_rule_pb2 import PriceRule
from cqc.price_grid import NoSuchPrice, PriceGrid
from cqc.venues.v1.venue_symbol_pb2 import VenueSymbol
from hypothesis import given
from hypothesis import strategies as st

PROTO = Path(__file__).parents[2] / "contracts" / "proto" / "cqc" / "markets" / "v1" / "price_rule.proto"
EXAMPLE = re.compile(r"//     (?P<rule>.+) \| (?P<side>buy|sell) (?P<price>\S+) \| (?P<rounded>\S+)")
EXAMPLES = [match.groups() for match in map(EXAMPLE.search, PROTO.read_text().splitlines()) if match]


def bands(*pairs):
    """The grid of bands by where they start and their steps, None for one that is not known."""
    rule = PriceRule()
    for start, tick in pairs:
        rule.tick_bands.add(from_price=start, **({"tick_size": tick} if tick else {}))
    return PriceGrid.by(rule)


def digits(count, decimals):
    return PriceGrid.by(PriceRule(significant_digits=count, max_decimals=decimals))


def written(text):
    """The grid that an example of the contract speaks of."""
    kind, rest = text.split(" ", 1)
    if kind == "bands":
        return bands(*(pair.split(": ") for pair in rest.split(", ")))
    return digits(*map(int, re.findall(r"\d+", rest)))


@pytest.mark.parametrize(("rule", "side", "price", "rounded"), EXAMPLES)
def test_it_works(rule, side, price, rounded):
    assert written(rule).round(Decimal(price), side) == Decimal(rounded)


def test_the_examples_are_found():
    assert len(EXAMPLES) == 8


@pytest.mark.parametrize(
    ("price", "decimals", "is_taken"),
    [
        ("1234.5", 6, True), ("1234.56", 6, False), ("0.001234", 6, True), ("0.0012345", 6, False),
        ("0.01234", 5, True), ("0.012345", 5, False), ("123456", 6, True), ("12345.6", 6, False),
        ("0.0001234", 8, True), ("0.0001234", 7, True), ("0.0001234", 6, False),
    ],
)  # fmt: skip
def test_hyperliquid_s_own_examples(price, decimals, is_taken):
    """Those of its document "Tick and lot size"."""
    assert (Decimal(price) in digits(5, decimals)) == is_taken


STEPS = st.sampled_from(["0.0001", "0.0005", "0.001", "0.005", "0.01", "0.5", "1", "10", "1000"])


@st.composite
def grids(draw):
    """Rules as venues have them: each band starts at a multiple of the steps on both its sides."""
    if draw(st.booleans()):
        return digits(draw(st.integers(1, 8)), draw(st.integers(0, 12)))
    ticks = draw(st.lists(STEPS, min_size=1, max_size=5))
    pairs, start = [("0", ticks[0])], Fraction(0)
    for below, tick in pairwise(ticks):
        step = max(Fraction(below), Fraction(tick))
        start = (start // step + draw(st.integers(1, 50))) * step
        pairs.append((str(Decimal(start.numerator) / Decimal(start.denominator)), tick))
    return bands(*pairs)


PRICES = st.decimals("0.0000000000001", "10000000", allow_nan=False, places=13)


@given(grids(), PRICES, st.sampled_from(["buy", "sell"]))
def test_a_rounded_price(grid, price, side):
    """It is on the grid, on the side that was asked for, the nearest there, and rounded again it stays."""
    try:
        rounded = grid.round(price, side)
    except NoSuchPrice:
        assert side == "buy"
        assert price < grid.step(price)
        return
    assert rounded in grid
    assert rounded <= price if side == "buy" else rounded >= price
    assert all(grid.round(rounded, again) == rounded for again in ("buy", "sell"))
    nearer = (price + rounded) / 2
    assert nearer in {price, rounded} or nearer not in grid
    assert abs(rounded - price) < grid.step(min(price, rounded))


def test_a_listing_without_a_rule_has_its_tick():
    listing = VenueSymbol(spec={"tick_size": "0.25"})
    assert PriceGrid.of(listing).round(Decimal("1.3"), "sell") == Decimal("1.5")
    with pytest.raises(NoSuchPrice, match="no step is known"):
        PriceGrid.of(VenueSymbol(venue_id="binance", venue_symbol="ETHBTC"))


def test_a_band_whose_step_is_not_known():
    grid = bands(("0", None), ("100", "1"))
    assert grid.round(Decimal("100.5"), "buy") == 100
    for price in ("99.5", "1"):
        with pytest.raises(NoSuchPrice, match="not known"):
            grid.round(Decimal(price), "sell")
    upwards = bands(("0", "1"), ("100", None))
    assert upwards.round(Decimal("99.5"), "sell") == 100
    assert Decimal(100) in upwards


def test_what_is_no_price():
    grid = bands(("0", "0.01"))
    for price in (Decimal("0.004"), Decimal(0), Decimal(-1)):
        with pytest.raises(NoSuchPrice):
            grid.round(price, "buy")
    for wrong in (1.5, Decimal("NaN")):
        with pytest.raises(TypeError):
            grid.round(wrong, "buy")
    with pytest.raises(ValueError, match="neither"):
        grid.round(Decimal(1), "BUY")
    assert grid.round(Decimal("0.004"), "sell") == Decimal("0.01")
