"""Random registries: first as plain facts, then as the rows that say the same."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db.models import QuerySet
from django.utils import timezone
from hypothesis import strategies as st

from registry import models
from registry.values.choices import FlagType, RelationshipType, Severity, SymbolType, VenueType
from tests.unrecorded import unrecorded

ASSETS, SYMBOLS, VENUES, NAMES = range(8), range(4), range(2), range(4)
LIVE, DELETED, MERGED = "live", "deleted", "merged"

MOSTLY, SELDOM = st.sampled_from([True] * 4 + [False]), st.sampled_from([False] * 4 + [True])
LISTING = {"is_active": MOSTLY, "delisted": SELDOM}


@dataclass
class DrawnWorld:
    """What there is.  Assets, flags, symbols, venues and names are numbers."""

    states: list[str]
    became: dict[int, int]
    edges: set[tuple[int, int, str]]
    flags: list[tuple[int, int, bool]]
    """(asset, severity, active)"""
    symbols: list[dict[str, Any]]
    venues: list[bool]
    """Whether each is active."""
    listings: dict[tuple[int, int], list[dict[str, Any]]]
    """(venue, name) -> its listings; all before the last one are delisted, whatever they say."""
    legs: dict[tuple[int, int], list[dict[str, Any]]]
    """(venue, asset) -> its listings, in the same way."""


@st.composite
def worlds(draw: st.DrawFn) -> DrawnWorld:
    states = draw(st.lists(st.sampled_from([*[LIVE] * 6, DELETED, MERGED]), min_size=8, max_size=8))
    states[:4] = [LIVE if state == MERGED else state for state in states[:4]]
    # A merge moves everything to what the asset became, which is never a merged one.
    final = [number for number in ASSETS if states[number] != MERGED]
    asset, venue = st.sampled_from(final), st.sampled_from(VENUES)
    edge = st.tuples(asset, asset, st.sampled_from(RelationshipType.values))
    flag = st.tuples(asset, st.sampled_from([5, 5, *Severity.values]), MOSTLY)
    legs = st.lists(st.sampled_from(ASSETS), min_size=2, max_size=3, unique=True)
    symbol = {"legs": legs, "is_active": MOSTLY, "delisted": SELDOM, "deleted": SELDOM, "expired": SELDOM}
    listing = {"symbol": st.sampled_from(SYMBOLS), **LISTING}
    leg = {"trading_enabled": MOSTLY | st.none(), **LISTING}

    def some(key: Any, value: Any, least: int, most: int) -> Any:
        history = st.lists(st.fixed_dictionaries(value), min_size=1, max_size=2)
        return draw(st.dictionaries(key, history, min_size=least, max_size=most))

    return DrawnWorld(
        states=states,
        became={number: draw(asset) for number in ASSETS if states[number] == MERGED},
        # From the lower number to the higher one: there is no cycle.
        edges={found for found in draw(st.lists(edge, min_size=16, max_size=16)) if found[0] < found[1]},
        flags=draw(st.lists(flag, min_size=1, max_size=3)),
        symbols=draw(st.lists(st.fixed_dictionaries(symbol), min_size=4, max_size=4)),
        venues=draw(st.lists(st.sampled_from([True, True, False]), min_size=2, max_size=2)),
        listings=some(st.tuples(venue, st.sampled_from(NAMES)), listing, 5, 8),
        legs=some(st.tuples(venue, asset), leg, 8, 10),
    )


class Stored:
    """A world as rows, and the key of each number."""

    def __init__(self, world: DrawnWorld) -> None:
        self.world = world
        self.assets = [uuid4() for _ in ASSETS]
        self.flags = [uuid4() for _ in world.flags]
        self.symbols = [uuid4() for _ in SYMBOLS]
        self.venues = [uuid4().hex for _ in VENUES]
        self.now = timezone.now()
        for rows in (
            self._assets(), self._edges(), self._flags(), self._symbols(), self._venues(),
            self._listings(), self._legs(),
        ):  # fmt: skip
            store(list(rows))
        for source, target in world.became.items():
            merged: QuerySet[models.Asset] = QuerySet(models.Asset).filter(pk=self.assets[source])
            with unrecorded():
                merged.update(merged_into_id=self.assets[target])

    def when(self, happened: bool) -> Any:
        return self.now if happened else None

    def _assets(self) -> Iterator[Any]:
        for key, state in zip(self.assets, self.world.states, strict=True):
            yield models.Asset(pk=key, symbol="A", name="A", deleted_at=self.when(state != LIVE))

    def _edges(self) -> Iterator[Any]:
        for source, target, type_ in self.world.edges:
            yield models.AssetRelationship(
                from_asset_id=self.assets[source], to_asset_id=self.assets[target], relationship_type=type_
            )

    def _flags(self) -> Iterator[Any]:
        for key, (asset, severity, active) in zip(self.flags, self.world.flags, strict=True):
            yield models.QualityFlag(
                pk=key, asset_id=self.assets[asset], severity=severity, flag_type=FlagType.SCAM, source="tests",
                reason="why", resolved_at=self.when(not active), resolution_notes="what",
            )  # fmt: skip

    def _symbols(self) -> Iterator[Any]:
        for number, (key, symbol) in enumerate(zip(self.symbols, self.world.symbols, strict=True)):
            base, quote, settlement, *_ = [self.assets[leg] for leg in symbol["legs"]] + [None]
            hours = -1 if symbol["expired"] else 1
            yield models.Symbol(
                pk=key, symbol="A/B", symbol_type=SymbolType.FUTURE, base_asset_id=base, quote_asset_id=quote,
                settlement_asset_id=settlement, expiry=self.now + timedelta(hours=hours, seconds=number),
                is_active=symbol["is_active"], delisted_at=self.when(symbol["delisted"]),
                deleted_at=self.when(symbol["deleted"]),
            )  # fmt: skip

    def _venues(self) -> Iterator[Any]:
        for key, active in zip(self.venues, self.world.venues, strict=True):
            yield models.Venue(pk=key, name="V", venue_type=VenueType.CEX, is_active=active)

    def _listings(self) -> Iterator[Any]:
        for (venue, name), history in self.world.listings.items():
            for listing, times in self._history(history):
                yield models.VenueSymbol(
                    venue_id=self.venues[venue], symbol_id=self.symbols[listing["symbol"]],
                    venue_symbol=f"N{name}", **times,
                )  # fmt: skip

    def _legs(self) -> Iterator[Any]:
        for (venue, asset), history in self.world.legs.items():
            for leg, times in self._history(history):
                yield models.VenueAsset(
                    venue_id=self.venues[venue], asset_id=self.assets[asset], venue_asset_symbol=f"A{asset}",
                    trading_enabled=leg["trading_enabled"], **times,
                )  # fmt: skip

    def _history(self, listings: list[dict[str, Any]]) -> Iterable[tuple[dict[str, Any], dict[str, Any]]]:
        for age, listing in enumerate(reversed(listings)):
            gone = self.now - timedelta(days=age) if age or listing["delisted"] else None
            yield listing, {"delisted_at": gone, "is_active": listing["is_active"]}


def store(rows: list[Any]) -> None:
    """Write rows as they are: also what only time brings about."""
    for row in rows:
        row.normalize()
        row.version, row.created_at, row.updated_at = 1, timezone.now(), timezone.now()
    if rows:
        with unrecorded():
            QuerySet(type(rows[0])).bulk_create(rows)
