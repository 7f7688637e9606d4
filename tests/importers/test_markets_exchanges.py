"""What each exchange's rows say beyond ccxt's parse of them, and rows that its parsers drop or stumble over."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from registry.importers.engine.tables import Tables
from registry.importers.markets.exchange import exchange_rows, parse_answer
from registry.importers.markets.parsers import PARSERS, Parser
from registry.importers.markets.reading import importer_of
from registry.models import Venue, VenueAsset, VenueSymbol
from registry.writing.write import write

from . import markets_world as world
from .size_rows import DYDX

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _world():
    world.build()


def kraken(*pairs):
    return world.run("kraken", world.kraken(*pairs))


def test_it_works():
    """Its codes have an X or a Z before them, its name for the pair does not; its fees are percentages."""
    kraken(world.kraken_pair("XBTUSD", "XXBT", "ZUSD", wsname="XBT/USD", leverage_buy=[2, 3, 5]))
    found = world.listing("kraken", "XBTUSD")
    assert found.symbol.symbol == "BTC/USD"
    assert (found.maker_fee, found.taker_fee) == (Decimal("0.0025"), Decimal("0.004"))
    assert (found.tick_size, found.lot_size, found.max_leverage) == (
        Decimal("0.01"),
        Decimal("0.00000001"),
        5,
    )
    assert found.metadata["also_called"] == ["XBT/USD", "XXBTZUSD"]


def test_kraken_a_newer_answer_states_its_tick():
    kraken(world.kraken_pair("XBTUSD", "XXBT", "ZUSD", tick_size="0.5"))
    assert world.listing("kraken", "XBTUSD").tick_size == Decimal("0.5")


@pytest.mark.parametrize(
    ("said", "is_active"), [({}, True), ({"status": "online"}, True), ({"status": "cancel_only"}, False)]
)
def test_kraken_a_pair_without_a_status_is_open(said, is_active):
    kraken(world.kraken_pair("XBTUSD", "XXBT", "ZUSD", **said))
    assert world.listing("kraken", "XBTUSD").is_active == is_active


def test_kraken_a_dark_pool_is_a_second_name():
    dark = world.kraken_pair("XBTUSD.d", "XXBT", "ZUSD")
    del dark["fees_maker"], dark["ordermin"]
    plan = kraken(world.kraken_pair("XBTUSD", "XXBT", "ZUSD"), dark)
    assert (plan.conflicts, plan.refused) == ({}, {})
    lit, hidden = world.listing("kraken", "XBTUSD"), world.listing("kraken", "XBTUSD.d")
    assert lit.symbol == hidden.symbol
    assert (hidden.min_order_size, hidden.maker_fee, hidden.taker_fee) == (None, None, Decimal("0.004"))


def test_coinbase_fees_are_not_ccxt_s_own():
    world.run("coinbase", [world.coinbase_product("ETH-USD")])
    found = world.listing("coinbase", "ETH-USD")
    assert (found.maker_fee, found.taker_fee, found.max_leverage) == (None, None, None)


def test_coinbase_trading_disabled():
    world.run("coinbase", [world.coinbase_product("ETH-USD", trading_disabled=True)])
    assert not world.listing("coinbase", "ETH-USD").is_active


def test_coinbase_an_auction_is_not_the_asset():
    """Its row says BTC, its name does not; ccxt goes by the name."""
    auction = world.coinbase_product("BTCAUCTION-USD", base_currency="BTC")
    plan = world.run("coinbase", [auction, world.coinbase_product("BTC-USD")])
    assert world.reasons(plan) == {"coinbase:BTCAUCTION-USD": "unmapped code BTCAUCTION"}


def usdm(name, **more):
    base = name.removesuffix("USDT").partition("USDT")[0]
    filters = [
        {"filterType": "PRICE_FILTER", "tickSize": "0.10", "minPrice": "1", "maxPrice": "9"},
        {"filterType": "LOT_SIZE", "stepSize": "0.001", "minQty": "0.001", "maxQty": "9999999999999999"},
        {"filterType": "MIN_NOTIONAL", "notional": "5"},
    ]
    contract = {
        "symbol": name, "contractType": "PERPETUAL", "deliveryDate": 4133404800000, "onboardDate": 1569398400000,
        "status": "TRADING", "baseAsset": base, "quoteAsset": "USDT", "marginAsset": "USDT",
        "pricePrecision": 2, "quantityPrecision": 3, "filters": filters,
    }  # fmt: skip
    return contract | more


def test_binance_a_perpetual_expires_in_2100():
    nameless = usdm("ADAUSDT", contractType="", status="PENDING_TRADING")
    world.run("binance_usdm", {"symbols": [usdm("BTCUSDT"), nameless]})
    open_, pending = world.listing("binance_usdm", "BTCUSDT"), world.listing("binance_usdm", "ADAUSDT")
    for found in (open_, pending):
        assert (found.symbol.symbol_type, found.symbol.expiry, found.symbol.is_active) == (
            "PERPETUAL",
            None,
            True,
        )
    assert (open_.is_active, pending.is_active) == (True, False)
    assert open_.max_order_size == 9999999999999999
    assert open_.listed_at == datetime(2019, 9, 25, 8, tzinfo=UTC)


def test_binance_a_future_is_the_same_instrument_elsewhere_only_at_the_same_time():
    dated = usdm("BTCUSDT_210924", contractType="CURRENT_QUARTER", deliveryDate=1632470400000)
    world.run("binance_usdm", {"symbols": [dated]})
    found = world.listing("binance_usdm", "BTCUSDT_210924")
    assert (found.symbol.symbol, found.symbol.symbol_type) == ("BTC/USDT:USDT-210924", "FUTURE")
    assert (found.is_active, found.symbol.is_active) == (False, False)


def deribit(name, kind, **more):
    row = {
        "instrument_name": name, "kind": kind, "base_currency": "BTC", "quote_currency": "BTC", "is_active": True,
        "tick_size": 0.0005, "min_trade_amount": 0.1, "contract_size": 1.0, "maker_commission": -0.0001,
        "taker_commission": 0.0003, "settlement_period": "month", "expiration_timestamp": 1640937600000,
        "creation_timestamp": 1614257205000,
    }  # fmt: skip
    return row | more


def test_deribit_an_answer_that_lacks_what_ccxt_needs():
    option = {"strike": 40000.0, "option_type": "put"}
    forever = {
        "settlement_period": "perpetual",
        "expiration_timestamp": 32503708800000,
        "quote_currency": "USD",
    }
    rows = [deribit("BTC-31DEC21-40000-P", "option", **option), deribit("BTC-PERPETUAL", "future", **forever)]
    assert world.run("deribit", {"result": rows}).refused == {}
    put, perpetual = (
        world.listing("deribit", "BTC-31DEC21-40000-P"),
        world.listing("deribit", "BTC-PERPETUAL"),
    )
    assert (put.symbol.symbol, put.symbol.strike_price) == ("BTC/USD:BTC-211231-40000-P", 40000)
    assert put.symbol.quote_asset == put.symbol.base_asset == put.symbol.settlement_asset
    assert (put.maker_fee, put.tick_size) == (Decimal("-0.0001"), Decimal("0.0005"))
    assert (perpetual.symbol.symbol_type, perpetual.symbol.expiry) == ("PERPETUAL", None)


def test_deribit_a_future_that_never_expires_is_a_perpetual():
    """The period is what ccxt tells a perpetual by, and not every answer has it."""
    forever = {"settlement_period": "none", "expiration_timestamp": 32503708800000, "quote_currency": "USD"}
    world.run("deribit", {"result": [deribit("BTC-PERPETUAL", "future", **forever)]})
    found = world.listing("deribit", "BTC-PERPETUAL").symbol
    assert (found.symbol_type, found.expiry, found.symbol) == ("PERPETUAL", None, "BTC/USD:BTC")


def test_deribit_what_cannot_be_filled_in_is_listed():
    unknown = deribit("BTC_USDC-31DEC21", "future", quote_currency="USDC")
    combo = deribit("BTC-FS-31DEC21_PERP", "future_combo", quote_currency="USD")
    plan = world.run("deribit", {"result": [unknown, combo]})
    assert world.reasons(plan) == {"BTC_USDC-31DEC21": "not parsed", "BTC-FS-31DEC21_PERP": "no pair"}


def bitmex(name, **more):
    row = {
        "symbol": name, "typ": "FFWCSX", "state": "Open", "underlying": "XBT", "quoteCurrency": "USD",
        "settlCurrency": "XBt", "tickSize": 1e-08, "lotSize": 100, "maxOrderQty": 10000000, "expiry": None,
        "makerFee": -0.00025, "takerFee": 0.00075, "listing": "2016-05-13T12:00:00.000Z",
    }  # fmt: skip
    return row | more


def test_bitmex():
    future = {"typ": "FFCCSX", "expiry": "2021-12-31T12:00:00.000Z"}
    plan = world.run("bitmex", [bitmex("XBTUSD"), bitmex("XBTZ21", **future)])
    assert plan.refused == {}
    found = world.listing("bitmex", "XBTUSD")
    assert (found.tick_size, found.maker_fee) == (Decimal("0.00000001"), Decimal("-0.00025"))
    assert (found.contract_size, found.symbol.settlement_asset) == (None, world.asset_of("bitcoin"))
    assert world.listing("bitmex", "XBTZ21").symbol.expiry == datetime(2021, 12, 31, 12, tzinfo=UTC)


def test_bitmex_what_is_no_contract():
    index = bitmex(".BXBT", typ="MRCXXX")
    plan = world.run(
        "bitmex", [bitmex("XBTUSD"), index, {"typ": "FFWCSX"}, None, bitmex("XBTEUR", tickSize=[])]
    )
    assert [finding.reason for finding in plan.refused] == ["no pair", "not parsed", "not parsed", "figures"]


OKX = {
    "instId": "BTC-USDT", "instType": "SPOT", "baseCcy": "BTC", "quoteCcy": "USDT", "tickSz": "0.1",
    "lotSz": "0.00000001", "minSz": "0.00001", "maxLmtSz": "9999999999", "maxMktSz": "1000", "state": "live",
}  # fmt: skip
BYBIT = {
    "symbol": "BTCUSDT", "baseCoin": "BTC", "quoteCoin": "USDT", "status": "Trading",
    "lotSizeFilter": {"basePrecision": "0.000001", "minOrderQty": "0.00005", "maxOrderQty": "71"},
    "priceFilter": {"tickSize": "0.01"},
}  # fmt: skip
GATE = {
    "id": "BTC_USDT", "base": "BTC", "quote": "USDT", "fee": "0.2", "min_quote_amount": "1", "amount_precision": 4,
    "precision": 2, "trade_status": "tradable", "sell_start": 0, "buy_start": 0,
}  # fmt: skip
SPOT = {
    "symbol": "BTCUSDT", "status": "TRADING", "baseAsset": "BTC", "baseAssetPrecision": 8, "quoteAsset": "USDT",
    "quotePrecision": 8, "isSpotTradingAllowed": True, "permissions": ["SPOT"],
    "filters": [
        {"filterType": "PRICE_FILTER", "minPrice": "0.01", "maxPrice": "1000000", "tickSize": "0.01"},
        {"filterType": "LOT_SIZE", "minQty": "0.00001", "maxQty": "9000", "stepSize": "0.00001"},
    ],
}  # fmt: skip
COINM = usdm("BTCUSD_PERP", pair="BTCUSD", contractStatus="TRADING", contractSize=100) | {
    "baseAsset": "BTC", "quoteAsset": "USD", "marginAsset": "BTC",
}  # fmt: skip
BITSTAMP = {
    "market_symbol": "btcusd", "base_currency": "BTC", "counter_currency": "USD", "market_type": "SPOT",
    "base_decimals": 8, "counter_decimals": 0, "minimum_order_value": "10", "trading": "Enabled",
}  # fmt: skip


def bybit(name, kind, quote, settlement):
    return {
        "symbol": name, "contractType": kind, "status": "Trading", "baseCoin": "BTC", "quoteCoin": quote,
        "settleCoin": settlement, "launchTime": "1585526400000", "deliveryTime": "0",
        "priceFilter": {"minPrice": "0.1", "maxPrice": "199999", "tickSize": "0.1"},
        "lotSizeFilter": {"minOrderQty": "0.001", "maxOrderQty": "100", "qtyStep": "0.001"},
        "leverageFilter": {"minLeverage": "1", "maxLeverage": "100"},
    }  # fmt: skip


KRAKEN_FUTURES = {
    "symbol": "PF_XBTUSD", "type": "flexible_futures", "tickSize": 0.5, "contractSize": 1, "tradeable": True,
    "contractValueTradePrecision": 4,
}  # fmt: skip


def test_a_number_that_no_float_holds():
    text = json.dumps([bitmex("XBTUSD", tickSize=0.5)]).replace("0.5", "0.100000000000000000000001")
    importer_of("bitmex", world.today(), [parse_answer(text)]).run(Tables())
    assert world.listing("bitmex", "XBTUSD").tick_size == Decimal("0.100000000000000000000001")


def test_others_of_ccxt():
    """One parser each, written by others; nothing of ours but a line in the table."""
    for venue, answer in (
        ("okx", {"code": "0", "data": [OKX]}),
        ("bybit", {"retCode": 0, "result": {"list": [BYBIT]}}),
        ("bitstamp", [BITSTAMP]),
        ("kraken_futures", {"result": "success", "instruments": [KRAKEN_FUTURES]}),
    ):
        plan = world.run(venue, answer)
        assert (plan.conflicts, plan.refused) == ({}, {}), venue
    texts = {row.venue_id: row.symbol.symbol for row in VenueSymbol.objects.select_related("symbol")}
    assert texts == {
        "okx": "BTC/USDT", "bybit": "BTC/USDT", "bitstamp": "BTC/USD", "kraken_futures": "BTC/USD:USD",
    }  # fmt: skip
    assert world.listing("okx", "BTC-USDT").max_order_value is None
    assert world.listing("bitstamp", "btcusd").tick_size == 1


def test_a_row_that_ccxt_drops():
    plan = kraken(world.kraken_pair("ADAUSD", "ADA", "ZUSD"), world.kraken_pair("XUSD", None, "ZUSD"))
    assert world.reasons(plan) == {"XUSD": "not parsed"}
    assert world.listing("kraken", "ADAUSD")


def test_a_row_that_ccxt_stumbles_over_stops_no_other():
    nameless = {"base": "XXBT", "quote": "ZUSD"}
    wrong = world.kraken_pair("ETHUSD", "XETH", "ZUSD", pair_decimals="two")
    plan = kraken(nameless, world.kraken_pair("ADAUSD", "ADA", "ZUSD"), wrong)
    assert sorted(world.reasons(plan).values()) == ["not parsed", "not parsed"]
    assert [row.venue_symbol for row in VenueSymbol.objects.all()] == ["ADAUSD"]


def test_a_row_that_is_no_row():
    plan = world.run("coinbase", [world.coinbase_product("ETH-USD"), None, "ADA-USD"])
    assert world.reasons(plan) == {"None": "not parsed", "ADA-USD": "not parsed"}


def test_a_name_said_twice():
    twice = [world.coinbase_product("ETH-USD"), world.coinbase_product("ETH-USD", quote_increment="0.5")]
    plan = world.run("coinbase", twice)
    assert world.reasons(plan) == {"ETH-USD": "said twice"}
    assert world.listing("coinbase", "ETH-USD").tick_size == Decimal("0.01")


ANSWERS = {
    "binance": {"symbols": [SPOT]},
    "binance_usdm": {"symbols": [usdm("BTCUSDT")]},
    "binance_coinm": {"symbols": [COINM]},
    "binance_us": {"symbols": [SPOT]},
    "bitstamp": [BITSTAMP],
    "bybit": {"retCode": 0, "result": {"list": [BYBIT]}},
    "bybit_linear": {"retCode": 0, "result": {"list": [bybit("BTCUSDT", "LinearPerpetual", "USDT", "USDT")]}},
    "bybit_inverse": {"retCode": 0, "result": {"list": [bybit("BTCUSD", "InversePerpetual", "USD", "BTC")]}},
    "coinbase": [world.coinbase_product("BTC-USD")],
    "deribit": {"result": [deribit("BTC-31DEC21-40000-P", "option", strike=40000.0, option_type="put")]},
    "bithumb": [
        {"market": "KRW-BTC", "korean_name": "", "english_name": "Bitcoin", "market_warning": "NONE"}
    ],
    "dydx": {"markets": {"ETH-USD": DYDX}},
    "gate": [GATE],
    "hyperliquid": {"universe": [{"name": "BTC", "szDecimals": 5, "maxLeverage": 40}]},
    "hyperliquid_spot": {
        "tokens": [
            {"name": "USDC", "szDecimals": 8, "index": 0},
            {"name": "OWN", "szDecimals": 0, "index": 1},
        ],
        "universe": [{"tokens": [1, 0], "name": "OWN/USDC", "index": 0}],
    },
    "kraken": world.kraken(world.kraken_pair("XBTUSD", "XXBT", "ZUSD")),
    "kraken_futures": {"result": "success", "instruments": [KRAKEN_FUTURES]},
    "okx": {"code": "0", "data": [OKX]},
    "upbit": [{"market": "KRW-BTC", "korean_name": "", "english_name": "Bitcoin"}],
}


@pytest.mark.parametrize("venue", sorted(PARSERS))
def test_the_rows_of_every_class_are_known_by_what_was_parsed_of_them(venue):
    importer = importer_of(venue, world.today(), [parse_answer(json.dumps(ANSWERS[venue]))])
    (row,) = importer.read()
    assert row.parsed
    write([VenueAsset(venue_id="hyperliquid_spot", asset=world.asset_of("pepe"), venue_asset_symbol="OWN")])
    plan = importer.run(Tables())
    assert (plan.refused, plan.conflicts) == ({}, {})
    assert VenueSymbol.objects.get().venue_symbol == row.name


PHEMEX = {
    "code": 0,
    "data": {
        "currencies": [{"currency": "BTC", "valueScale": 8}, {"currency": "USD", "valueScale": 4}],
        "riskLimits": [
            {"symbol": "BTCUSD", "steps": "50", "riskLimits": []},
            {"symbol": "GONEUSD", "steps": "50", "riskLimits": []},
        ],
        "products": [
            {
                "symbol": "BTCUSD", "type": "Perpetual", "displaySymbol": "BTC / USD", "settleCurrency": "BTC",
                "quoteCurrency": "USD", "contractUnderlyingAssets": "USD", "contractSize": 1.0, "lotSize": 1,
                "tickSize": 0.5, "priceScale": 4, "ratioScale": 8, "maxOrderQty": 1000000, "status": "Listed",
            },
            {"symbol": "BTCEUR", "type": "Unheard"},
        ],
        "perpProductsV2": [],
        "riskLimitsV2": [],
    },
}  # fmt: skip


def test_a_class_that_puts_a_market_together_from_two_lists():
    """The rows of the list that says the most are the markets; one that the parser left out is among them."""
    rows = exchange_rows(Parser("phemex", "symbol", dict), parse_answer(json.dumps(PHEMEX)))
    assert [(row.name, bool(row.parsed)) for row in rows] == [("BTCUSD", True), ("BTCEUR", False)]


def test_every_source_is_a_venue():
    assert set(PARSERS) <= set(Venue.objects.values_list("venue_id", flat=True))
