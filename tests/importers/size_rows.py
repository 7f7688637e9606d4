"""A market of each kind of each venue, as its API states it, and its smallest order by the venue's own words.

The sizes were worked out by hand, at a price that makes that easy.  `words` says by which sentence of the venue's.
"""

from dataclasses import dataclass
from typing import Any

from . import markets_world as world

LATER = 4_070_908_800_000
"""A day in 2099, in milliseconds."""


@dataclass(frozen=True)
class SizeCase:
    """A row and its smallest order at a price: how much of the base asset, worth how much in `value_in`."""

    venue: str
    name: str
    answer: Any
    price: str
    base: str | None
    """None where the contract is no amount of the base asset."""
    value: str
    value_in: str
    words: str

    def __str__(self) -> str:
        return f"{self.venue} {self.name}"


def binance(name: str, base: str, quote: str, **more: Any) -> Any:
    lot = more.pop("lot")
    filters = [
        {"filterType": "PRICE_FILTER", "tickSize": "0.10", "minPrice": "1", "maxPrice": "900000"},
        {"filterType": "LOT_SIZE", "stepSize": lot, "minQty": lot, "maxQty": "1000"},
    ]
    row = {
        "symbol": name, "status": "TRADING", "baseAsset": base, "quoteAsset": quote, "filters": filters,
        "pricePrecision": 2, "quantityPrecision": 3, "baseAssetPrecision": 8, "quotePrecision": 8,
        "isSpotTradingAllowed": True, "permissions": ["SPOT"],
    }  # fmt: skip
    return {"symbols": [row | more]}


def dated(kind: str, margin: str) -> dict[str, Any]:
    when = 4_133_404_800_000 if kind == "PERPETUAL" else LATER
    return {"contractType": kind, "deliveryDate": when, "onboardDate": 1569398400000, "marginAsset": margin}


def bybit(name: str, kind: str, base: str, quote: str, settlement: str, lot: str, until: int = 0) -> Any:
    row = {
        "symbol": name, "contractType": kind, "status": "Trading", "baseCoin": base, "quoteCoin": quote,
        "settleCoin": settlement, "launchTime": "1585526400000", "deliveryTime": str(until), "fundingInterval": 480,
        "priceFilter": {"minPrice": "0.1", "maxPrice": "199999", "tickSize": "0.1"},
        "lotSizeFilter": {"minOrderQty": lot, "maxOrderQty": "100", "qtyStep": lot},
        "leverageFilter": {"minLeverage": "1", "maxLeverage": "100"},
    }  # fmt: skip
    return {"retCode": 0, "result": {"list": [row]}}


def bybit_spot(name: str, base: str, quote: str, lot: str) -> Any:
    sizes = {"basePrecision": lot, "minOrderQty": lot, "maxOrderQty": "71", "minOrderAmt": "5"}
    row = {
        "symbol": name, "baseCoin": base, "quoteCoin": quote, "status": "Trading", "lotSizeFilter": sizes,
        "priceFilter": {"tickSize": "0.01"},
    }  # fmt: skip
    return {"retCode": 0, "result": {"list": [row]}}


def okx(name: str, kind: str, **more: Any) -> Any:
    family = "-".join(name.split("-")[:2])
    row = {
        "instId": name, "instType": kind, "baseCcy": "", "quoteCcy": "", "settleCcy": "", "uly": family,
        "instFamily": family, "ctType": "", "ctVal": "", "ctMult": "", "ctValCcy": "", "expTime": "", "lever": "",
        "listTime": "1535424203000", "tickSz": "0.1", "maxLmtSz": "100000000", "maxMktSz": "30000", "optType": "",
        "stk": "", "state": "live", "alias": "",
    }  # fmt: skip
    return {"code": "0", "data": [row | more]}


def deribit(name: str, kind: str, base: str, quote: str, settlement: str, **more: Any) -> Any:
    row = {
        "instrument_name": name, "kind": kind, "base_currency": base, "quote_currency": quote,
        "counter_currency": "USDC" if settlement == "USDC" else "USD", "settlement_currency": settlement,
        "is_active": True, "tick_size": 0.5, "maker_commission": 0, "taker_commission": 0.0005,
        "settlement_period": "month", "expiration_timestamp": LATER, "creation_timestamp": 1614257205000,
    }  # fmt: skip
    return {"result": [row | more]}


def kraken_futures(name: str, kind: str, base: str, **more: Any) -> Any:
    row = {
        "symbol": name, "type": kind, "base": base, "quote": "USD", "pair": f"{base}:USD", "tickSize": 0.5,
        "contractSize": 1, "tradeable": True, "openingDate": "2022-03-22T13:18:45Z",
    }  # fmt: skip
    return {"result": "success", "instruments": [row | more]}


def bitmex(name: str, kind: str, base: str, quote: str, **more: Any) -> Any:
    row = {
        "symbol": name, "typ": kind, "state": "Open", "underlying": base, "quoteCurrency": quote,
        "settlCurrency": "XBt", "tickSize": 0.5, "lotSize": 1, "maxOrderQty": 10000000, "expiry": None,
        "makerFee": 0.0005, "takerFee": 0.0005, "isQuanto": False, "isInverse": False,
    }  # fmt: skip
    return [row | more]


GATE = {
    "id": "ETH_USDT", "base": "ETH", "quote": "USDT", "fee": "0.2", "min_base_amount": "0.0001",
    "min_quote_amount": "3", "amount_precision": 4, "precision": 2, "trade_status": "tradable",
}  # fmt: skip
BITSTAMP = {
    "market_symbol": "btcusd", "base_currency": "BTC", "counter_currency": "USD", "market_type": "SPOT",
    "base_decimals": 8, "counter_decimals": 0, "minimum_order_value": "10", "trading": "Enabled",
}  # fmt: skip

DYDX = {
    "ticker": "ETH-USD", "status": "ACTIVE", "tickSize": "0.1", "stepSize": "0.001", "clobPairId": "1",
}  # fmt: skip

LOT = 'Tick and lot size: "Sizes are rounded to the szDecimals of that asset."'
DYDX_STEP = "perpetualMarkets, stepSize: the smallest step of an amount of base"
AMOUNTS = (
    'public/get_instruments, min_trade_amount: "For perpetual and inverse futures the amount is in USD units. For '
    'options and linear futures it is the underlying base currency coin."'
)
CONTRACTS = (
    'Get instruments: ctVal "Contract value", ctMult "Contract multiplier", sizes "the number of contracts"'
)
IN_BASE = "an order's quantity, and so its smallest, is of the base asset"
BYBIT = "Place Order, qty: linear in base coin, inverse in USD"
KRAKEN = "Get instruments: contractValueTradePrecision, the decimals of a tradeable amount; contractSize"
SUPPORT = "How Do I Calculate Contract Size and Minimum Trade Amount: "

CASES = [
    SizeCase(
        "binance", "ETHUSDT", binance("ETHUSDT", "ETH", "USDT", lot="0.1"),
        "2000", "0.1", "200", "USDT", IN_BASE,
    ),
    SizeCase(
        "binance_us", "ETHUSDT", binance("ETHUSDT", "ETH", "USDT", lot="1"),
        "2000", "1", "2000", "USDT", IN_BASE,
    ),
    SizeCase(
        "binance_usdm", "1000SHIBUSDT",
        binance("1000SHIBUSDT", "1000SHIB", "USDT", lot="1", status="TRADING", **dated("PERPETUAL", "USDT")),
        "0.01", "1000", "0.01", "USDT", "quantity is in the base asset, which is 1000 SHIB by its name",
    ),
    SizeCase(
        "binance_usdm", "BTCUSDT_990101",
        binance("BTCUSDT_990101", "BTC", "USDT", lot="0.001", **dated("CURRENT_QUARTER", "USDT")),
        "50000", "0.001", "50", "USDT", "New Order, quantity: in the base asset",
    ),
    SizeCase(
        "binance_coinm", "BTCUSD_PERP",
        binance("BTCUSD_PERP", "BTC", "USD", lot="1", contractSize=100, contractStatus="TRADING", pair="BTCUSD",
                **dated("PERPETUAL", "BTC")),
        "50000", "0.002", "100", "USD", "New Order, quantity: measured by contract number; contractSize is in USD",
    ),
    SizeCase(
        "binance_coinm", "ETHUSD_990101",
        binance("ETHUSD_990101", "ETH", "USD", lot="1", contractSize=10, contractStatus="TRADING", pair="ETHUSD",
                **dated("CURRENT_QUARTER", "ETH")),
        "2000", "0.005", "10", "USD", "as above",
    ),
    SizeCase("bitstamp", "btcusd", [BITSTAMP], "50000", "0.00000001", "0.0005", "USD", IN_BASE),
    SizeCase(
        "bybit", "ETHUSDT", bybit_spot("ETHUSDT", "ETH", "USDT", "0.001"), "2000", "0.001", "2", "USDT", IN_BASE,
    ),
    SizeCase(
        "bybit_linear", "SHIB1000USDT", bybit("SHIB1000USDT", "LinearPerpetual", "SHIB1000", "USDT", "USDT", "10"),
        "0.01", "10000", "0.1", "USDT", BYBIT,
    ),
    SizeCase(
        "bybit_linear", "BTC-01JAN99",
        bybit("BTC-01JAN99", "LinearFutures", "BTC", "USDC", "USDC", "0.001", LATER),
        "50000", "0.001", "50", "USDC", BYBIT,
    ),
    SizeCase(
        "bybit_inverse", "BTCUSD", bybit("BTCUSD", "InversePerpetual", "BTC", "USD", "BTC", "5"),
        "50000", "0.0001", "5", "USD", BYBIT,
    ),
    SizeCase(
        "bybit_inverse", "BTCUSDH99", bybit("BTCUSDH99", "InverseFutures", "BTC", "USD", "BTC", "1", LATER),
        "50000", "0.00002", "1", "USD", BYBIT,
    ),
    SizeCase(
        "coinbase", "ETH-USD", [world.coinbase_product("ETH-USD")], "2000", "0.002", "4", "USD", IN_BASE,
    ),
    SizeCase(
        "hyperliquid", "ETH", {"universe": [{"name": "ETH", "szDecimals": 4, "maxLeverage": 25}]},
        "2000", "0.0001", "0.2", "USDC", LOT,
    ),
    SizeCase(
        "hyperliquid", "kPEPE", {"universe": [{"name": "kPEPE", "szDecimals": 0, "maxLeverage": 10}]},
        "0.01", "1000", "0.01", "USDC", LOT,
    ),
    SizeCase(
        "hyperliquid_spot", "PURR/USDC",
        {
            "tokens": [
                {"name": "USDC", "szDecimals": 8, "index": 0}, {"name": "PURR", "szDecimals": 0, "index": 1},
            ],
            "universe": [{"tokens": [1, 0], "name": "PURR/USDC", "index": 0}],
        },
        "0.2", "1", "0.2", "USDC", LOT,
    ),
    SizeCase("dydx", "ETH-USD", {"markets": {"ETH-USD": DYDX}}, "2000", "0.001", "2", "USDC", DYDX_STEP),
    SizeCase("gate", "ETH_USDT", [GATE], "2000", "0.0001", "0.2", "USDT", IN_BASE),
    SizeCase(
        "kraken", "XBTUSD", world.kraken(world.kraken_pair("XBTUSD", "XXBT", "ZUSD")),
        "50000", "0.001", "50", "USD", "Get Tradable Asset Pairs, ordermin: in terms of base currency",
    ),
    SizeCase(
        "kraken_futures", "PI_XBTUSD",
        kraken_futures("PI_XBTUSD", "futures_inverse", "BTC", contractValueTradePrecision=0),
        "50000", "0.00002", "1", "USD", KRAKEN,
    ),
    SizeCase(
        "kraken_futures", "PF_ETHUSD",
        kraken_futures("PF_ETHUSD", "flexible_futures", "ETH", contractValueTradePrecision=3),
        "2000", "0.001", "2", "USD", KRAKEN,
    ),
    SizeCase(
        "kraken_futures", "PF_SHIBUSD",
        kraken_futures("PF_SHIBUSD", "flexible_futures", "SHIB", contractValueTradePrecision=-3),
        "0.00001", "1000", "0.01", "USD", KRAKEN,
    ),
    SizeCase(
        "kraken_futures", "FI_XBTUSD_990101",
        kraken_futures("FI_XBTUSD_990101", "futures_inverse", "BTC", contractValueTradePrecision=0,
                       lastTradingTime="2099-01-01T16:00:00.000Z"),
        "50000", "0.00002", "1", "USD", KRAKEN,
    ),
    SizeCase(
        "okx", "BTC-USDT",
        okx("BTC-USDT", "SPOT", baseCcy="BTC", quoteCcy="USDT", lotSz="0.00000001", minSz="0.00001"),
        "50000", "0.00001", "0.5", "USDT", "Get instruments, minSz: spot in base currency",
    ),
    SizeCase(
        "okx", "ETH-USDT-SWAP",
        okx("ETH-USDT-SWAP", "SWAP", settleCcy="USDT", ctType="linear", ctVal="0.1", ctMult="1", ctValCcy="ETH",
            lotSz="0.01", minSz="0.01", lever="100"),
        "2000", "0.001", "2", "USDT", CONTRACTS,
    ),
    SizeCase(
        "okx", "BTC-USD-SWAP",
        okx("BTC-USD-SWAP", "SWAP", settleCcy="BTC", ctType="inverse", ctVal="100", ctMult="1", ctValCcy="USD",
            lotSz="1", minSz="1", lever="100"),
        "50000", "0.002", "100", "USD", CONTRACTS,
    ),
    SizeCase(
        "okx", "BTC-USD-990101",
        okx("BTC-USD-990101", "FUTURES", settleCcy="BTC", ctType="inverse", ctVal="100", ctMult="1", ctValCcy="USD",
            expTime=str(LATER), lotSz="1", minSz="1"),
        "50000", "0.002", "100", "USD", CONTRACTS,
    ),
    SizeCase(
        "okx", "BTC-USD-990101-92000-C",
        okx("BTC-USD-990101-92000-C", "OPTION", settleCcy="BTC", ctVal="1", ctMult="0.01", ctValCcy="BTC",
            optType="C", stk="92000", expTime=str(LATER), tickSz="0.0001", lotSz="1", minSz="1"),
        "0.05", "0.01", "0.0005", "BTC", CONTRACTS,
    ),
    SizeCase(
        "deribit", "BTC_USDC", deribit("BTC_USDC", "spot", "BTC", "USDC", "USDC", contract_size=0.0001,
                                       min_trade_amount=0.0001),
        "50000", "0.0001", "5", "USDC", AMOUNTS,
    ),
    SizeCase(
        "deribit", "BTC-PERPETUAL",
        deribit("BTC-PERPETUAL", "future", "BTC", "USD", "BTC", contract_size=10.0, min_trade_amount=10.0,
                settlement_period="perpetual", expiration_timestamp=32503708800000, instrument_type="reversed"),
        "50000", "0.0002", "10", "USD", AMOUNTS,
    ),
    SizeCase(
        "deribit", "BTC_USDC-PERPETUAL",
        deribit("BTC_USDC-PERPETUAL", "future", "BTC", "USDC", "USDC", contract_size=0.0001,
                min_trade_amount=0.0001, settlement_period="perpetual",
                expiration_timestamp=32503708800000, instrument_type="linear"),
        "50000", "0.0001", "5", "USDC", AMOUNTS,
    ),
    SizeCase(
        "deribit", "BTC-1JAN99",
        deribit("BTC-1JAN99", "future", "BTC", "USD", "BTC", contract_size=10.0, min_trade_amount=10.0),
        "50000", "0.0002", "10", "USD", AMOUNTS,
    ),
    SizeCase(
        "deribit", "BTC-1JAN99-40000-P",
        deribit("BTC-1JAN99-40000-P", "option", "BTC", "BTC", "BTC", contract_size=1.0, min_trade_amount=0.1,
                strike=40000.0, option_type="put", tick_size=0.0005),
        "0.05", "0.1", "0.005", "BTC", AMOUNTS,
    ),
    SizeCase(
        "deribit", "XRP_USDC-1JAN99-2-C",
        deribit("XRP_USDC-1JAN99-2-C", "option", "XRP", "USDC", "USDC", contract_size=1000.0,
                min_trade_amount=1000.0, strike=2.0, option_type="call", tick_size=0.0001),
        "0.05", "1000", "50", "USDC", AMOUNTS,
    ),
    SizeCase(
        "bitmex", "XBTUSD",
        bitmex("XBTUSD", "FFWCSX", "XBT", "USD", lotSize=100, multiplier=-100000000, isInverse=True,
               underlyingToSettleMultiplier=-100000000, fundingInterval="2000-01-01T08:00:00.000Z"),
        "50000", "0.002", "100", "USD", SUPPORT + "Multiplier/underlyingToSettleMultiplier",
    ),
    SizeCase(
        "bitmex", "ADAZ99",
        bitmex("ADAZ99", "FFCCSX", "ADA", "XBT", multiplier=1000000, underlyingToPositionMultiplier=100,
               expiry="2099-01-01T12:00:00.000Z"),
        "0.00001", "0.01", "0.0000001", "BTC", SUPPORT + "1/underlyingToPositionMultiplier",
    ),
    SizeCase(
        "bitmex", "ETHUSD", bitmex("ETHUSD", "FFWCSX", "ETH", "USD", multiplier=100, isQuanto=True),
        "2000", None, "0.002", "BTC", SUPPORT + "multiplier in settlCurrency, which is 0.000001 XBT for 1 USD",
    ),
]  # fmt: skip
