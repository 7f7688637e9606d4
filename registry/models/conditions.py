"""A constraint's condition, judged on a row in memory.

As in SQL, a comparison with NULL is neither true nor false.
"""

from collections.abc import Callable
from operator import eq, ge, gt, le, lt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

Verdict = bool | None
"""True, False, or None for unknown."""

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": eq,
    "gt": gt,
    "gte": ge,
    "lt": lt,
    "lte": le,
    "in": lambda value, known: value in known,
    "range": lambda value, limits: bool(limits[0] <= value <= limits[1]),
}


def verdict(condition: Q, row: models.Model) -> Verdict:
    """Whether the row meets the condition.  Raises KeyError for a lookup that COMPARISONS lacks."""
    verdicts = [_part(part, row) for part in condition.children]
    decisive = condition.connector == Q.OR
    found = decisive if decisive in verdicts else None if None in verdicts else not decisive
    return found if found is None or not condition.negated else not found


def _part(part: Any, row: models.Model) -> Verdict:
    if isinstance(part, Q):
        return verdict(part, row)
    path, expected = part
    name, _, lookup = path.partition("__")
    value = column_value(row, name)
    if lookup == "isnull":
        return (value is None) is expected
    compare = COMPARISONS[lookup or "exact"]
    if isinstance(expected, F):
        expected = column_value(row, expected.name)  # type: ignore[attr-defined]  # the stubs lack it
    return None if value is None or expected is None else compare(value, expected)


def column_value(row: models.Model, name: str) -> Any:
    """What a field's column holds: of a reference its key, which needs no query."""
    return getattr(row, row._meta.get_field(name).attname)  # type: ignore[union-attr]  # of concrete fields


def refuse_broken_checks(row: models.Model) -> None:
    """Raise ValidationError, by field, where the row breaks check constraints of its model."""
    broken: dict[str, list[str]] = {}
    for constraint in row._meta.constraints:
        if isinstance(constraint, models.CheckConstraint) and isinstance(constraint.condition, Q):
            name, _, text = str(constraint.violation_error_message).partition(": ")
            if verdict(constraint.condition, row) is False:
                broken.setdefault(name, []).append(text)
    if broken:
        raise ValidationError(broken)
