"""The listings that a venue's names for symbols mean."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from cqi.database import rows_of_prepared
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


class DatedListing(NamedTuple):
    """A listing of a symbol, as far as its times go."""

    venue_symbol_id: UUID
    venue_id: str
    venue_symbol: str
    listed_at: datetime | None
    delisted_at: datetime | None
    legs_began: datetime | None


# A market of an asset is no older than the venue's listing of the asset, where all of those say when they began.
LEGS_BEGAN = """(
    SELECT max(began) FROM (
        SELECT CASE WHEN count(*) = count(leg.listed_at) THEN min(leg.listed_at) END AS began
        FROM registry_venueasset AS leg
        WHERE leg.venue_id = listing.venue_id AND leg.asset_id IN (symbol.base_asset_id, symbol.quote_asset_id)
        GROUP BY leg.asset_id
    ) AS legs
)"""
DATED_LISTINGS = f"""
SELECT venue_symbol_id, venue_id, venue_symbol, listing.listed_at, listing.delisted_at, {LEGS_BEGAN}
FROM unnest(%s::text[], %s::text[]) AS key (venue_id, venue_symbol_key)
JOIN registry_venuesymbol AS listing USING (venue_id, venue_symbol_key)
JOIN registry_symbol AS symbol USING (symbol_id)
"""  # noqa: S608  constants


def find_listings_on(names: Collection[DatedName]) -> dict[DatedName, Any]:
    """The VenueSymbol message of what a venue meant by each name at a moment; in another case as above.

    No cache takes part: an entry is what the name means now.
    """
    wanted = [*{(venue, fold(text)) for venue, text, _ in names}]
    by_name: dict[ListingName, dict[str, list[DatedListing]]] = defaultdict(lambda: defaultdict(list))
    for row in rows_of_prepared(DATED_LISTINGS, [*map(list, zip(*wanted, strict=True))]) if wanted else ():
        listing = DatedListing._make(row)
        by_name[listing.venue_id, fold(listing.venue_symbol)][listing.venue_symbol].append(listing)
    hits = {name: meant_by(name[1], name[2], by_name[name[0], fold(name[1])]) for name in names}
    rows = VENUE_SYMBOL.rows().in_bulk({hit.venue_symbol_id for hit in hits.values() if hit is not None})
    found = {
        name: VENUE_SYMBOL.own_message(rows[hit.venue_symbol_id])
        for name, hit in hits.items()
        if hit is not None
    }
    count_unmapped("venue_symbol", len(names) - len(found))
    if VENUE_SYMBOL.join and found:
        VENUE_SYMBOL.join(list(found.values()))
    return found


def meant_by(text: str, on: datetime, written: Mapping[str, Collection[DatedListing]]) -> DatedListing | None:
    """What a name meant at a moment, among listings by how the venue writes their names."""
    each = {own: meant_on(rows, on, lambda row: row.legs_began) for own, rows in written.items()}
    meant = {own: row for own, row in each.items() if row is not None}
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
