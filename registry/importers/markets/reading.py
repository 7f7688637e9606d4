"""From a venue's slug to the importer of its answer, saved or asked for now."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from . import bitmex, exchange, unified
from .answer import AnswerImporter, importer
from .sources import SOURCES

VENUES = (*sorted(SOURCES), bitmex.VENUE)


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
    if venue == bitmex.VENUE:
        answer = exchange.fetch(bitmex.URL) if saved is None else saved
        return importer(venue, bitmex.rows(answer), bitmex.read, observed, delist=delist)
    source = SOURCES[venue]
    rows = exchange.rows(source, saved, settings)
    return importer(venue, rows, partial(unified.read, venue, source), observed, delist=delist)
