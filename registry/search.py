"""Search over every name that a row has: exact before prefix before word, then by the row's own order.

A search has three classes of match, walked in this order until the page is full.  Within a class each
kind of name (symbol, address, identifier, ...) is a query of its own, which stops at the page's size in
the order of an index; their union is the class.  One query with OR over all of them would read every
match before it could sort them.  A class leaves out what an earlier class has answered.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce
from math import isqrt
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Case, ExpressionWrapper, F, IntegerField, Q, QuerySet, When
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan
from django.db.models.functions import Coalesce, Left
from django.db.models.lookups import Exact

from . import addresses
from .models.choices import ChainType
from .models.symbols import SEPARATORS
from .related import (
    ASSET_IDENTIFIERS,
    DEPLOYMENTS,
    SYMBOL_IDENTIFIERS,
    VENUE_ASSETS,
    VENUE_SYMBOLS,
    Fitting,
)
from .text import fold

Rows = QuerySet[Any, Any]

MAX_QUERY = 256
"""The longest name there is: a longer query finds nothing."""

SHORT = 3
"""Names beginning with fewer letters are too many to sort: for these only symbols are looked at."""

SHORT_ADDRESS = 6

FEW = 4000
"""So many rows can be looked at one by one."""

MOST_NAMES = 100_000
"""More than any query but a hostile one finds; a limit also keeps the planner from merging the query for
names into the one for rows, where it would look up each row's names in turn."""

Key = list[Any]
"""Where a page ended: the class, then the row's place in the order."""


@dataclass(frozen=True)
class Class:
    """What counts as one kind of match."""

    own: Sequence[Q]
    """Conditions on the row itself, each with an index in the search's order."""
    names: Sequence[Fitting] = ()
    """Names in other tables."""
    may_be_many: bool = False
    """Whether the names can be too many to look up the row of each."""

    @property
    def any(self) -> Q:
        conditions = [*self.own, *([among(self.names)] if self.names else [])]
        return reduce(or_, conditions)


@dataclass(frozen=True)
class Search:
    """How rows of one model are searched."""

    classes: Callable[[str], Sequence[Class]]
    """The classes of match for a query, the best first."""
    order: tuple[str, str]
    """What rows of one class are sorted by; ends with the key, so that no two are at one place."""

    def page(
        self, rows: Rows, query: str, size: int, after: Key | None, within: Sequence[Fitting] | None = None
    ) -> tuple[list[Any], Key | None]:
        """The keys of the rows that match, the best first, and where the next page starts.

        `within` says that filters narrowed the rows, and by which rows of other tables.
        """
        classes = self.classes(query)
        if within is not None and not rows[FEW : FEW + 1].exists():
            found = self._of_few(rows, classes, after, size + 1)
        else:
            found = self._of_many(rows, classes, after or [0], size + 1, within or ())
        keys = [match[-1] for match in found[:size]]
        return keys, list(found[size - 1]) if len(found) > size else None

    def _of_few(self, rows: Rows, classes: Sequence[Class], after: Key | None, size: int) -> Sequence[Any]:
        """Every row is asked for its class; the limit has them found before they are asked."""
        few = rows.model._base_manager.filter(pk__in=rows.order_by().values("pk")[: FEW + 1])
        cases = [When(match.any, then=number) for number, match in enumerate(classes)]
        order = ("match", *self.order)
        found = few.annotate(match=Case(*cases, default=len(classes), output_field=IntegerField()))
        places = found.order_by(*order).values_list(*order)
        if after is None:
            places = places[:size]
        wanted = [place for place in places if place[0] < len(classes)]
        return [place for place in wanted if after is None or comparable(place) > after][:size]

    def _of_many(
        self, rows: Rows, classes: Sequence[Class], after: Key, size: int, within: Sequence[Fitting]
    ) -> Sequence[Any]:
        """Class by class until there are enough."""
        first, *place = after
        found: list[Any] = []
        for number in range(first, len(classes)):
            left = without(rows, classes[:number])
            if place:
                left, place = behind(left, self.order, place), []
            matches = self._matches(left, classes[number], size - len(found), within)
            found += [(number, *match) for match in matches]
            if len(found) == size:
                break
        return found

    def _matches(self, rows: Rows, match: Class, size: int, within: Sequence[Fitting]) -> Rows:
        conditions: list[Any] = [*match.own]
        if match.names:
            conditions.append(named(match, size, within))
        one, *others = (
            rows.filter(condition).order_by(*self.order).values_list(*self.order)[:size]
            for condition in conditions
        )
        return one.union(*others).order_by(*self.order)[:size] if others else one


def comparable(place: Iterable[Any]) -> Key:
    """A place as a page's token holds it."""
    return [part if isinstance(part, int) else str(part) for part in place]


def behind(rows: Rows, order: Sequence[str], place: Key) -> Rows:
    """The rows after a place in their order."""
    return rows.filter(TupleGreaterThan(Tuple(*map(F, order)), tuple(place)))


def every(names: Sequence[Fitting], within: Sequence[Fitting] = ()) -> Rows:
    """The keys of all rows that are named."""
    one, *others = (name.keys(within) for name in names)
    found: Rows = one.union(*others, all=True) if others else one
    return found[:MOST_NAMES]


def among(names: Sequence[Fitting], within: Sequence[Fitting] = ()) -> Q:
    return Q(pk__in=every(names, within))


def named(match: Class, size: int, within: Sequence[Fitting]) -> Any:
    """The condition that a row is named, as is best for finding so many of them.

    Either the rows are looked up by their names, or, where these are many, all rows are walked in
    order until enough of them are among the named.  A look-up costs about ten steps of a walk, and the
    walk is the shorter the more are named: at a million rows the two break even here.
    """
    most = 250 * isqrt(size)
    if match.may_be_many and every(match.names, within)[most : most + 1].exists():
        # As a value the planner tests it row by row, in the order that it is asked for.
        return Coalesce(ExpressionWrapper(among(match.names), BooleanField()), False)
    return among(match.names, within)


def without(rows: Rows, classes: Sequence[Class]) -> Rows:
    """The rows that none of these classes has answered."""
    for condition in [condition for match in classes for condition in match.own]:
        rows = rows.exclude(condition)
    names = [name for match in classes for name in match.names]
    return rows.exclude(among(names)) if names else rows


def asset_names(query: str) -> list[Class]:
    name = fold(query)
    exact = [
        Fitting(ASSET_IDENTIFIERS, {"external_id_key": name}),
        Fitting(VENUE_ASSETS, {"venue_asset_symbol_key": name}),
        Fitting(DEPLOYMENTS, {"address_key__in": address_keys(query)}),
    ]
    own, prefix = [begins("symbol_key", name)], []
    if len(name) >= SHORT:
        own.append(begins("name_key", name))
        prefix += [
            Fitting(ASSET_IDENTIFIERS, {"external_id_key__startswith": name}),
            Fitting(VENUE_ASSETS, {"venue_asset_symbol_key__startswith": name}),
        ]
    if len(query) >= SHORT_ADDRESS:
        prefix += [Fitting(DEPLOYMENTS, {"address_key__startswith": text}) for text in {query, query.lower()}]
    return [
        Class([Q(symbol_key=name), Q(name_key=name)], exact),
        Class(own, prefix, may_be_many=True),
        Class([Q(words=words(name))]),
    ]


def symbol_names(query: str) -> list[Class]:
    """A symbol whose own text begins so comes before one that a venue or source calls so: no more is to
    be sorted than is asked for."""
    name = fold(query)
    exact = [
        Fitting(SYMBOL_IDENTIFIERS, {"external_id_key": name}),
        Fitting(VENUE_SYMBOLS, {"venue_symbol_key": name}),
    ]
    prefix = [
        Fitting(SYMBOL_IDENTIFIERS, {"external_id_key__startswith": name}),
        Fitting(VENUE_SYMBOLS, {"venue_symbol_key__startswith": name}),
    ]
    return [
        Class([Q(symbol_key=name)], exact),
        Class([Q(symbol_key__startswith=name)]),
        *([Class([], prefix)] if len(name) >= SHORT else []),
        Class([Q(words=words(name.translate(str.maketrans(SEPARATORS, " " * len(SEPARATORS)))))]),
    ]


ASSETS = Search(asset_names, ("rank_key", "asset_id"))
SYMBOLS = Search(symbol_names, ("symbol_key", "symbol_id"))


def begins(column: str, text: str) -> Q:
    """Rows whose text begins so, by the index of its first letters, which keeps the order of ranks.

    A plain LIKE without a match walked all rows in that order, because the planner took it for frequent.
    """
    size = min(len(text), SHORT)
    start = Q(Exact(Left(column, size), text[:size]))
    return start & Q(**{f"{column}__startswith": text}) if len(text) > size else start


def words(text: str) -> SearchQuery:
    """Every word is there, in any order; one of three letters or more may be the beginning of a longer one."""
    return SearchQuery(" & ".join(map(lexeme, text.split())), search_type="raw", config="simple")


def lexeme(word: str) -> str:
    """A word as to_tsquery reads it, whatever signs it holds."""
    quoted = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}':*" if len(word) >= SHORT else f"'{quoted}'"


def address_keys(text: str) -> set[str]:
    """How chains of every kind would keep this text as an address; a wrong checksum is no hindrance."""
    keys = set()
    for kind in ChainType.values:
        for spelling in {text, text.lower()}:
            with suppress(ValidationError):
                keys.add(addresses.parse(kind, None, spelling).key)
    return keys
