"""Pages of matches: the classes of a search, walked until a page is full."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from math import isqrt
from operator import or_
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, When
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from registry.reading.belonging import Fitting

from .classes import MatchClass, among, every, is_true, refuse_too_wide, without

MAX_QUERY = 256
"""The longest name there is: a longer query finds nothing."""

FEW, MANY = 4000, 50_000
"""FEW: how many rows can be looked at one by one.  MANY: how many keys PostgreSQL can put into a table in memory,
to ask of each row of a walk whether its key is there."""

Cursor = list[Any]
"""Where a page ended: the number of the class, then the row's place in the order."""


@dataclass(frozen=True)
class Search:
    """How rows of one model are searched."""

    classes: Callable[[str], Sequence[MatchClass]]
    """The classes of match for a query, the best first."""
    order: tuple[str, str]
    """The columns that sort the rows of a class.  The last is the key, so no two rows are at one place."""

    def page(
        self,
        rows: QuerySet[Any],
        query: str,
        size: int,
        after: Cursor | None,
        related: Sequence[Fitting] = (),
        *,
        narrowed: bool = False,
    ) -> tuple[list[Any], Cursor | None]:
        """The keys of the rows that match, the best first, and where the next page starts.

        `related` are conditions on rows of other tables; `narrowed` says that filters on the rows' own columns
        were sent.  Raises InvalidInput (QUERY_TOO_WIDE).
        """
        classes = self.classes(query)
        counts = [fitting.keys()[: MANY + 1].count() for fitting in related]
        if min(counts, default=MANY) <= FEW or (narrowed and not rows[FEW : FEW + 1].exists()):
            found = self._of_few(with_all(rows, related), classes, after, size + 1)
        else:
            within = [fitting for fitting, count in zip(related, counts, strict=True) if count <= MANY]
            rows = with_all(rows, [fitting for fitting in related if fitting not in within])
            found = self._of_many(rows, classes, after or [0], size + 1, within)
        keys = [match[-1] for match in found[:size]]
        return keys, list(found[size - 1]) if len(found) > size else None

    def best(self, rows: QuerySet[Any], query: str, size: int, related: Sequence[Fitting] = ()) -> list[Any]:
        """The keys of the rows that match best, at most so many.  Raises InvalidInput (QUERY_TOO_WIDE)."""
        return self.page(rows, query, size, None, related, narrowed=True)[0]

    def _of_few(
        self, rows: QuerySet[Any], classes: Sequence[MatchClass], after: Cursor | None, size: int
    ) -> Sequence[Any]:
        """Ask every row for its class.  The LIMIT makes PostgreSQL find the rows before it asks them."""
        few = rows.model._base_manager.filter(pk__in=rows.order_by().values("pk")[: FEW + 1])
        cases = [When(reduce(or_, match.of_one_row), then=number) for number, match in enumerate(classes)]
        order = ("match", *self.order)
        found = few.annotate(match=Case(*cases, default=len(classes), output_field=IntegerField()))
        places = found.order_by(*order).values_list(*order)
        if after is None:
            places = places[:size]
        wanted = [place for place in places if place[0] < len(classes)]
        return [place for place in wanted if after is None or comparable(place) > after][:size]

    def _of_many(
        self,
        rows: QuerySet[Any],
        classes: Sequence[MatchClass],
        after: Cursor,
        size: int,
        within: Sequence[Fitting],
    ) -> Sequence[Any]:
        """Walk class by class until there are enough rows.

        Rows that earlier pages answered are left out by their classes, rows of this page by their keys.
        """
        first, *place = after
        passed, found = classes[:first], list[Any]()
        for number in range(first, len(classes)):
            left = without(rows, passed)
            if found:
                left = left.exclude(pk__in=[match[-1] for match in found])
            if place:
                left, place, passed = behind(left, self.order, place), [], classes[: first + 1]
            room = size - len(found)
            one, *others = (
                source.order_by(*self.order).values_list(*self.order)[:room]
                for source in sources(left, classes[number], room, within) or [left.none()]
            )
            matches = one.union(*others).order_by(*self.order)[:room] if others else one
            found += [(number, *match) for match in matches]
            if len(found) == size:
                break
        return found


def sources(
    rows: QuerySet[Any], match: MatchClass, size: int, within: Sequence[Fitting]
) -> list[QuerySet[Any]]:
    """A query for each way to match, as is best for finding so many rows.

    Where few rows match in a way, their keys are found first.  Where many match, all rows are walked in order
    until enough of them match.  A look-up costs about ten steps of a walk, and a walk gets shorter the more rows
    match: at a million rows both cost the same at `most`.
    """
    if not match.many:
        refuse_too_wide(match.names, within)
        return [with_all(rows, within).filter(condition) for condition in match.conditions]
    most = 250 * isqrt(size)
    few: set[Any] = set()
    walked = []
    for names, condition in zip([*([own] for own in match.own), match.names], match.conditions, strict=False):
        keys = [key for row in every(names, within)[: most + 1] for key in row.values()]
        if len(keys) <= most:
            few.update(keys)
        else:
            # As values, these conditions are tested row by row, in the order of the walk.
            if names is match.names:
                refuse_too_wide(names, within)
            values = [*map(is_true, (among([fitting]) for fitting in within))]
            walked.append(rows.filter(*values, is_true(condition) if names is match.names else condition))
    return [*([rows.filter(pk__in=few)] if few else []), *walked]


def with_all(rows: QuerySet[Any], related: Sequence[Fitting]) -> QuerySet[Any]:
    for fitting in related:
        rows = fitting.narrow(rows)
    return rows


def comparable(place: Iterable[Any]) -> Cursor:
    """A place as a page's token holds it."""
    return [part if isinstance(part, int) else str(part) for part in place]


def behind(rows: QuerySet[Any], order: Sequence[str], place: Cursor) -> QuerySet[Any]:
    """The rows after a place in their order."""
    return rows.filter(TupleGreaterThan(Tuple(*map(F, order)), tuple(place)))
