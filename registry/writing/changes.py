"""What follows every change, in the transaction that makes it.

`registry.writing.write` sends `changed` once for the rows of one model that it wrote or removed.  Each row
knows the row that it replaced (`before`).  The receivers here record the change, invalidate the cache, forget what
sources said of removed rows, and judge again what looks like a changed asset.  A receiver that raises ends
the transaction.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.dispatch import Signal, receiver

from cqi.database import is_unhurried
from registry.models import Asset, OwedInvalidation, Row, SourceClaim
from registry.models.base import kind_of
from registry.reading import cache, reads
from registry.rules import look_alikes
from registry.wire.mapping import MessageMapping

from .copying import judge_copies
from .record import keys_touched, record

changed = Signal()
"""Sent by the model with `rows`, those that were written, and `removed`, whether they are gone for good."""

changed.connect(judge_copies)


@receiver(changed)
def record_changes(rows: Sequence[Row], removed: bool, **_: Any) -> None:
    """Leave a Change of each row."""
    record(rows, removed=removed)


@receiver(changed)
def invalidate(rows: Sequence[Row], removed: bool, **_: Any) -> None:
    """Bury what the cache has of these rows, under their old names and their new ones.

    After the commit a single changed row is put back, so that the next reader finds it.  What is not put back
    is buried once more: the transaction may have outlived the tombstones, and a reader filled in the old row.
    What Redis does not take is owed from this transaction on.  So is all that a transaction writes that may last
    longer than tombstones live: its process may be killed after the commit, before it has told Redis again.
    """
    # Several of the rows may touch one key: what follows from all of them has the last of their stamps.
    stamps: dict[str, int] = {}
    for row in rows:
        stamps |= {key: max(row.stamp, stamps.get(key, 0)) for key in keys_touched(row)}
    is_buried = cache.store.bury(stamps)
    owed = owe(stamps) if stamps and (is_unhurried() or not is_buried) else None
    again = entries_of(rows[0]) if len(rows) == 1 and not removed else {}
    left = {key: stamp for key, stamp in stamps.items() if key not in again}

    def tell_again() -> None:
        lifetime = min(MessageMapping.by_model[type(rows[0])].cached.values())
        is_told = cache.store.put(again, lifetime, changed=True) and cache.store.bury(left)
        if is_told and owed:
            owed.delete()
        elif not (is_told or owed):
            owe(stamps)

    if stamps:
        # The change is committed: whatever goes wrong here, the call has succeeded.
        transaction.on_commit(tell_again, robust=True)


def owe(stamps: Mapping[str, int]) -> OwedInvalidation:
    """Note that Redis has to be told to forget what is older than these stamps, by key."""
    return OwedInvalidation.objects.create(keys=list(stamps), stamps=list(stamps.values()))


@receiver(changed)
def forget_claims(sender: Any, rows: Sequence[Row], removed: bool, **_: Any) -> None:
    """Forget what sources said of rows that are removed: a later row under the same key is another one."""
    if removed:
        keys = [str(row.pk) for row in rows]
        SourceClaim.objects.filter(entity=kind_of(sender), entity_id__in=keys).delete()


@receiver(changed, sender=Asset)
def judge_look_alikes(rows: Sequence[Asset], **_: Any) -> None:
    """Judge again those that look like these assets; what they imitate is kept on their own rows."""
    if others := look_alikes.to_judge_again(rows):
        assets = list(Asset._base_manager.filter(pk__in=others))
        look_alikes.settle(assets)
        Row.writer(assets)  # as `save` does: the write path imports this module


def entries_of(row: Row) -> dict[str, tuple[int, bytes]]:
    """What the cache holds of a row, by key; of one that is gone nothing.

    The entry is made of the row as it is here: a later save may be rolled back to a savepoint, and this one not.
    """
    mapping = MessageMapping.by_model[type(row)]
    if not mapping.cached or row.is_gone:
        return {}
    return dict.fromkeys(reads.cache_keys(row), (row.stamp, mapping.pack(mapping.own_message(row))))
