"""Finding the assets that keys of one kind lead to, all of them in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from registry.models import Asset, AssetDeployment, AssetIdentifier, VenueAsset, VenueSymbol
from registry.values.text import fold

from .keys import KeyValue


@dataclass(frozen=True)
class Found:
    """What a key led to."""

    asset: Any
    matched_by: str
    deployment: AssetDeployment | None = None


def by_id(names: set[KeyValue], _: bool) -> dict[KeyValue, Found]:
    found = Asset.objects.in_bulk([key for (key,) in names])
    return {(key,): Found(asset, "ASSET_ID") for key, asset in found.items()}


def by_address(names: set[KeyValue], show_deleted: bool) -> dict[KeyValue, Found]:
    """By (chain, address key); no address is the chain's native coin.  A live deployment before a deleted one."""
    addresses = {address for _, address in names}
    named = Q(address_key__in=addresses - {None})
    rows = AssetDeployment.objects.select_related("chain", "asset").filter(
        named | Q(is_native=True) if None in addresses else named, chain_id__in={chain for chain, _ in names}
    )
    if not show_deleted:
        rows = rows.live()
    found = {
        (row.chain_id, row.address_key): Found(row.asset, "ADDRESS", row)
        for row in rows.order_by("deleted_at", "pk")
    }
    return {name: found[name] for name in names & found.keys()}


def by_identifier(names: set[KeyValue], _: bool) -> dict[KeyValue, Found]:
    rows = AssetIdentifier.objects.select_related("asset").filter(
        source__in={source for source, _ in names}, external_id__in={id_ for _, id_ in names}
    )
    found = {(row.source, row.external_id): Found(row.asset, "IDENTIFIER") for row in rows}
    return {name: found[name] for name in names & found.keys()}


def by_venue_name(names: set[KeyValue], _: bool) -> dict[KeyValue, Found]:
    """What a venue calls the asset, else what it calls a symbol with the asset as its base.

    Exactly as the venue writes it, else in any case where that can mean one listing only.
    """
    venues, texts = {venue for venue, _ in names}, {fold(text) for _, text in names}
    assets = VenueAsset.objects.live().filter(venue_id__in=venues, venue_asset_symbol_key__in=texts)
    symbols = VenueSymbol.objects.live().filter(venue_id__in=venues, venue_symbol_key__in=texts)
    listed = [
        Listed(
            {
                (row.venue_id, row.venue_asset_symbol): Found(row.asset, "VENUE_ASSET")
                for row in assets.select_related("asset")
            }
        ),
        Listed(
            {
                (row.venue_id, row.venue_symbol): Found(row.symbol.base_asset, "VENUE_SYMBOL")
                for row in symbols.select_related("symbol__base_asset")
            }
        ),
    ]
    ways: list[Callable[[KeyValue], Found | None]] = [
        *(each.exact.get for each in listed),
        *(each.in_any_case for each in listed),
    ]
    hits = ((name, next(filter(None, (way(name) for way in ways)), None)) for name in names)
    return {name: hit for name, hit in hits if hit is not None}


class Listed:
    """Listings by (venue, the venue's name)."""

    def __init__(self, exact: dict[KeyValue, Found]) -> None:
        self.exact = exact
        self.folded: dict[KeyValue, list[Found]] = defaultdict(list)
        for (venue, text), found in exact.items():
            self.folded[venue, fold(text)].append(found)

    def in_any_case(self, name: KeyValue) -> Found | None:
        venue, text = name
        found = self.folded.get((venue, fold(text)), [])
        return found[0] if len(found) == 1 else None


FINDERS: dict[str, Callable[[set[KeyValue], bool], dict[KeyValue, Found]]] = {
    "asset_id": by_id,
    "address": by_address,
    "identifier": by_identifier,
    "venue": by_venue_name,
}
"""By kind of key: from names, and whether deleted deployments count, to what they lead to."""


def find(names: Iterable[tuple[str, KeyValue]], *, show_deleted: bool) -> dict[tuple[str, KeyValue], Found]:
    """What each (kind, name) leads to, where it leads anywhere."""
    by_kind: dict[str, set[Any]] = defaultdict(set)
    for kind, name in names:
        by_kind[kind].add(name)
    return {
        (kind, name): hit
        for kind, wanted in by_kind.items()
        for name, hit in FINDERS[kind](wanted, show_deleted).items()
    }
