"""Search in tables so small that every row can be asked: chains, venues, groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, When

from registry.reading.belonging import Fitting

from .pages import with_all

MAX_NUMBER = 2**63 - 1
"""What a column of numbers can hold."""


@dataclass(frozen=True)
class SmallSearch:
    """Rows by the texts of some columns in any case: equal before beginning so before holding it."""

    names: Sequence[str]
    """The columns that are searched.  Of equal matches, one in an earlier column comes first."""
    order: Sequence[str]
    """The columns that sort rows which match equally well."""
    number: str = ""
    """The column of a number that is searched too, only as a whole."""

    def best(self, rows: QuerySet[Any], query: str, size: int, related: Sequence[Fitting] = ()) -> list[Any]:
        """The keys of the rows that match best, at most so many."""
        return self._first(with_all(rows, related), self._conditions(query), size)

    def called(self, rows: QuerySet[Any], query: str, size: int) -> list[Any]:
        """The keys of the rows that are called so; where there are none, of those whose name begins so."""
        own, exact, beginning, _ = self._conditions(query)
        return self._first(rows, [own, exact], size) or self._first(rows, [beginning], size)

    def _first(self, rows: QuerySet[Any], conditions: Sequence[Q], size: int) -> list[Any]:
        cases = [When(condition, then=place) for place, condition in enumerate(conditions)]
        places = Case(*cases, default=len(cases), output_field=IntegerField())
        found = rows.annotate(place=places).filter(place__lt=len(cases))
        return list(found.order_by("place", *self.order).values_list("pk", flat=True)[:size])

    def _conditions(self, query: str) -> list[Q]:
        """The kinds of match, the best first."""
        own = Q((f"{self.names[0]}__iexact", query))
        exact, beginning, inside = (
            reduce(or_, (Q((f"{name}__{lookup}", query)) for name in self.names))
            for lookup in ("iexact", "istartswith", "icontains")
        )
        if self.number and query.isdecimal() and int(query) <= MAX_NUMBER:
            exact |= Q((self.number, int(query)))
        return [own, exact, beginning, inside]


CHAIN_SEARCH = SmallSearch(
    ("chain_id", "chain_name", "caip2"),
    order=("is_testnet", "native_asset__rank_key", "network_id", "chain_id"),
    number="network_id",
)
"""Main networks come before test networks, and those of well ranked coins before others."""

VENUE_SEARCH = SmallSearch(("venue_id", "name", "operator"), order=("-is_active", "venue_id"))
GROUP_SEARCH = SmallSearch(("name", "canonical_symbol"), order=("name", "group_id"))
