"""What each exchange's rows say of a market's figures, read without ccxt and without the importers' own readers.

For each venue: where its rows stand in an answer, what names one, and each column as an exact decimal of the raw
row, in the unit that the registry keeps.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from registry.importers.markets.figures import FIGURES

Figure = Callable[[Any], Any]
COLUMNS = [name for name in FIGURES if name != "base_multiplier"]
"""The multiplier follows from the code, which is not a figure of the row."""


@dataclass(frozen=True)
class RawFigures:
    """How a venue's rows are found and read."""

    rows: Callable[[Any], list[Any]]
    name: str
    columns: Mapping[str, Figure]


def at(*path: str) -> Figure:
    """The number at a path of the row; None where nothing is there, or an empty text."""

    def read(row: Any) -> Any:
        for step in path:
            row = row.get(step) if isinstance(row, dict) else None
        return None if row is None or row == "" else Decimal(row)

    return read


def places(field: str) -> Figure:
    """One at the last of so many decimals."""
    return lambda row: Decimal(10) ** -int(row[field]) if field in row else None


def filtered(kind: str, field: str) -> Figure:
    """A number of one of Binance's filters."""
    return lambda row: at(field)(next((each for each in row["filters"] if each["filterType"] == kind), {}))


def per_contract(row: Any) -> Decimal:
    """Deribit's smallest amount; that of spot is in base, any other is divided by what a contract is."""
    amount = Decimal(row["min_trade_amount"])
    return amount if row["kind"] == "spot" else amount / Decimal(row["contract_size"])


def bitmex_size(row: Any) -> Any:
    if row["isInverse"]:
        return Decimal(row["multiplier"]) / Decimal(row["underlyingToSettleMultiplier"])
    units = {"XBt": Decimal("1e8"), "USDt": Decimal("1e6")}[row["settlCurrency"]]
    return Decimal(row["multiplier"]) / units


def okx_size(row: Any) -> Any:
    return None if row["instType"] == "SPOT" else Decimal(row["ctVal"]) * Decimal(row["ctMult"])


def one(_row: Any) -> Decimal:
    return Decimal(1)


def inside(*path: str) -> Callable[[Any], list[Any]]:
    """The rows at a path of an answer, a list or the values of an object."""

    def rows(answer: Any) -> list[Any]:
        for step in path:
            answer = answer[step]
        return list(answer.values()) if isinstance(answer, dict) else answer

    return rows


def with_decimals(answer: Any) -> list[Any]:
    """Hyperliquid's pairs with the decimals of their base tokens."""
    tokens = {token["index"]: token for token in answer["tokens"]}
    return [{**row, "szDecimals": tokens[row["tokens"][0]]["szDecimals"]} for row in answer["universe"]]


def decimals_left(most: int) -> Figure:
    """Hyperliquid's finest step: sizes and prices share so many decimals."""
    return lambda row: Decimal(10) ** -max(0, most - row["szDecimals"])


BINANCE = {
    "tick_size": filtered("PRICE_FILTER", "tickSize"), "lot_size": filtered("LOT_SIZE", "stepSize"),
    "min_order_size": filtered("LOT_SIZE", "minQty"), "max_order_size": filtered("LOT_SIZE", "maxQty"),
}  # fmt: skip
BYBIT = {
    "tick_size": at("priceFilter", "tickSize"), "min_order_size": at("lotSizeFilter", "minOrderQty"),
    "max_order_size": at("lotSizeFilter", "maxOrderQty"),
}  # fmt: skip
BYBIT_CONTRACT = {
    **BYBIT, "lot_size": at("lotSizeFilter", "qtyStep"), "max_leverage": at("leverageFilter", "maxLeverage"),
    "min_notional": at("lotSizeFilter", "minNotionalValue"), "contract_size": one,
}  # fmt: skip
RAW: dict[str, RawFigures] = {
    "binance_usdm": RawFigures(
        inside("symbols"), "symbol",
        {**BINANCE, "min_notional": filtered("MIN_NOTIONAL", "notional"), "contract_size": one},
    ),
    "binance_coinm": RawFigures(inside("symbols"), "symbol", {**BINANCE, "contract_size": at("contractSize")}),
    "bitmex": RawFigures(
        lambda answer: answer if isinstance(answer, list) else [answer], "symbol",
        {
            "tick_size": at("tickSize"), "lot_size": at("lotSize"), "min_order_size": at("lotSize"),
            "max_order_size": at("maxOrderQty"), "maker_fee": at("makerFee"), "taker_fee": at("takerFee"),
            "contract_size": bitmex_size,
        },
    ),
    "bybit": RawFigures(
        inside("result", "list"), "symbol",
        {
            **BYBIT, "lot_size": at("lotSizeFilter", "basePrecision"),
            "min_notional": at("lotSizeFilter", "minOrderAmt"),
            "max_order_value": at("lotSizeFilter", "maxOrderAmt"),
        },
    ),
    "bybit_linear": RawFigures(inside("result", "list"), "symbol", BYBIT_CONTRACT),
    "bybit_inverse": RawFigures(inside("result", "list"), "symbol", BYBIT_CONTRACT),
    "coinbase": RawFigures(
        list, "id",
        {
            "tick_size": at("quote_increment"), "lot_size": at("base_increment"),
            "min_order_size": at("base_min_size"),
            "max_order_size": at("base_max_size"), "min_notional": at("min_market_funds"),
            "max_order_value": at("max_market_funds"),
        },
    ),
    "deribit": RawFigures(
        inside("result"), "instrument_name",
        {
            "tick_size": at("tick_size"), "lot_size": per_contract, "min_order_size": per_contract,
            "contract_size": lambda row: None if row["kind"] == "spot" else at("contract_size")(row),
            "maker_fee": at("maker_commission"),
            "taker_fee": at("taker_commission"), "max_leverage": at("max_leverage"),
        },
    ),
    "dydx": RawFigures(
        inside("markets"), "ticker", {"tick_size": at("tickSize"), "lot_size": at("stepSize"), "contract_size": one}
    ),
    "gate": RawFigures(
        list, "id",
        {
            "tick_size": places("precision"), "lot_size": places("amount_precision"),
            "min_order_size": at("min_base_amount"), "min_notional": at("min_quote_amount"),
            "max_order_value": at("max_quote_amount"),
        },
    ),
    "hyperliquid": RawFigures(
        inside("universe"), "name",
        {
            "tick_size": decimals_left(6), "lot_size": places("szDecimals"), "max_leverage": at("maxLeverage"),
            "contract_size": one,
        },
    ),
    "hyperliquid_spot": RawFigures(
        with_decimals, "name", {"tick_size": decimals_left(8), "lot_size": places("szDecimals")}
    ),
    "kraken": RawFigures(
        inside("result"), "altname",
        {
            "tick_size": lambda row: at("tick_size")(row) or places("pair_decimals")(row),
            "lot_size": places("lot_decimals"), "min_order_size": at("ordermin"), "min_notional": at("costmin"),
            "taker_fee": lambda row: Decimal(row["fees"][0][1]) / 100,
            "maker_fee": lambda row: Decimal(row["fees_maker"][0][1]) / 100 if "fees_maker" in row else None,
            "max_leverage": lambda row: max(map(Decimal, row["leverage_buy"]), default=None),
        },
    ),
    "kraken_futures": RawFigures(
        inside("instruments"), "symbol",
        {
            "tick_size": at("tickSize"), "contract_size": at("contractSize"),
            "lot_size": lambda row: places("contractValueTradePrecision")(row) / Decimal(row["contractSize"]),
        },
    ),
    "okx": RawFigures(
        inside("data"), "instId",
        {
            "tick_size": at("tickSz"), "lot_size": at("lotSz"), "min_order_size": at("minSz"),
            "max_order_size": at("maxLmtSz"), "contract_size": okx_size, "max_leverage": at("lever"),
        },
    ),
}  # fmt: skip


def differences(venue: str, answer: Any, listings: Mapping[str, Any]) -> Iterator[tuple[str, str, Any, Any]]:
    """The market, the column, what the row says and what is stored, for each figure in which they differ.

    `listings` are the venue's, by its names.  A column that the venue does not speak of must be empty.  APIs write
    0 where they have no number.
    """
    raw = RAW[venue]
    for row in raw.rows(answer):
        if (listing := listings.get(str(row.get(raw.name)))) is not None:
            for column in COLUMNS:
                said = raw.columns[column](row) if column in raw.columns else None
                stored = getattr(listing, column)
                if (said or None) != (stored or None):
                    yield str(listing), column, said, stored
