"""What always follows a change of a row, in the transaction that makes it."""

from collections.abc import Collection, Iterable, Sequence
from functools import partial

from django.db import transaction

from cqi.context import actor, reason
from registry.models import ChangeReason, Row
from registry.models.base import kind_of
from registry.reading import cache, reads
from registry.wire.mapping import Mapping


def record(rows: Iterable[Row], *, removed: bool = False) -> None:
    """Keep why these rows changed, and bury what the cache has of them, under their old names and their new ones.

    After the commit a single changed row is put back, so that the next reader finds it.  What is not put back
    is buried once more: the transaction may have outlived the tombstones, and a reader filled in the old row.
    """
    rows = list(rows)
    if why := reason():
        keep_reason(rows, why)
    stamps = {key: row.stamp for row in rows for key in keys_touched(row)}
    cache.bury(stamps)
    kept = put_back(rows[0]) if len(rows) == 1 and not removed else ()
    if left := {key: stamp for key, stamp in stamps.items() if key not in kept}:
        transaction.on_commit(partial(cache.bury, left))


def keep_reason(rows: Sequence[Row], why: str) -> None:
    ChangeReason.objects.bulk_create(
        ChangeReason(
            entity=kind_of(type(row)), entity_id=row.pk, version=row.version, actor=actor(), reason=why
        )
        for row in rows
    )


def keys_touched(row: Row) -> set[str]:
    return {key for known in (row, row.before) if known is not None for key in reads.keys_of(known)}


def put_back(row: Row) -> Collection[str]:
    """Put the row as it is now under its names, which are returned; what is gone is not put back.

    As it is now: a later save in the same transaction may be rolled back, this one not with it.
    """
    mapping = Mapping.by_model[type(row)]
    if not mapping.cached or row.is_gone:
        return ()
    entry = (row.stamp, mapping.pack(mapping.own_message(row)))
    entries = dict.fromkeys(reads.keys_of(row), entry)
    cache.fill(entries, min(mapping.cached.values()))
    return entries.keys()
