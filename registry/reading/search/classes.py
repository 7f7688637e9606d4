"""Classes of match: rows that a query means equally well, by what they and other tables say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Coalesce

from cqi.errors import InvalidInput, Violation
from registry.reading.belonging import Fitting

MOST_NAMES = 100_000
"""A query that finds more names is refused: of as many the planner makes a table in memory, of more it would
search a list for each row.  A limit also keeps it from merging the query for names into the one for rows,
where it would look up each row's names in turn."""


@dataclass(frozen=True)
class MatchClass:
    """What counts as one kind of match."""

    own: Sequence[Fitting]
    """What the row itself says, with an index in the search's order."""
    names: Sequence[Fitting] = ()
    """What other tables say of it."""
    many: bool = False
    """Whether so many rows can match that looking up each is too slow."""

    @property
    def conditions(self) -> list[Q]:
        """The ways to match; the names are one."""
        return [*(Q(**own.match) for own in self.own), *([among(self.names)] if self.names else [])]

    @property
    def of_one_row(self) -> list[Q]:
        """The same, asked of rows so few that each row's names can be looked up: however many names there are."""
        return [*(Q(**own.match) for own in self.own), *(Q(name.fits()) for name in self.names)]


def every(names: Sequence[Fitting], within: Sequence[Fitting] = (), most: int = MOST_NAMES) -> QuerySet[Any]:
    """The keys of all rows that are named."""
    one, *others = (name.keys(within) for name in names)
    found: QuerySet[Any] = one.union(*others, all=True) if others else one
    return found[:most]


def refuse_too_wide(names: Sequence[Fitting], within: Sequence[Fitting]) -> None:
    """Raise InvalidInput rather than leave out, unseen, what the names beyond the limit belong to."""
    beginnings = [name for name in names if any(column.endswith("__startswith") for column in name.match)]
    if beginnings and every(beginnings, within, MOST_NAMES + 1)[MOST_NAMES:].exists():
        why = f"is the beginning of more than {MOST_NAMES} names: send more of it, or a filter"
        raise InvalidInput([Violation("query", why)], reason="QUERY_TOO_WIDE")


def among(names: Sequence[Fitting], within: Sequence[Fitting] = ()) -> Q:
    return Q(pk__in=every(names, within))


def is_true(condition: Q) -> Coalesce:
    return Coalesce(ExpressionWrapper(condition, BooleanField()), False)


def without(rows: QuerySet[Any], classes: Sequence[MatchClass]) -> QuerySet[Any]:
    """The rows that none of these classes has answered."""
    for own in [own for match in classes for own in match.own]:
        rows = rows.exclude(**own.match)
    names = [name for match in classes for name in match.names]
    return rows.exclude(among(names)) if names else rows
