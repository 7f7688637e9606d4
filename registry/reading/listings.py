"""The listings that a venue's names for symbols mean."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from registry.models import VenueSymbol
from registry.rules.naming import meant_on
from registry.values.text import fold

from . import reads
from .counts import count_unmapped
from .resources import VENUE_SYMBOL

LISTING_LOOKUP = ("venue_id", "venue_symbol")
ListingName = tuple[str, ...]
"""A venue, and what it calls a symbol."""
DatedName = tuple[str, str, datetime]
"""The same, and the moment at which it was called so."""


def find_listings(names: Collection[ListingName]) -> dict[ListingName, Any]:
    """The VenueSymbol message that each (venue, name) means.

    A name means the listing that the venue writes so.  In another case it means the only live listing that fits.
    """
    found = reads.fetch_many(VENUE_SYMBOL, LISTING_LOOKUP, names)
    if missing := [name for name in names if name not in found]:
        written = in_any_case(missing)
        others = reads.fetch_many(VENUE_SYMBOL, LISTING_LOOKUP, set(written.values())) if written else {}
        found |= {name: others[own] for name, own in written.items() if own in others}
    count_unmapped("venue_symbol", sum(name not in found for name in names))
    if VENUE_SYMBOL.join and found:
        VENUE_SYMBOL.join(list(found.values()))
    return found


def find_listings_on(names: Collection[DatedName]) -> dict[DatedName, Any]:
    """The VenueSymbol message of what a venue meant by each name at a moment; in another case as above.

    No cache takes part: an entry is what the name means now.
    """
    live_or_not = VENUE_SYMBOL.rows().filter(
        venue_id__in={venue for venue, _, _ in names},
        venue_symbol_key__in={fold(text) for _, text, _ in names},
    )
    by_name: dict[ListingName, dict[str, list[VenueSymbol]]] = defaultdict(lambda: defaultdict(list))
    for row in live_or_not if names else ():
        by_name[row.venue_id, row.venue_symbol_key][row.venue_symbol].append(row)
    hits = {name: meant_by(name[1], name[2], by_name[name[0], fold(name[1])]) for name in names}
    found = {name: VENUE_SYMBOL.own_message(row) for name, row in hits.items() if row is not None}
    count_unmapped("venue_symbol", len(names) - len(found))
    if VENUE_SYMBOL.join and found:
        VENUE_SYMBOL.join(list(found.values()))
    return found


def meant_by(text: str, on: datetime, written: Mapping[str, Collection[VenueSymbol]]) -> VenueSymbol | None:
    """What a name meant at a moment, among listings by how the venue writes their names."""
    meant = {own: row for own, rows in written.items() if (row := meant_on(rows, on)) is not None}
    if text in meant:
        return meant[text]
    return next(iter(meant.values())) if len(meant) == 1 else None


def in_any_case(names: Collection[ListingName]) -> dict[ListingName, ListingName]:
    """The venue's own writing of each name that exactly one live listing has in some case."""
    live = VenueSymbol.objects.live().filter(
        venue_id__in={venue for venue, _ in names}, venue_symbol_key__in={fold(text) for _, text in names}
    )
    written: dict[ListingName, list[ListingName]] = defaultdict(list)
    for venue, text in live.values_list(*LISTING_LOOKUP):
        written[venue, fold(text)].append((venue, text))
    hits = ((name, written[name[0], fold(name[1])]) for name in names)
    return {name: own[0] for name, own in hits if len(own) == 1}
