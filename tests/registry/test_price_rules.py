"""Rules for prices: what is one, and how it stands beside the tick."""

from decimal import Decimal

import pytest
from cqc.markets.v1.market_spec_pb2 import MarketSpec
from cqc.markets.v1.price_rule_pb2 import PriceRule
from django.core.exceptions import ValidationError

from registry.values.price_rules import finest_tick, price_rule_in
from registry.wire.mapping import message_of
from tests.factories import SymbolFactory, VenueSymbolFactory

BANDS = {
    "tick_bands": [{"from_price": "0", "tick_size": "0.0001"}, {"from_price": "0.005", "tick_size": "0.0005"}]
}
DIGITS = {"significant_digits": 5, "max_decimals": 6}


def banded(*pairs):
    return {"tick_bands": [{"from_price": start, "tick_size": tick} for start, tick in pairs]}


def test_it_works():
    said = banded(("0.0", "1e-4"), ("0.0050", "0.0005"))
    assert price_rule_in(said) == BANDS
    assert price_rule_in(DIGITS) == DIGITS
    assert (finest_tick(BANDS), finest_tick(DIGITS)) == (Decimal("0.0001"), Decimal("0.000001"))
    assert finest_tick({"tick_bands": [{"from_price": "0"}, {"from_price": "1", "tick_size": "1"}]}) is None


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({}, "must hold either"),
        ({**DIGITS, **BANDS}, "must hold either"),
        ({"significant_digits": 5}, "must hold either"),
        ({"significant_digits": 0, "max_decimals": 6}, "from 1 to 18"),
        ({"significant_digits": 5, "max_decimals": 25}, "from 0 to 24"),
        (banded(("1", "1")), "must start at 0"),
        (banded(("0", "0")), "more than 0"),
        (banded(("0", "1"), ("5", "1"), ("5", "1")), "5 must be more than 5"),
        (banded(("0", "0.3"), ("1", "1")), "1 must be a multiple of 0.3"),
        (banded(("0", "0.1"), ("1", "2")), "1 must be a multiple of 2"),
        (banded(("0", "NaN")), "no decimal string"),
        (banded(("0", 1)), "no decimal string"),
        (banded(("0", "1e-25")), "too many digits"),
        ({"tick_bands": [{"tick_size": "1"}]}, "each has a from_price"),
    ],
)
def test_what_is_no_rule(wrong, why):
    with pytest.raises(ValueError, match=why):
        price_rule_in(wrong)


@pytest.mark.django_db
class TestBesideTheTick:
    def test_it_is_the_finest_step(self):
        row = VenueSymbolFactory(price_rule=BANDS, tick_size=None)
        assert row.tick_size == Decimal("0.0001")
        row.price_rule = DIGITS
        row.save()
        assert row.tick_size == Decimal("0.000001")
        row.price_rule = {"tick_bands": [{"from_price": "0"}]}
        row.save()
        assert row.tick_size is None

    def test_another_one_is_refused(self):
        with pytest.raises(ValidationError, match="its finest step"):
            VenueSymbolFactory(price_rule=BANDS, tick_size=Decimal("0.0005"))
        with pytest.raises(ValidationError, match="unknown, as the step of one of its bands is"):
            SymbolFactory(price_rule={"tick_bands": [{"from_price": "0"}]}, tick_size=Decimal(1))

    def test_the_message_has_both(self):
        row = VenueSymbolFactory(price_rule=BANDS)
        said = message_of(row)
        assert said.price_rule == PriceRule(
            tick_bands=[
                {"from_price": "0", "tick_size": "0.0001"},
                {"from_price": "0.005", "tick_size": "0.0005"},
            ]
        )
        assert said.spec.tick_size == "0.0001"

    def test_the_symbol_s_holds_where_the_venue_states_no_step(self):
        symbol = SymbolFactory(price_rule=DIGITS, tick_size=None)
        silent, stepped, ruled, unknown, thousands = (
            message_of(VenueSymbolFactory(symbol=symbol, **own))
            for own in (
                {}, {"tick_size": Decimal("0.5")}, {"price_rule": BANDS},
                {"price_rule": {"tick_bands": [{"from_price": "0"}]}}, {"base_multiplier": Decimal(1000)},
            )
        )  # fmt: skip
        assert silent.price_rule == PriceRule(**DIGITS)
        assert silent.spec == MarketSpec(tick_size="0.000001")
        assert (stepped.HasField("price_rule"), stepped.spec.tick_size) == (False, "0.5")
        assert len(ruled.price_rule.tick_bands) == 2
        assert not unknown.spec.HasField("tick_size")
        assert not thousands.HasField("price_rule")
