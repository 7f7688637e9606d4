"""Sorting rows by where their keys stand in a list."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Field, Func, TextField, UUIDField, Value


def place_among(keys: Sequence[Any], column: Any) -> Func:
    """Where the value of a column stands among these keys."""
    target = column.target_field if column.is_relation else column
    kind: Field[Any, Any] = UUIDField() if isinstance(target, UUIDField) else TextField()
    known = Value([*keys], output_field=ArrayField(kind))
    return Func(known, F(column.attname), function="array_position")
