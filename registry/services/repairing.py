"""Mending fields of a row by hand: what texts mean for a model, and the change that they make."""

from collections.abc import Mapping
from datetime import datetime
from json import JSONDecodeError, loads
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models, transaction

from cqi.errors import InvalidInput
from registry.models import Row
from registry.wire.events import mapping_by_kind
from registry.writing.refusals import sentence

from .rows import revise

Difference = tuple[str, Any, Any]
"""A field, as it was and as it is."""


def model_named(name: str) -> type[Row]:
    """The model that callers know by this name.  Raises InvalidInput with those that there are."""
    known = {kind: mapping.model for kind, mapping in mapping_by_kind().items()}
    by_name = {kind.lower(): model for kind, model in known.items()}
    if (model := by_name.get(name.lower())) is None:
        raise InvalidInput("model", f"there is no {name!r}: there are {', '.join(sorted(known))}")
    return model


def mendable(model: type[Row]) -> dict[str, Any]:
    """The fields that can be set by hand: not the key, nor what is made of another field."""
    made = {model._meta.pk.attname, *model._kept_texts()}
    return {name: model._meta.get_field(name) for name in model.own_fields() if name not in made}


def values_of(model: type[Row], texts: Mapping[str, str]) -> dict[str, Any]:
    """What the texts mean for these fields; an empty one is no value.  Raises InvalidInput."""
    known = mendable(model)
    values = {}
    for name, text in texts.items():
        if (column := known.get(name)) is None:
            raise InvalidInput(name, f"cannot be set: there are {', '.join(sorted(known))}")
        try:
            values[name] = value_from_text(column, text)
        except ValidationError as error:
            raise InvalidInput(name, sentence(error)) from None
        except ValueError as error:
            raise InvalidInput(name, str(error)) from None
    return values


def value_from_text(column: Any, text: str) -> Any:
    """Raises ValueError, ValidationError."""
    if text == "" and (column.null or column.empty_strings_allowed):
        return None if column.null else ""
    match column:
        case models.JSONField() | ArrayField():
            try:
                return loads(text)
            except JSONDecodeError as error:
                raise ValueError(f"is not JSON: {error}") from None
        case models.BooleanField():
            return column.to_python(text.capitalize())
    value = column.to_python(text)
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError("has no time zone: right is 2026-11-20T14:03:05Z")
    return value


def mend(
    model: type[Row],
    key: str,
    values: Mapping[str, Any],
    *,
    version: int | None = None,
    dry_run: bool = False,
) -> tuple[int, list[Difference]]:
    """Set these fields of a row, deleted or not; returns the version that it had, and what differs.

    Raises NotFound, StaleVersion where a version is named and the row is at another, and what a write raises.
    """
    try:
        pk = model._meta.pk.to_python(key)
    except ValidationError as error:
        raise InvalidInput("key", sentence(error)) from None
    with transaction.atomic():
        row = revise(model, pk, lambda row: set_and_save(row, values), version=version, show_deleted=True)
        transaction.set_rollback(dry_run)
    if row.before is None:  # nothing differed
        return row.version, []
    names = row.changed_fields()
    return row.before.version, [(name, getattr(row.before, name), getattr(row, name)) for name in names]


def set_and_save(row: Row, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
