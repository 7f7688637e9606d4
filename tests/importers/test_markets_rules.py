"""The venues whose prices follow a rule: what is imported of it, and on which day it held."""

from datetime import date
from decimal import Decimal

import pytest
from cqc.markets.v1.price_rule_pb2 import PriceRule
from cqc.price_grid import NoSuchPrice, PriceGrid
from google.protobuf.json_format import ParseDict

from registry.importers.engine.fixtures import read_csv
from registry.importers.markets.answer import NoMarkets
from registry.importers.markets.rows.korea import rule_on
from registry.wire.mapping import message_of

from . import markets_world as world
from .size_rows import deribit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _world():
    world.build()


def hyperliquid(**row):
    world.run("hyperliquid", {"universe": [{"name": "BTC", "szDecimals": 5, "maxLeverage": 40, **row}]})
    return world.listing("hyperliquid", row.get("name", "BTC"))


def test_hyperliquid():
    found = hyperliquid()
    assert found.price_rule == {"significant_digits": 5, "max_decimals": 1}
    assert (found.tick_size, found.lot_size, found.max_leverage) == (Decimal("0.1"), Decimal("0.00001"), 40)
    assert PriceGrid.of(message_of(found)).round(Decimal("123456.7"), "sell") == 123457


def test_hyperliquid_with_the_state_of_each_market():
    world.run("hyperliquid", [{"universe": [{"name": "ETH", "szDecimals": 4}]}, [{"markPx": "2000.5"}]])
    assert world.listing("hyperliquid", "ETH").price_rule["max_decimals"] == 2


def test_hyperliquid_a_token_of_anybody_s_is_no_other_s():
    """Its spot tokens PEPE and EUR are neither the coin nor the euro."""
    tokens = [{"name": name, "szDecimals": 2, "index": n} for n, name in enumerate(("USDC", "PEPE", "EUR"))]
    pairs = [{"tokens": [n, 0], "name": f"@{n}", "index": n} for n in (1, 2)]
    plan = world.run("hyperliquid_spot", {"tokens": tokens, "universe": pairs})
    assert world.reasons(plan) == {
        "hyperliquid_spot:@1": "unmapped code PEPE",
        "hyperliquid_spot:@2": "unmapped code EUR",
    }


def test_hyperliquid_an_answer_of_the_other_kind():
    with pytest.raises(NoMarkets):
        world.run("hyperliquid", {"tokens": [], "universe": [{"tokens": [1, 0], "name": "PURR/USDC"}]})


def test_deribit_steps():
    steps = {"tick_size": 0.0001, "tick_size_steps": [{"above_price": 0.005, "tick_size": 0.0005}]}
    option = {"strike": 40000.0, "option_type": "put", "contract_size": 1.0, "min_trade_amount": 0.1}
    answer = deribit("BTC-1JAN99-40000-P", "option", "BTC", "BTC", "BTC", **option, **steps)
    world.run("deribit", answer)
    found = world.listing("deribit", "BTC-1JAN99-40000-P")
    assert found.price_rule == {
        "tick_bands": [
            {"from_price": "0", "tick_size": "0.0001"}, {"from_price": "0.005", "tick_size": "0.0005"},
        ]
    }  # fmt: skip
    assert found.tick_size == Decimal("0.0001")
    assert world.run("deribit", answer).changed == {}
    answer["result"][0]["tick_size_steps"] = []
    world.run("deribit", answer)
    assert world.listing("deribit", "BTC-1JAN99-40000-P").price_rule is None


def step_of(market, price, day):
    rule = rule_on("upbit", market, market[:3] if market.startswith(("KRW", "BTC")) else "USDT", day)
    try:
        return PriceGrid.by(ParseDict(rule, PriceRule())).step(Decimal(price))
    except NoSuchPrice:
        return None


@pytest.mark.parametrize(
    ("market", "price", "day", "step"),
    [
        ("KRW-BTC", "3000", date(2023, 6, 1), "5"), ("KRW-BTC", "3000", date(2024, 6, 1), "1"),
        ("KRW-BTC", "3000", date(2025, 9, 1), "1"), ("KRW-BTC", "7000", date(2025, 9, 1), "5"),
        ("KRW-BTC", "1500000", date(2024, 6, 1), "500"), ("KRW-BTC", "1500000", date(2025, 7, 31), "1000"),
        ("KRW-BTC", "50", date(2025, 7, 30), "0.01"), ("KRW-BTC", "50", date(2025, 7, 31), None),
        ("KRW-ADA", "500", date(2024, 9, 30), "0.1"), ("KRW-ADA", "500", date(2024, 10, 1), None),
        ("KRW-ADA", "500", date(2024, 10, 14), "1"), ("KRW-ADA", "1500", date(2024, 10, 14), "1"),
        ("KRW-USDT", "1400", date(2025, 3, 20), "1"), ("KRW-USDT", "1400", date(2025, 3, 21), "0.5"),
        ("KRW-USDT", "1400", date(2025, 8, 1), None), ("USDT-BTC", "0.5", date(2024, 8, 18), "0.001"),
        ("USDT-BTC", "0.5", date(2024, 8, 19), "0.0001"), ("BTC-ETH", "0.05", date(2024, 1, 1), "0.00000001"),
    ],
)  # fmt: skip
def test_upbit_s_table(market, price, day, step):
    assert step_of(market, price, day) == (step and Decimal(step))


def test_every_day_of_upbit_s_table_is_a_rule():
    said = {row[name] for row in read_csv("price_rules.csv") for name in ("valid_from", "valid_until")}
    days = [date.fromisoformat(day) for day in said if day]
    assert len(days) >= 5
    assert all(rule_on("upbit", "KRW-ADA", quote, day) for day in days for quote in ("KRW", "USDT", "BTC"))


def test_upbit_on_two_days():
    answer = [{"market": "KRW-BTC", "korean_name": "", "english_name": "Bitcoin"}]
    world.run("upbit", answer, observed=date(2024, 6, 1))
    before = world.listing("upbit", "KRW-BTC")
    assert (before.tick_size, before.lot_size, before.symbol.symbol) == (
        Decimal("0.00000001"),
        None,
        "BTC/KRW",
    )
    plan = world.run("upbit", answer, observed=date(2025, 9, 1))
    assert plan.conflicts == {}
    after = world.listing("upbit", "KRW-BTC")
    assert (after.tick_size, after.price_rule["tick_bands"][0]) == (None, {"from_price": "0"})
    assert world.run("upbit", answer, observed=date(2024, 6, 1)).changed == {}


def test_bithumb_is_not_known():
    world.run("bithumb", [{"market": "KRW-BTC", "english_name": "Bitcoin"}])
    found = world.listing("bithumb", "KRW-BTC")
    assert (found.tick_size, found.lot_size, found.price_rule) == (None, None, None)


def test_dydx_a_ticker_of_a_pool_is_refused():
    pool = {"ticker": "FARTCOIN,RAYDIUM,9BB6-USD", "status": "ACTIVE", "tickSize": "0.1", "stepSize": "1"}
    plan = world.run("dydx", {"markets": {pool["ticker"]: pool}})
    assert [finding.reason for finding in plan.refused] == ["unmapped code"]
