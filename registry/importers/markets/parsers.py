"""The venues whose whole answers ccxt can parse: by which of its classes, and what that class does not tell.

To add a venue, add a line.  Its options tell the class to fetch this venue's segment only.  The class must give
ticks as sizes (ccxt's TICK_SIZE), not as digits.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import quirks
from .quirks import ParsedMarket


def _nothing(_row: dict[str, Any]) -> None:
    """An answer that ccxt understands as it is."""


def _no_more(_market: ParsedMarket) -> dict[str, Any]:
    """A parse that says all there is."""
    return {}


@dataclass(frozen=True)
class Source:
    """How a venue's markets are had from ccxt."""

    exchange: str
    """The class of ccxt."""
    name_field: str
    """The field of a row that holds the venue's name for the market."""
    options: Mapping[str, Any] = field(default_factory=dict)
    mend: Callable[[dict[str, Any]], None] = _nothing
    """Fills in what this ccxt needs and an older answer lacks."""
    refine: Callable[[ParsedMarket], dict[str, Any]] = _no_more
    """What the venue says and the parse does not: fields of the parsed market by name, `figures` merged."""


def _only(*types: str) -> dict[str, Any]:
    return {"fetchMarkets": {"types": list(types)}}


SOURCES: dict[str, Source] = {
    "binance": Source("binance", "symbol", _only("spot")),
    "binance_usdm": Source("binanceusdm", "symbol"),
    "binance_coinm": Source("binancecoinm", "symbol"),
    "binance_us": Source("binanceus", "symbol"),
    "bitstamp": Source("bitstamp", "market_symbol"),
    "bybit": Source("bybit", "symbol", _only("spot")),
    "bybit_linear": Source("bybit", "symbol", _only("linear")),
    "bybit_inverse": Source("bybit", "symbol", _only("inverse")),
    "coinbase": Source("coinbaseexchange", "id", refine=quirks.coinbase),
    "deribit": Source("deribit", "instrument_name", mend=quirks.mend_deribit, refine=quirks.deribit),
    "kraken": Source("kraken", "altname", refine=quirks.kraken),
    "kraken_futures": Source("krakenfutures", "symbol"),
    "okx": Source("okx", "instId", _only("spot", "swap", "future"), refine=quirks.okx),
}
