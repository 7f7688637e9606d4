"""From ccxt's unified market to ours."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from registry.importers.engine.plan import RecordRefused
from registry.importers.engine.reasons import Reason
from registry.values.choices import OptionType, SymbolType

from .answer import STUMBLES, AnswerRow
from .codes import Code
from .figures import FIGURES, decimal_of, figures
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
    try:
        market = {**parsed, **parser.read({**parsed, "observed": observed})}
    except STUMBLES as error:
        detail = f"its row is not as this venue's are: {type(error).__name__} {error}"
        raise RecordRefused(Reason.NOT_PARSED, detail) from None
    return Market(
        venue=venue,
        name=row.name,
        instrument=_instrument(market),
        figures=figures({**dict.fromkeys(FIGURES), **market["figures"]}),
        observed=observed,
        origin=f"{parser.exchange} public API",
        is_active=market["active"],
        listed_at=from_milliseconds(market.get("created")),
        also_called=market.get("also_called", ()),
        contract_kind=market.get("contract_kind"),
        funding_interval=market.get("funding_interval"),
        price_rule=market.get("price_rule"),
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
