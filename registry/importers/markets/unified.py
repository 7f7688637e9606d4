"""From ccxt's unified market to ours."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from registry.importers.engine.plan import RecordRefused
from registry.importers.engine.reasons import Reason
from registry.values.choices import OptionType, SymbolType

from .answer import AnswerRow
from .codes import Code
from .figures import decimal_of, figures
from .instrument import Instrument, from_milliseconds
from .market import Market
from .parsers import Parser

MARKET_KINDS = {
    "spot": SymbolType.SPOT,
    "swap": SymbolType.PERPETUAL,
    "future": SymbolType.FUTURE,
    "option": SymbolType.OPTION,
}
OPTION_TYPES = {"call": OptionType.CALL, "put": OptionType.PUT}


def unified_market(venue: str, parser: Parser, row: AnswerRow, observed: date) -> Market:
    """The market that a parsed row is.  Raises RecordRefused for what is no market of two assets."""
    parsed = row.parsed or {}
    refined = parser.refine(parsed)
    market = {**parsed, **refined}
    return Market(
        venue=venue,
        name=row.name,
        instrument=_instrument(market),
        figures=figures({**_figures(parsed), **refined.get("figures", {})}),
        observed=observed,
        origin=f"{parser.exchange} public API",
        is_active=market["active"],
        listed_at=from_milliseconds(market.get("created")),
        also_called=market.get("also_called", ()),
    )


def _instrument(market: Mapping[str, Any]) -> Instrument:
    kind = MARKET_KINDS.get(market["type"])
    if kind is None or "/" not in market["symbol"]:
        raise RecordRefused(
            Reason.NO_PAIR, f"{market['type']} {market['symbol']} is not one asset traded for another"
        )
    return Instrument(
        kind=kind,
        base=_code(market, "base"),
        quote=_code(market, "quote"),
        settlement=_code(market, "settle") if market.get("settle") else None,
        expiry=from_milliseconds(market.get("expiry")),
        strike=decimal_of("strike", market.get("strike")),
        option_type=OPTION_TYPES.get(str(market.get("optionType"))),
    )


def _code(market: Mapping[str, Any], leg: str) -> Code:
    """The venue's code, which is a general one too unless ccxt says that this venue means something else by it."""
    text, unified = market[f"{leg}Id"], market[leg]
    return Code(text, unified if unified == text.upper() else None)


def _figures(market: Mapping[str, Any]) -> dict[str, str | Decimal | None]:
    precision, limits = market["precision"], market["limits"]
    return {
        "tick_size": precision.get("price"),
        "lot_size": precision.get("amount"),
        "min_order_size": limits["amount"]["min"],
        "max_order_size": limits["amount"]["max"],
        "min_notional": limits["cost"]["min"],
        "max_order_value": limits["cost"]["max"],
        "contract_size": market.get("contractSize"),
        "maker_fee": None,
        "taker_fee": None,
        "max_leverage": None,
    }
