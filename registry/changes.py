"""What always follows a change of a row, in the transaction that makes it."""

from collections.abc import Iterable

from django.db import transaction

from . import cache, reads
from .mapping import Mapping
from .models import Row


def record(rows: Iterable[Row]) -> None:
    """Bury what the cache has of these rows, under their old names and their new ones.

    After the commit a single changed row is put back, so that the next reader finds it.
    """
    rows = list(rows)
    cache.bury({key: row.stamp for row in rows for key in keys_touched(row)})
    if len(rows) == 1:
        transaction.on_commit(lambda: refill(rows[0]))


def keys_touched(row: Row) -> set[str]:
    return {key for known in (row, row.before) if known is not None for key in reads.keys_of(known)}


def refill(row: Row) -> None:
    mapping = Mapping.by_model[type(row)]
    if mapping.cached and row.pk is not None and not row.is_gone:
        message = mapping.own_message(row).SerializeToString()
        entries = {key: (row.stamp, message) for key in reads.keys_of(row)}
        cache.fill(entries, min(mapping.cached.values()))
