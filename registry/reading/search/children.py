"""Search for rows that belong to others: by names of their own, and by the names of what they belong to."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import Q, QuerySet

from registry.reading.belonging import Fitting
from registry.values.text import fold

from .assets import ASSET_LOOKUP, EVERY_ASSET_NAME, SHORT_ADDRESS, address_keys
from .pages import with_all
from .placed import ASSET_ON_VENUE, ON_CHAIN, SYMBOL_ON_VENUE, Whereabouts
from .places import place_among
from .small import GROUP_SEARCH
from .symbols import SYMBOL_SEARCH

MOST_PARENTS = 200
"""How many of the rows that fit a query are looked at for their children."""


class RankedSearch(Protocol):
    """A way to search the rows of one model."""

    def best(self, rows: QuerySet[Any], query: str, size: int, related: Sequence[Fitting] = ()) -> list[Any]:
        """The keys of the rows that match best, at most `size` of them, of those that all of `related` fit."""


def as_folded(query: str) -> list[str]:
    """The query in the one form that names are compared in."""
    return [fold(query)]


def as_address(query: str) -> list[str]:
    """The forms in which a query can be kept as an address: on some chains the case of its letters matters."""
    return [*{query, query.lower(), *address_keys(query)}]


@dataclass(frozen=True)
class ChildSearch:
    """Rows by columns of their own, and by the rows that they refer to.

    Rows whose own name is equal come first, then the children of the best parents, then the same of rows at a
    place, where words of the query name one, then rows whose own name only begins so.  Each of these is a query
    that stops when enough are found.
    """

    names: Sequence[str] = ()
    """The columns with names of its own.  An index begins with each."""
    whole: Sequence[str] = ()
    """Other columns that the query is compared with, each with its lookup.  No index gives their order."""
    parents: Mapping[str, RankedSearch] = field(default_factory=dict)
    """For each reference, the search over the rows that it leads to."""
    spellings: Callable[[str], list[str]] = as_folded
    """From a query to the spellings in which names are looked for."""
    shortest: int = 1
    """How long a query must be, in characters, to be looked for as the beginning of a name."""
    place: Whereabouts | None = None
    """Where the rows are, and with them what they refer to."""

    def best(self, rows: QuerySet[Any], query: str, size: int, related: Sequence[Fitting] = ()) -> list[Any]:
        """The keys of the rows that match best, at most so many."""
        rows, found = with_all(rows, related), list[Any]()
        for condition, order in self._ways(rows, query):
            more = rows.filter(condition).exclude(pk__in=found).order_by(*order)
            found += more.values_list("pk", flat=True)[: size - len(found)]
            if len(found) == size:
                break
        return found

    def _ways(self, rows: QuerySet[Any], query: str) -> Iterator[tuple[Q, Sequence[Any]]]:
        """The ways to match, each with the order of an index that finds them."""
        spelled = self.spellings(query)
        yield from self._equal(rows, query)
        if self.place is not None:
            for name, key in self.place.readings(query):
                there = Q((self.place.reference, key))
                for condition, order in self._equal(rows, name, self.place.holding(key)):
                    yield condition & there, order
        for name in self.whole:
            yield Q((name, query)), ("pk",)
        if len(query) >= self.shortest:
            for name in self.names:
                for text in spelled:
                    yield Q((f"{name}__startswith", text)), (name, "pk")

    def _equal(self, rows: QuerySet[Any], query: str, *related: Fitting) -> Iterator[tuple[Q, Sequence[Any]]]:
        """By a name of their own that is equal, and by the names of what they refer to; only of what is related."""
        spelled = self.spellings(query)
        for name in self.names:
            yield Q((f"{name}__in", spelled)), (name, "pk")
        for reference, search in self.parents.items():
            column = rows.model._meta.get_field(reference)
            keys = search.best(column.related_model._base_manager.all(), query, MOST_PARENTS, related)
            yield Q((f"{reference}__in", keys)), (place_among(keys, column), "pk")


DEPLOYMENT_SEARCH = ChildSearch(
    ("address_key",),
    ("chain_id",),
    {"asset": EVERY_ASSET_NAME},
    as_address,
    shortest=SHORT_ADDRESS,
    place=ON_CHAIN,
)
IDENTIFIER_SEARCH = ChildSearch(("external_id_key",), parents={"asset": ASSET_LOOKUP})
RELATIONSHIP_SEARCH = ChildSearch(parents={"from_asset": ASSET_LOOKUP, "to_asset": ASSET_LOOKUP})
MEMBER_SEARCH = ChildSearch(parents={"group": GROUP_SEARCH, "asset": ASSET_LOOKUP})
FLAG_SEARCH = ChildSearch(whole=("source__istartswith",), parents={"asset": ASSET_LOOKUP})
VENUE_ASSET_SEARCH = ChildSearch(
    ("venue_asset_symbol_key",), parents={"asset": ASSET_LOOKUP}, place=ASSET_ON_VENUE
)
VENUE_SYMBOL_SEARCH = ChildSearch(
    ("venue_symbol_key",), parents={"symbol": SYMBOL_SEARCH}, place=SYMBOL_ON_VENUE
)
SYMBOL_IDENTIFIER_SEARCH = ChildSearch(("external_id_key",), parents={"symbol": SYMBOL_SEARCH})
