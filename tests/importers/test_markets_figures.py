"""The figures of a market: exact, unknown where nothing was said, refused where no market can have them."""

from decimal import Decimal

import pytest

from registry.importers.engine.plan import RecordRefused
from registry.importers.markets.figures import figures
from registry.models import Symbol, VenueSymbol

from . import markets_world as world


def test_it_works():
    said = {"tick_size": "1e-08", "lot_size": 1, "maker_fee": "-0.00025", "min_notional": "0"}
    assert figures(said) == {
        "tick_size": Decimal("0.00000001"),
        "lot_size": 1,
        "maker_fee": Decimal("-0.00025"),
        "min_notional": 0,
    }


def test_a_maximum_that_no_double_holds():
    assert figures({"max_order_size": "9999999999999999"})["max_order_size"] == 9999999999999999


def test_nothing_said_is_unknown():
    assert figures({"tick_size": None, "lot_size": ""}) == {"tick_size": None, "lot_size": None}


def test_zero_of_what_must_be_more_is_how_an_api_says_none():
    assert figures({"max_order_size": "0.000", "tick_size": 0}) == {"max_order_size": None, "tick_size": None}


def test_a_minimum_below_the_lot():
    assert figures({"min_order_size": "0.1", "lot_size": "1"})["min_order_size"] == Decimal("0.1")


@pytest.mark.parametrize(
    ("said", "detail"),
    [
        ({"tick_size": "-0.01"}, "tick_size -0.01: must be more than 0 where it is known"),
        ({"min_notional": "-1"}, "min_notional -1: must not be less than 0"),
        ({"tick_size": "one"}, "tick_size: 'one' is not a number"),
        ({"lot_size": "NaN"}, "lot_size: 'NaN' is not a finite number"),
        ({"max_order_size": "Infinity"}, "max_order_size: 'Infinity' is not a finite number"),
        (
            {"min_order_size": "2", "max_order_size": "1"},
            "min_order_size 2: must not be more than max_order_size",
        ),
        (
            {"min_order_value": "2", "max_order_value": "1"},
            "min_order_value 2: must not be more than max_order_value",
        ),
        ({"taker_fee": "26"}, "taker_fee 26: is a fraction, from -1 (a rebate) to 1"),
    ],
)
def test_refused(said, detail):
    with pytest.raises(RecordRefused) as refused:
        figures(said)
    assert (refused.value.reason, refused.value.detail) == ("figures", detail)


@pytest.mark.django_db
class TestImported:
    """One wrong row never stops the rest, and leaves nothing behind."""

    @pytest.fixture(autouse=True)
    def _world(self):
        world.build()

    def refused(self, **more):
        name = more.pop("name", "ADA-USD")
        wrong = world.coinbase_product("ADA-USD", **more) | {"id": name}
        plan = world.run("coinbase", [wrong, world.coinbase_product("ETH-USD")])
        assert [row.venue_symbol for row in VenueSymbol.objects.all()] == ["ETH-USD"]
        assert Symbol.objects.count() == 1
        (finding,) = plan.refused
        return finding

    def test_a_maximum_below_the_minimum(self):
        assert self.refused(base_max_size="0.001").reason == "figures"

    def test_a_tick_finer_than_the_registry_s_numbers(self):
        assert self.refused(quote_increment="0." + "0" * 24 + "1").about == "VenueSymbol.tick_size"

    def test_a_name_that_breaks_the_venue_s_pattern(self):
        finding = self.refused(name="ada-USD", base_currency="ADA")
        assert (finding.record, finding.about) == ("coinbase:ada-USD", "VenueSymbol.venue_symbol")

    def test_a_name_with_a_character_nobody_can_see(self):
        assert self.refused(name="ADA\u200b-USD").about.startswith("VenueSymbol.venue_symbol")

    def test_an_asset_traded_for_itself(self):
        assert self.refused(name="USD-USD").reason == "base is quote"
