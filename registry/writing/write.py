"""The one write path.  `Row.save`, deletions, services, importers and the admin all come here.

`write` reads what is stored, finds out what differs, and takes locks in one order for all writers: what
the rows refer to, what looks like them, then the stored rows by their keys.  Under these locks it compares
versions: they prove that nothing changed since the rows were read.  A row without a difference is not
written and leaves no trace.

What a write changes is told by the signal `changed`, in the same transaction (`registry.writing.changes`).
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from cqi.errors import NotFound, StaleVersion
from registry.models import Row
from registry.models.base import AnyRow, kind_of
from registry.rules import holding

from . import store
from .changes import changed


def write(rows: Sequence[AnyRow]) -> list[AnyRow]:
    """Write new and changed rows of one model, all or none; returns those that differed from what is stored.

    Raises ValidationError, StaleVersion where a row changed since it was read, NotFound where it is gone.
    A constraint that one row violates is told as ValidationError; of several rows IntegrityError names it.
    """
    if not rows:
        return []
    try:
        with in_transaction():
            return write_differences(rows)
    except (ValidationError, IntegrityError, holding.Merged):
        if len(rows) == 1:
            # The database names the first violation only.  Django's own checks, which ask it about each
            # constraint, find all of them.
            rows[0].full_clean()
        raise


def write_differences(rows: Sequence[AnyRow]) -> list[AnyRow]:
    """Write the rows that differ from what is stored, in one transaction, and return them."""
    model = type(rows[0])
    stored = {row.pk: row for row in model._base_manager.filter(pk__in=stored_keys(rows))}
    differing = [row for row in rows if differs(row, stored.get(row.pk))]
    if not differing:
        return []
    holding.hold(differing)
    model.hold_batch(differing)
    lock_rows(differing)
    for row in differing:
        row.check_rules()
    model.check_batch(differing)
    with transaction.atomic(), stamped(differing):
        # Changed rows first: one of them may give up what a new one takes.
        store.update_rows([row for row in differing if row.before is not None])
        store.insert_rows([row for row in differing if row.before is None])
        changed.send(model, rows=differing, removed=False)
    for row in differing:
        row._state.adding = False
    return differing


def in_transaction() -> AbstractContextManager[None]:
    """The caller's transaction, or a new one.

    There is no savepoint: whoever edits a stale row again needs the locks to be kept.
    """
    return nullcontext() if connection.in_atomic_block else transaction.atomic()


def remove(rows: Sequence[Row]) -> None:
    """Remove rows of one model for good.  Raises StaleVersion, NotFound."""
    if not rows:
        return
    model = type(rows[0])
    with in_transaction():
        stored = {row.pk: row for row in model._base_manager.filter(pk__in=stored_keys(rows))}
        for row in rows:
            row.before = same_version(row, stored.get(row.pk))
        lock_rows(rows)
        with transaction.atomic(), stamped(rows):
            store.delete_rows(rows)
            changed.send(model, rows=list(rows), removed=True)


def stored_keys(rows: Sequence[Row]) -> list[object]:
    """The keys of the rows that are stored already."""
    return [row.pk for row in rows if not row._state.adding]


def differs(row: Row, stored: Row | None) -> bool:
    """Whether the row is to be written; brings it into the form that is stored."""
    row.before = None if row._state.adding else same_version(row, stored)
    if row.pk is None:  # a form with rows of others in it empties the key until it is saved
        row.pk = row._meta.pk.get_pk_value_on_save(row)
    row.conform()
    return row.before is None or bool(row.changed_fields())


def same_version(row: Row, stored: Row | None) -> Row | None:
    """The stored row.  Raises as `refuse_stale` does."""
    refuse_stale(row, None if stored is None else stored.version)
    return stored


def refuse_stale(row: Row, version: int | None) -> None:
    """Raise unless the stored row is at the version that this one was read at; None says that it is gone."""
    if version is None:
        raise NotFound(kind_of(type(row)), str(row.pk))
    if version != row.version:
        raise StaleVersion(
            f"{kind_of(type(row))} {row.pk} is at version {version}, not {row.version}: "
            "read it again and repeat the change"
        )


def lock_rows(rows: Sequence[Row]) -> None:
    """Lock the stored rows in the order of their keys, so that two writers cannot dead-lock.

    `FOR NO KEY UPDATE`: plain `FOR UPDATE` dead-locked with deferred foreign key checks.
    """
    if not (keys := stored_keys(rows)):
        return
    locked = type(rows[0])._base_manager.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True)
    versions = dict(locked.values_list("pk", "version"))
    for row in rows:
        if row.before is not None:
            refuse_stale(row, versions.get(row.pk))


@contextmanager
def stamped(rows: Sequence[Row]) -> Iterator[None]:
    """Give each row its next version, a stamp and its times; they are taken back where the write fails."""
    now, old = timezone.now(), [(row.version, row.stamp) for row in rows]
    for row, stamp in zip(rows, store.stamps(len(rows)), strict=True):
        row.version = row.begins_at if row.before is None else row.before.version + 1
        row.stamp, row.updated_at = stamp, now
        if row.before is not None:
            row.created_at = row.before.created_at
        elif row.begins_at == 1:
            row.created_at = now
    try:
        yield
    except Exception:
        for row, (version, stamp) in zip(rows, old, strict=True):
            row.version, row.stamp = version, stamp
        raise
