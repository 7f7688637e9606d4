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
from django.db.models.functions import Coalesce

from cqi.errors import InvalidInput, Violation
from registry.models.symbols import SEPARATORS
from registry.values import addresses
from registry.values.choices import ChainType
from registry.values.text import fold

from .belonging import (
    ALL_ASSETS,
    ALL_SYMBOLS,
    ASSET_IDENTIFIERS,
    DEPLOYMENTS,
    SYMBOL_IDENTIFIERS,
    VENUE_ASSETS,
    VENUE_SYMBOLS,
    Fitting,
)

Rows = QuerySet[Any, Any]

MAX_QUERY = 256
"""The longest name there is: a longer query finds nothing."""

SHORT = 3
"""Names beginning with fewer letters are too many to sort: for these only symbols are looked at."""

SHORT_ADDRESS = 6

FEW, MANY = 4000, 50_000
"""So many rows can be looked at one by one; so many keys can be put into a table in memory, to ask each row
of a walk whether it is among them."""

MOST_NAMES = 100_000
"""A query that finds more names is refused: of as many the planner makes a table in memory, of more it would
search a list for each row.  A limit also keeps it from merging the query for names into the one for rows,
where it would look up each row's names in turn."""

Key = list[Any]
"""Where a page ended: the class, then the row's place in the order."""


@dataclass(frozen=True)
class Class:
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


@dataclass(frozen=True)
class Search:
    """How rows of one model are searched."""

    classes: Callable[[str], Sequence[Class]]
    """The classes of match for a query, the best first."""
    order: tuple[str, str]
    """What rows of one class are sorted by; ends with the key, so that no two are at one place."""

    def page(
        self,
        rows: Rows,
        query: str,
        size: int,
        after: Key | None,
        related: Sequence[Fitting] = (),
        *,
        narrowed: bool = False,
    ) -> tuple[list[Any], Key | None]:
        """The keys of the rows that match, the best first, and where the next page starts.

        `related` is what other tables must say of the rows; `narrowed` says that filters on their own
        columns were sent.  Raises InvalidInput (QUERY_TOO_WIDE).
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

    def _of_few(self, rows: Rows, classes: Sequence[Class], after: Key | None, size: int) -> Sequence[Any]:
        """Every row is asked for its class; the limit has them found before they are asked."""
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
        self, rows: Rows, classes: Sequence[Class], after: Key, size: int, within: Sequence[Fitting]
    ) -> Sequence[Any]:
        """Class by class until there are enough.

        What earlier pages have answered is left out by its classes; what this one has, by its keys.
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


def sources(rows: Rows, match: Class, size: int, within: Sequence[Fitting]) -> list[Rows]:
    """A query for each way to match, as is best for finding so many rows.

    Where few rows match in a way their keys are found first.  Where many do, all rows are walked in
    order until enough of them match.  A look-up costs about ten steps of a walk, and the walk is the
    shorter the more rows match: at a million rows the two break even here.
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
            # As values the planner tests these row by row, in the order that the rows are asked for.
            if names is match.names:
                refuse_too_wide(names, within)
            values = [*map(is_true, (among([fitting]) for fitting in within))]
            walked.append(rows.filter(*values, is_true(condition) if names is match.names else condition))
    return [*([rows.filter(pk__in=few)] if few else []), *walked]


def with_all(rows: Rows, related: Sequence[Fitting]) -> Rows:
    for fitting in related:
        rows = fitting.narrow(rows)
    return rows


def comparable(place: Iterable[Any]) -> Key:
    """A place as a page's token holds it."""
    return [part if isinstance(part, int) else str(part) for part in place]


def behind(rows: Rows, order: Sequence[str], place: Key) -> Rows:
    """The rows after a place in their order."""
    return rows.filter(TupleGreaterThan(Tuple(*map(F, order)), tuple(place)))


def every(names: Sequence[Fitting], within: Sequence[Fitting] = (), most: int = MOST_NAMES) -> Rows:
    """The keys of all rows that are named."""
    one, *others = (name.keys(within) for name in names)
    found: Rows = one.union(*others, all=True) if others else one
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


def without(rows: Rows, classes: Sequence[Class]) -> Rows:
    """The rows that none of these classes has answered."""
    for own in [own for match in classes for own in match.own]:
        rows = rows.exclude(**own.match)
    names = [name for match in classes for name in match.names]
    return rows.exclude(among(names)) if names else rows


def asset_names(query: str) -> list[Class]:
    name = fold(query)
    exact = [
        Fitting(ASSET_IDENTIFIERS, {"external_id_key": name}),
        Fitting(VENUE_ASSETS, {"venue_asset_symbol_key": name}),
        Fitting(DEPLOYMENTS, {"address_key__in": address_keys(query)}),
    ]
    own, prefix = [Fitting(ALL_ASSETS, {"symbol_key__startswith": name})], []
    if len(name) >= SHORT:
        own.append(Fitting(ALL_ASSETS, {"name_key__startswith": name}))
        prefix += [
            Fitting(ASSET_IDENTIFIERS, {"external_id_key__startswith": name}),
            Fitting(VENUE_ASSETS, {"venue_asset_symbol_key__startswith": name}),
        ]
    if len(query) >= SHORT_ADDRESS:
        prefix += [Fitting(DEPLOYMENTS, {"address_key__startswith": text}) for text in {query, query.lower()}]
    return [
        Class([Fitting(ALL_ASSETS, {"symbol_key": name}), Fitting(ALL_ASSETS, {"name_key": name})], exact),
        Class(own, prefix, many=True),
        Class([Fitting(ALL_ASSETS, {"words": words(name)})]),
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
    parts = words(name.translate(str.maketrans(SEPARATORS, " " * len(SEPARATORS))))
    return [
        Class([Fitting(ALL_SYMBOLS, {"symbol_key": name})], exact),
        Class([Fitting(ALL_SYMBOLS, {"symbol_key__startswith": name})]),
        *([Class([], prefix)] if len(name) >= SHORT else []),
        Class([Fitting(ALL_SYMBOLS, {"words": parts})]),
    ]


ASSETS = Search(asset_names, ("rank_key", "asset_id"))
SYMBOLS = Search(symbol_names, ("symbol_key", "symbol_id"))


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
