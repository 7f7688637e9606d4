"""What is unique of a model, read from its unique constraints."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, cast

from django.db import models
from django.db.models import Q

from .base import Row
from .conditions import column_value, verdict


@dataclass(frozen=True, eq=False)
class UniqueKey:
    """One unique constraint: for which rows it holds, and in which fields no two of those are the same."""

    model: type[Row]
    constraint: models.UniqueConstraint

    @cached_property
    def fields(self) -> tuple[str, ...]:
        return tuple(self.constraint.fields)

    @cached_property
    def about(self) -> str:
        """The field that a violation is told of."""
        return str(self.constraint.violation_error_message).partition(": ")[0]

    @cached_property
    def flags(self) -> dict[str, Any]:
        """What the condition asks of a row beside being live, such as `{"is_canonical": True}`."""
        clauses = _clauses(self.constraint.condition)
        return {name: value for name, value in clauses.items() if name != f"{self.model.gone_field}__isnull"}

    @cached_property
    def names(self) -> frozenset[str]:
        """The fields that name the key: those that are unique together, and those that its condition asks about."""
        return frozenset({*self.fields, *self.flags})

    def is_held_by(self, row: Row) -> bool:
        """Whether the row is one of those that the constraint holds for."""
        condition = self.constraint.condition
        return condition is None or verdict(condition, row) is True

    def value(self, row: Row) -> tuple[Hashable, ...] | None:
        """What the row, live or gone, is unique by.

        None where it may stand beside any other: where it is not as `flags` asks, or where one of the fields is
        NULL and the constraint takes two NULLs for different.
        """
        if any(column_value(row, name) != value for name, value in self.flags.items()):
            return None
        found = tuple(column_value(row, name) for name in self.fields)
        return None if None in found and self.constraint.nulls_distinct is not False else found


@cache
def unique_keys(model: type[Row]) -> tuple[UniqueKey, ...]:
    """The keys of a model beside its primary key."""
    constraints = model._meta.constraints
    return tuple(UniqueKey(model, one) for one in constraints if isinstance(one, models.UniqueConstraint))


def _clauses(condition: Q | None) -> dict[str, Any]:
    """The clauses of a condition by field and lookup.  Raises TypeError where not all of them must hold."""
    if condition is None:
        return {}
    if condition.negated or condition.connector != Q.AND:
        raise TypeError(f"a unique constraint's condition must be clauses joined by AND: {condition}")
    clauses: dict[str, Any] = {}
    for part in condition.children:
        clauses |= _clauses(part) if isinstance(part, Q) else dict([cast("tuple[str, Any]", part)])
    return clauses
