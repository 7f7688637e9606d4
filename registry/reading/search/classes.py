"""Classes of match: rows that a query means equally well, by what they and other tables say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Coalesce

from cqi.errors import InvalidInput, Violation
from registry.reading.belonging import Fitting

MOST_NAMES = 100_000
"""How many names a query may find; one that finds more is refused.  PostgreSQL puts so many keys into a table in
memory; more of them it would search as a list, for each row.  The limit also keeps the planner from merging the
query for names into the query for rows, where it would look up each row's names in turn."""


@dataclass(frozen=True)
class MatchClass:
    """What counts as one kind of match."""

    own: Sequence[Fitting]
    """Conditions on the row itself.  Each has an index in the search's order."""
    names: Sequence[Fitting] = ()
    """Conditions on rows of other tables that belong to it."""
    many: bool = False
    """Whether so many rows can match that to look up each would be too slow."""

    @property
    def conditions(self) -> list[Q]:
        """The ways to match, as conditions.  All names together are one way."""
        return [
            *(Q(**own.match) for own in self.own),
            *([among(self.names, once=not self.many)] if self.names else []),
        ]

    @property
    def of_one_row(self) -> list[Q]:
        """The same for few rows: each row's names are looked up, however many names there are in all."""
        return [*(Q(**own.match) for own in self.own), *(Q(name.fits()) for name in self.names)]


def every(
    names: Sequence[Fitting], within: Sequence[Fitting] = (), most: int = MOST_NAMES, *, once: bool = False
) -> QuerySet[Any]:
    """The keys of the rows that one of these names belongs to, at most `most` of them.

    One that several names belong to comes several times, unless each is to come `once`.
    """
    one, *others = (name.keys(within) for name in names)
    found: QuerySet[Any] = one.union(*others, all=not once) if others else one
    return found[:most]


def refuse_too_wide(names: Sequence[Fitting], within: Sequence[Fitting]) -> None:
    """Raise InvalidInput (QUERY_TOO_WIDE) where a query begins more names than the limit.

    Otherwise the rows of the names beyond the limit would be left out, and nobody would see it.
    """
    beginnings = [name for name in names if any(column.endswith("__startswith") for column in name.match)]
    if beginnings and every(beginnings, within, MOST_NAMES + 1)[MOST_NAMES:].exists():
        why = f"is the beginning of more than {MOST_NAMES} names: send more of it, or a filter"
        raise InvalidInput([Violation("query", why)], reason="QUERY_TOO_WIDE")


def among(names: Sequence[Fitting], within: Sequence[Fitting] = (), *, once: bool = False) -> Q:
    """Whether one of these names belongs to a row.

    `once` is for rows that are found by it: of keys that may come twice PostgreSQL expects 200, and looks 20,000 up
    one by one.
    """
    return Q(pk__in=every(names, within, once=once))


def is_true(condition: Q) -> Coalesce:
    return Coalesce(ExpressionWrapper(condition, BooleanField()), False)


def without(rows: QuerySet[Any], classes: Sequence[MatchClass]) -> QuerySet[Any]:
    """The rows that none of these classes has answered."""
    for own in [own for match in classes for own in match.own]:
        rows = rows.exclude(**own.match)
    names = [name for match in classes for name in match.names]
    return rows.exclude(among(names)) if names else rows
