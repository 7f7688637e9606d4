"""From a venue's slug to the importer of its answer, saved or asked for now."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from . import bitmex, exchange, unified
from .answer import AnswerImporter, answer_importer, one_part
from .parsers import PARSERS

VENUES = (*sorted(PARSERS), bitmex.BITMEX)


def importer_of(
    venue: str,
    observed: date,
    saved: Sequence[Any] = (),
    *,
    delist: bool = False,
    settings: Mapping[str, Any] | None = None,
) -> AnswerImporter:
    """The importer of one of VENUES, from saved answers or else from the one that the venue's API gives now.

    `settings` are ccxt's own, for the live API (another address, for example).  Raises NoMarkets for answers
    without markets, Unreachable where the live API gives none.
    """
    if venue == bitmex.BITMEX:
        answers = saved or [exchange.fetch_json(bitmex.BITMEX_URL)]
        rows = [row for answer in answers for row in bitmex.bitmex_rows(answer)]
        return answer_importer(venue, rows, bitmex.bitmex_market, observed, delist=delist)
    parser = PARSERS[venue]
    is_cut = [parser.page(answer) for answer in saved]
    rows = [row for answer in saved or [None] for row in exchange.exchange_rows(parser, answer, settings)]
    read = partial(unified.unified_market, venue, parser)
    # The live API is asked for all of its parts.
    part = parser.part if saved else one_part
    importer = answer_importer(venue, rows, read, observed, delist=delist, part=part)
    return replace(importer, is_whole=not saved or not all(is_cut))
