"""Create, update and delete one row, for every door that is not a form."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction

from cqi.errors import NotFound, StaleVersion
from registry.models import Row
from registry.models.base import kind_of

AnyRow = TypeVar("AnyRow", bound=Row)


def create(model: type[AnyRow], values: Mapping[str, Any]) -> AnyRow:
    """A new row.  Raises ValidationError."""
    row = model(**values)
    row.save()
    return row


@transaction.atomic
def update(model: type[AnyRow], pk: Any, values: Mapping[str, Any], *, version: int | None = None) -> AnyRow:
    """Set these attributes of a row that is not deleted.

    Without a version the values are applied to the row as it is; with one, StaleVersion is raised
    unless the row is at it.  Raises NotFound, ValidationError.
    """
    model.precede({pk: values})
    row = present(model, pk, version)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row


@transaction.atomic
def delete(model: type[AnyRow], pk: Any, *, version: int | None = None) -> AnyRow:
    """Delete a row by its model's rule.  Raises NotFound, also when it is deleted already; StaleVersion."""
    model.precede({pk: {"deleted_at": ...}})
    row = present(model, pk, version)
    row.delete()
    return row


def present(model: type[AnyRow], pk: Any, version: int | None) -> AnyRow:
    """The row, locked, if it is there, not deleted, and at this version."""
    row = model.locked(pk)
    if getattr(row, "deleted_at", None) is not None:
        raise NotFound(kind_of(model), str(pk))
    check_version(row, version)
    return row


def check_version(row: Row, version: int | None) -> None:
    """Raise StaleVersion where the caller names a version and the row is at another."""
    if version and row.version != version:
        raise StaleVersion(f"{kind_of(type(row))} {row.pk} is at version {row.version}, not {version}")
