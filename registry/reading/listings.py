"""The listings that a venue's names for symbols mean."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from registry.models import VenueSymbol
from registry.values.text import fold

from . import reads
from .counts import count_unmapped
from .resources import VENUE_SYMBOL

LISTING_LOOKUP = ("venue_id", "venue_symbol")
ListingName = tuple[str, ...]
"""A venue, and what it calls a symbol."""


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
