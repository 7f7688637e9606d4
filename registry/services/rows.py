"""Create, update and delete one row, for every door that is not a form."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from cqi.errors import NotFound, StaleVersion
from registry.models import Row
from registry.models.base import AnyRow, kind_of

EDIT_ATTEMPTS = 10
"""How often a row is read and edited.  Another change can come before the lock once or twice, not so often."""


def create_row(model: type[AnyRow], values: Mapping[str, Any]) -> AnyRow:
    """A new row.  Raises ValidationError."""
    row = model(**values)
    row.save()
    return row


def update_row(
    model: type[AnyRow], pk: Any, values: Mapping[str, Any], *, version: int | None = None
) -> AnyRow:
    """Set these attributes of a row that is not deleted.

    Without a version the values are applied to the row as it is; with one, StaleVersion is raised
    unless the row is at it.  Raises NotFound, ValidationError.
    """

    def edit(row: AnyRow) -> None:
        for name, value in values.items():
            setattr(row, name, value)
        row.save()

    return revise(model, pk, edit, version=version)


def delete_row(model: type[AnyRow], pk: Any, *, version: int | None = None) -> AnyRow:
    """Delete a row by its model's rule.  Raises NotFound, also when it is deleted already; StaleVersion."""

    return revise(model, pk, lambda row: row.delete(), version=version)


def revise(
    model: type[AnyRow],
    pk: Any,
    edit: Callable[[AnyRow], Any],
    *,
    version: int | None = None,
    show_deleted: bool = False,
) -> AnyRow:
    """The row after `edit`, which changes and saves it, at whatever version it is unless one is named.

    A row that is deleted is NotFound unless `show_deleted` says otherwise.

    The write path locks a row only after what it refers to.  Where another change came in between, the row is
    locked by then, so it is read and edited again.
    """
    with transaction.atomic():
        attempts = EDIT_ATTEMPTS
        while True:
            row = stored_row(model, pk)
            if not show_deleted:
                refuse_deleted(row)
            check_version(row, version)
            try:
                edit(row)
            except StaleVersion:
                attempts -= 1
                if version or not attempts:
                    raise
            else:
                return row


def stored_row(model: type[AnyRow], pk: Any) -> AnyRow:
    """The row with this key, not locked.  Raises NotFound."""
    row = model._base_manager.filter(pk=pk).first()
    if row is None:
        raise NotFound(kind_of(model), str(pk))
    return row


def refuse_deleted(row: Row) -> None:
    """Raise NotFound for a row that is deleted."""
    if getattr(row, "deleted_at", None) is not None:
        raise NotFound(kind_of(type(row)), str(row.pk))


def present(model: type[AnyRow], pk: Any, version: int | None) -> AnyRow:
    """The row, locked, if it is there, not deleted, and at this version."""
    row = model.locked(pk)
    refuse_deleted(row)
    check_version(row, version)
    return row


def check_version(row: Row, version: int | None) -> None:
    """Raise StaleVersion where the caller names a version and the row is at another."""
    if version and row.version != version:
        raise StaleVersion(f"{kind_of(type(row))} {row.pk} is at version {row.version}, not {version}")
