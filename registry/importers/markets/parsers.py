"""The venues whose whole answers ccxt can parse: by which of its classes, and what reads their figures.

To add a venue, add a line, and a function in `rows` that reads its rows.  The options tell the class to fetch this
venue's segment only.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from registry.models import Symbol

from .answer import one_part
from .rows import ParsedMarket, SaidFields
from .rows.binance import binance
from .rows.bybit import bybit_contract, bybit_spot
from .rows.deribit import deribit, mend_deribit
from .rows.dydx import dydx
from .rows.hyperliquid import mend_pairs, mend_perpetuals, perpetual, spot_pair
from .rows.korea import bithumb, upbit
from .rows.kraken import kraken, kraken_futures
from .rows.okx import okx
from .rows.small import bitstamp, coinbase, gate


def _as_it_is(answer: Any) -> Any:
    """An answer that ccxt understands."""
    return answer


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
    read: Callable[[ParsedMarket], SaidFields]
    """What the row itself says: fields of the parsed market by name, and all of its `figures` (see `rows`)."""
    options: Mapping[str, Any] = field(default_factory=dict)
    mend: Callable[[Any], Any] = _as_it_is
    """Brings an answer into the shape that this ccxt needs."""
    part: Callable[[Symbol], Hashable] = one_part
    """Into what parts the venue's API divides its markets, where one answer holds some of them only."""
    page: Callable[[Any], bool] = _one_page
    """Makes one page of a saved answer; whether more pages follow it."""


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
    "binance": Parser("binance", "symbol", binance, _only("spot")),
    "binance_usdm": Parser("binanceusdm", "symbol", binance),
    "binance_coinm": Parser("binancecoinm", "symbol", binance),
    "binance_us": Parser("binanceus", "symbol", binance),
    "bithumb": Parser("bithumb", "market", bithumb),
    "bitstamp": Parser("bitstamp", "market_symbol", bitstamp),
    "bybit": Parser("bybit", "symbol", bybit_spot, _only("spot")),
    "bybit_linear": Parser("bybit", "symbol", bybit_contract, _only("linear"), page=_bybit_page),
    "bybit_inverse": Parser("bybit", "symbol", bybit_contract, _only("inverse"), page=_bybit_page),
    "coinbase": Parser("coinbaseexchange", "id", coinbase),
    "deribit": Parser("deribit", "instrument_name", deribit, mend=mend_deribit, part=_by_currency),
    "dydx": Parser("dydx", "ticker", dydx),
    "gate": Parser("gate", "id", gate, _only("spot")),
    "hyperliquid": Parser("hyperliquid", "name", perpetual, _only("swap"), mend=mend_perpetuals),
    "hyperliquid_spot": Parser("hyperliquid", "name", spot_pair, _only("spot"), mend=mend_pairs),
    "kraken": Parser("kraken", "altname", kraken),
    "kraken_futures": Parser("krakenfutures", "symbol", kraken_futures),
    "okx": Parser("okx", "instId", okx, _only("spot", "swap", "future"), part=_by_kind),
    "upbit": Parser("upbit", "market", upbit),
}
