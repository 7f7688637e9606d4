"""Two names at once, as `USDC.e polygon` or `kraken xbt`: what rows are called, and where they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from registry.models import Chain, Venue
from registry.reading.belonging import DEPLOYMENTS, VENUE_ASSETS, VENUE_SYMBOLS, BelongingRows, Fitting

from .pages import Search
from .small import CHAIN_SEARCH, VENUE_SEARCH, SmallSearch

MOST_WORDS = 6
MOST_PLACES = 3
"""Of so many places that the words fit the rows are looked at."""


@dataclass(frozen=True)
class Whereabouts:
    """Where rows can be, such as on a chain, and what says that one is there."""

    reference: str
    places: Any
    """The model of the places."""
    search: SmallSearch
    belonging: BelongingRows

    def holding(self, key: Any) -> Fitting:
        return Fitting(self.belonging, {self.reference: key})

    def readings(self, query: str) -> Iterator[tuple[str, Any]]:
        """The ways to read a query as a name and a place: the name, and the key of the place.

        The place is named by the last words or by the first.
        """
        words = query.split()
        if len(words) > MOST_WORDS:
            return
        for place, name in self._parts(words):
            for key in self.search.called(self.places.objects.all(), place, MOST_PLACES):
                yield name, key

    def _parts(self, words: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The longest names of places first: `arbitrum one` before `one`."""
        for size in range(len(words) - 1, 0, -1):
            yield " ".join(words[-size:]), " ".join(words[:-size])
            yield " ".join(words[:size]), " ".join(words[size:])


@dataclass(frozen=True)
class PlacedSearch:
    """A search that takes a place beside a name: what the whole query names comes first."""

    search: Search
    place: Whereabouts

    def best(self, rows: QuerySet[Any], query: str, size: int, related: Sequence[Fitting] = ()) -> list[Any]:
        """The keys of the rows that match best, at most so many.  Raises InvalidInput (QUERY_TOO_WIDE)."""
        found = self.search.best(rows, query, size, related)
        for name, key in self.place.readings(query):
            if len(found) == size:
                break
            others = rows.exclude(pk__in=found)
            there = [*related, self.place.holding(key)]
            found += self.search.best(others, name, size - len(found), there)
        return found


ON_CHAIN = Whereabouts("chain_id", Chain, CHAIN_SEARCH, DEPLOYMENTS)
ASSET_ON_VENUE = Whereabouts("venue_id", Venue, VENUE_SEARCH, VENUE_ASSETS)
SYMBOL_ON_VENUE = Whereabouts("venue_id", Venue, VENUE_SEARCH, VENUE_SYMBOLS)
