"""The venues whose whole answers ccxt can parse: by which of its classes, and what that class does not tell.

To add a venue, add a line.  Its options tell the class to fetch this venue's segment only.  The class must give
ticks as sizes (ccxt's TICK_SIZE), not as digits.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from registry.models import Symbol

from . import quirks
from .answer import one_part
from .quirks import ParsedMarket


def _nothing(_row: dict[str, Any]) -> None:
    """An answer that ccxt understands as it is."""


def _no_more(_market: ParsedMarket) -> dict[str, Any]:
    """A parse that says all there is."""
    return {}


def _one_page(_answer: Any) -> bool:
    """An answer that is not divided into pages."""
    return False


@dataclass(frozen=True)
class Parser:
    """How a venue's markets are had from ccxt."""

    exchange: str
    """The class of ccxt."""
    name_field: str
    """The field of a row that holds the venue's name for the market."""
    options: Mapping[str, Any] = field(default_factory=dict)
    mend: Callable[[dict[str, Any]], None] = _nothing
    """Fills in what this ccxt needs and an older answer lacks."""
    part: Callable[[Symbol], Hashable] = one_part
    """Into what parts the venue's API divides its markets, where one answer holds some of them only."""
    page: Callable[[Any], bool] = _one_page
    """Makes one page of a saved answer; whether more pages follow it."""
    refine: Callable[[ParsedMarket], dict[str, Any]] = _no_more
    """What the venue says and the parse does not: fields of the parsed market by name, `figures` merged."""


def _by_kind(symbol: Symbol) -> Hashable:
    return str(symbol.symbol_type)


def _by_currency(symbol: Symbol) -> Hashable:
    """By the asset that a contract settles in, and spot pairs by their base."""
    return symbol.symbol_type, symbol.settlement_asset_id or symbol.base_asset_id


def _bybit_page(answer: Any) -> bool:
    """Take the cursor out of a page.  With it ccxt would ask for the next page, and get this one without end."""
    result = answer.get("result") if isinstance(answer, dict) else None
    return bool(isinstance(result, dict) and result.pop("nextPageCursor", None))


def _only(*types: str) -> dict[str, Any]:
    return {"fetchMarkets": {"types": list(types)}}


PARSERS: dict[str, Parser] = {
    "binance": Parser("binance", "symbol", _only("spot")),
    "binance_usdm": Parser("binanceusdm", "symbol"),
    "binance_coinm": Parser("binancecoinm", "symbol"),
    "binance_us": Parser("binanceus", "symbol"),
    "bitstamp": Parser("bitstamp", "market_symbol"),
    "bybit": Parser("bybit", "symbol", _only("spot")),
    "bybit_linear": Parser("bybit", "symbol", _only("linear"), page=_bybit_page),
    "bybit_inverse": Parser("bybit", "symbol", _only("inverse"), page=_bybit_page),
    "coinbase": Parser("coinbaseexchange", "id", refine=quirks.coinbase),
    "deribit": Parser(
        "deribit", "instrument_name", mend=quirks.mend_deribit, part=_by_currency, refine=quirks.deribit
    ),
    "gate": Parser("gate", "id", _only("spot")),
    "kraken": Parser("kraken", "altname", refine=quirks.kraken),
    "kraken_futures": Parser("krakenfutures", "symbol"),
    "okx": Parser("okx", "instId", _only("spot", "swap", "future"), part=_by_kind, refine=quirks.okx),
}
