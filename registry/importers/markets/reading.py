"""From a venue's slug to the importer of its answer, saved or asked for now."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from . import bitmex, exchange, unified
from .answer import AnswerImporter, answer_importer
from .parsers import SOURCES

VENUES = (*sorted(SOURCES), bitmex.BITMEX)


def importer_of(
    venue: str,
    observed: date,
    saved: Any = None,
    *,
    delist: bool = False,
    settings: Mapping[str, Any] | None = None,
) -> AnswerImporter:
    """The importer of one of VENUES.  `settings` are ccxt's own, for the live API (another address, for example).

    Raises NoMarkets for an answer without markets, Unreachable where the live API gives none.
    """
    if venue == bitmex.BITMEX:
        answer = exchange.fetch_json(bitmex.BITMEX_URL) if saved is None else saved
        return answer_importer(
            venue, bitmex.bitmex_rows(answer), bitmex.bitmex_market, observed, delist=delist
        )
    source = SOURCES[venue]
    rows = exchange.exchange_rows(source, saved, settings)
    return answer_importer(
        venue, rows, partial(unified.unified_market, venue, source), observed, delist=delist
    )
