"""What always follows a change of a row, in the transaction that makes it."""

from collections.abc import Iterable, Sequence

from cqi.context import actor, reason

from . import cache, reads
from .mapping import Mapping
from .models import ChangeReason, Row


def record(rows: Iterable[Row], *, removed: bool = False) -> None:
    """Keep why these rows changed, and bury what the cache has of them, under their old names and their new ones.

    After the commit a single changed row is put back, so that the next reader finds it.
    """
    rows = list(rows)
    if why := reason():
        keep_reason(rows, why)
    cache.bury({key: row.stamp for row in rows for key in keys_touched(row)})
    if len(rows) == 1 and not removed:
        put_back(rows[0])


def keep_reason(rows: Sequence[Row], why: str) -> None:
    ChangeReason.objects.bulk_create(
        ChangeReason(
            entity=type(row).__name__, entity_id=row.pk, version=row.version, actor=actor(), reason=why
        )
        for row in rows
    )


def keys_touched(row: Row) -> set[str]:
    return {key for known in (row, row.before) if known is not None for key in reads.keys_of(known)}


def put_back(row: Row) -> None:
    """The row as it is now: a later save in the same transaction may be rolled back, this one not with it."""
    mapping = Mapping.by_model[type(row)]
    if mapping.cached and not row.is_gone:
        entry = (row.stamp, mapping.own_message(row).SerializeToString())
        cache.fill(dict.fromkeys(reads.keys_of(row), entry), min(mapping.cached.values()))
