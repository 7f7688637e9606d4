"""Small answers in the exchanges' own shapes: one for each trap of their whole answers."""

import json
from typing import Any

import pytest

from registry.importers.engine.tables import Tables
from registry.importers.markets import facts
from registry.models import Symbol, VenueSymbol

from . import markets_world as world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _world():
    world.build()


def instrument(name, **more):
    row = {
        "symbol": name, "typ": "FFWCSX", "state": "Open", "underlying": "XBT", "quoteCurrency": "USD",
        "settlCurrency": "XBt", "tickSize": 0.5, "lotSize": 100, "maxOrderQty": 10000000, "expiry": None,
        "makerFee": -0.00025, "takerFee": 0.00075,
    }  # fmt: skip
    return row | more


def option(kind, letter, **more):
    row = {
        "instrument_name": f"BTC-31DEC21-40000-{letter}", "kind": "option", "base_currency": "BTC",
        "quote_currency": "BTC", "is_active": True, "tick_size": 0.0005, "min_trade_amount": 0.1,
        "contract_size": 1.0, "maker_commission": 0.0003, "taker_commission": 0.0003, "settlement_period": "month",
        "expiration_timestamp": 1640937600000, "creation_timestamp": 1614257205000, "strike": 40000.0,
        "option_type": kind,
    }  # fmt: skip
    return row | more


ANSWERS: dict[str, Any] = {
    "bitmex": [instrument("XBTUSD"), instrument("ALTMEX", underlying="ALTMEX")],
    "coinbase": [world.coinbase_product("ETH-USD"), world.coinbase_product("LOOM-USDC")],
    "deribit": {"result": [option("call", "C"), option("put", "P")]},
    "kraken": world.kraken(
        world.kraken_pair("XBTUSD", "XXBT", "ZUSD"),
        world.kraken_pair("XBTUSD.d", "XXBT", "ZUSD"),
        world.kraken_pair("ANTUSD", "ANT", "ZUSD"),
    ),
}


@pytest.mark.parametrize(
    ("venue", "unmapped"), [("bitmex", "ALTMEX"), ("coinbase", "LOOM"), ("deribit", None), ("kraken", "ANT")]
)
def test_it_works(venue, unmapped):
    plan = world.run(venue, ANSWERS[venue])
    assert list(world.reasons(plan).values()) == ([f"unmapped code {unmapped}"] if unmapped else [])
    assert plan.conflicts == {}
    again = world.run(venue, ANSWERS[venue])
    assert (again.new, again.changed, again.conflicts) == ({}, {}, {})


@pytest.mark.parametrize("venue", sorted(ANSWERS))
def test_an_answer_after_the_committed_figures_leaves_them_at_rest(venue):
    facts.IMPORTER.run(Tables())
    world.run(venue, ANSWERS[venue])
    again = facts.IMPORTER.run(Tables())
    assert (again.new, again.changed, again.conflicts, again.refused) == ({}, {}, {}, {})


def test_deribit_a_call_and_a_put_are_two_instruments():
    world.run("deribit", ANSWERS["deribit"])
    options = Symbol.objects.filter(symbol_type="OPTION")
    assert {row.option_type for row in options} == {"CALL", "PUT"}
    assert len({(row.strike_price, row.expiry, row.is_active) for row in options}) == 1


def test_bitmex_a_rebate_and_a_tick_of_ten_places():
    answer = json.loads(json.dumps([instrument("TRXU21", underlying="TRX", tickSize=1e-10)]))
    world.run("bitmex", answer)
    found = VenueSymbol.objects.get()
    assert found.maker_fee < 0
    assert str(found.tick_size.normalize()) == "1E-10"
