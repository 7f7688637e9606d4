"""Whether a listing is the first of its asset or symbol on its venue, as the events say that tell it.

The history of the table knows it: what it holds is never changed, so a change is told the same whenever asked.
"""

from collections.abc import Iterable

from django.db import connection

from registry.models import Change, Row, VenueAsset, VenueSymbol
from registry.models.base import kind_of

LISTINGS: dict[type[Row], str] = {VenueAsset: "asset_id", VenueSymbol: "symbol_id"}
"""What is listed on a venue, by which of its fields."""

LISTED_BEFORE = """
SELECT this.{key}::text, this.version
FROM unnest(%s::uuid[], %s::bigint[]) AS asked (key, version)
JOIN history.{table} AS this ON this.{key} = asked.key AND this.version = asked.version
WHERE EXISTS (
    SELECT FROM history.{table} AS earlier
    WHERE earlier.{listed} = this.{listed} AND earlier.venue_id = this.venue_id
    AND (earlier.valid_from, earlier.{key}, earlier.version) < (this.valid_from, this.{key}, this.version)
)
"""


def came_back(row: Row) -> bool:
    """Whether a listing was delisted before this change and is not after it."""
    return type(row) in LISTINGS and row.before is not None and row.before.is_gone and not row.is_gone


def note_new_listings(changes: Iterable[Change]) -> None:
    """Have each change that tells a listing know whether it is new: one query a kind."""
    for model, listed in LISTINGS.items():
        of_kind = [
            each for each in changes if each.entity == kind_of(model) and each.event.endswith("Listed")
        ]
        if not of_kind:
            continue
        names = {"key": model._meta.pk.column, "table": model._meta.db_table, "listed": listed}
        with connection.cursor() as cursor:
            keys, versions = [each.entity_id for each in of_kind], [each.version for each in of_kind]
            cursor.execute(LISTED_BEFORE.format(**names), (keys, versions))
            known = set(cursor.fetchall())
        for each in of_kind:
            each.is_new_listing = (each.entity_id, each.version) not in known


def is_new_listing(change: Change) -> bool:
    if change.is_new_listing is None:
        note_new_listings([change])
    return bool(change.is_new_listing)
