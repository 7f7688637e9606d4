"""Taking a change back, by a change of its own."""

import json
from functools import partial
from typing import Any

from django.db import transaction

from cqi.errors import RuleViolated
from registry.models import Change, CurrentTransaction, Row
from registry.models.base import kind_of
from registry.reading.recorded import change_by
from registry.wire.changes import columns_in_message
from registry.wire.events import mapping_by_kind
from registry.writing.store import as_json

from .rows import check_version, revise

NO_RETURN = {
    "RecordBegan": "it is where the record of this row begins",
    "ReasonGiven": "only its reason is known, it was made before changes were recorded",
    "AssetMerged": "a merge moved other rows too: UndeleteAsset, and move back what belongs to the asset",
}
"""Events that are not taken back."""


@transaction.atomic
def revert(change_id: int, *, version: int | None = None) -> list[Change]:
    """Take a change back; returns the changes that did it.

    Raises NotFound, StaleVersion where the caller names another version than the row's, RuleViolated where the row
    changed in the same fields since, or where the change is none that can be taken back; and what a write raises.
    """
    change = change_by(pk=change_id)
    if (why := NO_RETURN.get(change.event)) is not None:
        raise RuleViolated(
            f"change {change_id} ({change.event}) cannot be taken back: {why}", reason="NOT_REVERTIBLE"
        )
    model = mapping_by_kind()[change.entity].model
    if change.after is not None:
        edit = partial(undo_fields, change)
    elif change.before is None:
        edit = partial(undo_creation, change)
    else:
        insert_again(model, change, version)
        return made_here()
    revise(model, change.entity_id, edit, version=version, show_deleted=True)
    return made_here()


def made_here() -> list[Change]:
    """The changes of this transaction."""
    return list(Change.objects.filter(xid=CurrentTransaction()).order_by("pk"))


def undo_fields(change: Change, row: Row) -> None:
    """Set the fields that the change touched to what they were."""
    after = change.after or {}
    if since := [name for name, value in after.items() if as_recorded(row, name) != value]:
        raise changed_since(change, f"{', '.join(as_called(change, since))} changed again since")
    for name, value in values_before(type(row), change).items():
        setattr(row, name, value)
    row.save()


def undo_creation(change: Change, row: Row) -> None:
    """Delete the row by its model's rule, if it is as it was made."""
    if row.version != change.version:
        raise changed_since(change, f"it is at version {row.version}")
    if (other := referring(row)) is not None:
        raise RuleViolated(
            f"{change.entity} {row.pk} cannot go: {kind_of(type(other))} {other.pk} refers to it",
            reason="REFERRED_TO",
        )
    row.delete()


def referring(row: Row) -> Any:
    """A row that refers to this one and is not gone; None where there is none."""
    for relation in row._meta.related_objects:
        others: Any = relation.related_model._default_manager
        if (other := others.filter(**{relation.field.name: row}).live().first()) is not None:
            return other
    return None


def insert_again(model: type[Row], change: Change, version: int | None) -> None:
    """Insert a row that was removed, at the version after its removal."""
    if model._base_manager.filter(pk=change.entity_id).exists():
        raise changed_since(change, "it is there again")
    row = model(**values_before(model, change))
    row.version = change.version
    check_version(row, version)
    row.begins_at = change.version + 1
    row.save()


def values_before(model: type[Row], change: Change) -> dict[str, Any]:
    """The fields that the change touched, as they were."""
    columns = {column.attname: column for column in model._meta.concrete_fields}
    return {name: columns[name].to_python(value) for name, value in (change.before or {}).items()}


def as_recorded(row: Row, name: str) -> Any:
    """A field's value in the form in which a Change holds it."""
    return json.loads(json.dumps(as_json(getattr(row, name)), default=str))


def as_called(change: Change, columns: list[str]) -> list[str]:
    """These columns by the names that callers know, without what is derived; else as they are."""
    names = columns_in_message(change.entity).items()
    return [name for name, column in names if column.attname in columns] or columns


def changed_since(change: Change, how: str) -> RuleViolated:
    return RuleViolated(
        f"{change.entity} {change.entity_id} is not as change {change.pk} left it: {how}",
        reason="CHANGED_SINCE",
    )
