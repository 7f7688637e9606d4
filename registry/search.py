"""Search over every name that a row has: exact before prefix before word, then by the row's own order.

A search has three classes of match, walked in this order until the page is full.  Within a class each
kind of name (symbol, address, identifier, ...) is a query of its own, which stops at the page's size in
the order of an index; their union is the class.  One query with OR over all of them would read every
match before it could sort them.  A class leaves out what an earlier class has answered.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan
from django.db.models.functions import Left
from django.db.models.lookups import Exact

from . import addresses
from .models import AssetDeployment, AssetIdentifier, SymbolIdentifier, VenueAsset, VenueSymbol
from .models.choices import ChainType
from .text import fold

MAX_QUERY = 256
"""The longest name there is: a longer query finds nothing."""

SHORT = 3
"""Names beginning with fewer letters are too many to sort: for these only symbols are looked at."""

SHORT_ADDRESS = 6

Classes = Sequence[Sequence[Q]]
Key = list[Any]
"""Where a page ended: the class, then the row's place in the order."""


@dataclass(frozen=True)
class Search:
    """How rows of one model are searched."""

    classes: Callable[[str], Classes]
    """The conditions of each class for a query."""
    order: tuple[str, str]
    """What rows of one class are sorted by; ends with the key, so that no two are at one place."""

    def page(
        self, rows: "QuerySet[Any]", query: str, size: int, after: Key | None
    ) -> tuple[list[Any], Key | None]:
        """The keys of the rows that match, the best first, and where the next page starts."""
        classes = self.classes(query)
        first, *place = after or [0]
        found: list[Key] = []
        for number in range(first, len(classes)):
            room = size + 1 - len(found)
            matches = self._class(rows, classes, number, place, room)
            found += [[number, *match] for match in matches]
            if len(found) > size:
                return [match[-1] for match in found[:size]], found[size - 1]
            place = []
        return [match[-1] for match in found], None

    def _class(
        self, rows: "QuerySet[Any]", classes: Classes, number: int, after: Key, size: int
    ) -> "QuerySet[Any, Any]":
        for earlier in chain(*classes[:number]):
            rows = rows.exclude(earlier)
        if after:
            rows = rows.filter(TupleGreaterThan(Tuple(*map(F, self.order)), tuple(after)))
        one, *others = (
            rows.filter(condition).order_by(*self.order).values_list(*self.order)[:size]
            for condition in classes[number]
        )
        return one.union(*others).order_by(*self.order)[:size] if others else one


def asset_names(query: str) -> Classes:
    name = fold(query)
    identifiers, listings = AssetIdentifier.objects.all(), VenueAsset.objects.live()
    deployments = AssetDeployment.objects.live()
    exact = [
        Q(symbol_key=name),
        Q(name_key=name),
        named(deployments, "asset", address_key__in=address_keys(query)),
        named(identifiers, "asset", external_id_key=name),
        named(listings, "asset", venue_asset_symbol_key=name),
    ]
    prefix = [begins("symbol_key", name)]
    if len(name) >= SHORT:
        prefix += [
            begins("name_key", name),
            named(identifiers, "asset", external_id_key__startswith=name),
            named(listings, "asset", venue_asset_symbol_key__startswith=name),
        ]
    if len(name) >= SHORT_ADDRESS:
        prefix.append(named(deployments, "asset", address_key__startswith=name))
    return exact, prefix, [Q(words=words(name))]


def symbol_names(query: str) -> Classes:
    name = fold(query)
    identifiers, listings = SymbolIdentifier.objects.all(), VenueSymbol.objects.live()
    exact = [
        Q(symbol_key=name),
        named(identifiers, "symbol", external_id_key=name),
        named(listings, "symbol", venue_symbol_key=name),
    ]
    prefix = [Q(symbol_key__startswith=name)]
    if len(name) >= SHORT:
        prefix += [
            named(identifiers, "symbol", external_id_key__startswith=name),
            named(listings, "symbol", venue_symbol_key__startswith=name),
        ]
    return exact, prefix, [Q(words=words(name))]


ASSETS = Search(asset_names, ("rank_key", "asset_id"))
SYMBOLS = Search(symbol_names, ("symbol_key", "symbol_id"))


def named(names: Any, owner: str, **match: Any) -> Q:
    """Rows that have a matching name in another table."""
    return Q(pk__in=names.filter(**match).values(owner))


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
