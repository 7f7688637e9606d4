"""What keys lead to as Django's ORM finds it, in one query for each kind of key."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F

from registry.models import Asset, AssetDeployment, AssetIdentifier, VenueAsset, VenueSymbol
from registry.values.text import fold

Hit = tuple[str, Any, Any, Any]
"""How the key matched, the asset, what it was merged into or itself, the deployment."""


def orm_find(names: Iterable[tuple[str, Any]], *, show_deleted: bool) -> dict[tuple[str, Any], Hit]:
    by_kind = defaultdict(set)
    for kind, name in names:
        by_kind[kind].add(name)
    found = {}
    for kind, wanted in by_kind.items():
        for name, (matched_by, asset, deployment) in FINDERS[kind](wanted, show_deleted).items():
            if name in wanted:
                found[kind, name] = (matched_by, asset, asset.merged_into or asset, deployment)
    return found


def by_id(names: Any, _: bool) -> Any:
    found = Asset.objects.select_related("merged_into").in_bulk([key for (key,) in names])
    return {(key,): ("ASSET_ID", asset, None) for key, asset in found.items()}


def by_address(names: Any, show_deleted: bool) -> Any:
    rows = AssetDeployment.objects.filter(chain__in={chain for chain, _ in names})
    rows = rows if show_deleted else rows.live()
    ordered = rows.select_related("asset__merged_into").order_by(F("deleted_at").asc(nulls_last=True), "pk")
    return {(row.chain_id, row.address_key): ("ADDRESS", row.asset, row) for row in ordered}


def by_identifier(names: Any, _: bool) -> Any:
    rows = AssetIdentifier.objects.select_related("asset__merged_into")
    return {(row.source, row.external_id): ("IDENTIFIER", row.asset, None) for row in rows}


def by_venue_name(names: Any, _: bool) -> Any:
    assets = VenueAsset.objects.live().select_related("asset__merged_into")
    symbols = VenueSymbol.objects.live().select_related("symbol__base_asset__merged_into")
    listed = [
        [(row.venue_id, row.venue_asset_symbol, ("VENUE_ASSET", row.asset, None)) for row in assets],
        [(row.venue_id, row.venue_symbol, ("VENUE_SYMBOL", row.symbol.base_asset, None)) for row in symbols],
    ]
    in_any_case = [defaultdict(list), defaultdict(list)]
    for folded, rows in zip(in_any_case, listed, strict=True):
        for venue, text, hit in rows:
            folded[venue, fold(text)].append(hit)
    exact = [{(venue, text): [hit] for venue, text, hit in rows} for rows in listed]
    found = {}
    for venue, text in names:
        tries = [each.get((venue, text), ()) for each in exact]
        tries += [each.get((venue, fold(text)), ()) for each in in_any_case]
        for hits in tries:
            if len(hits) == 1:
                found.setdefault((venue, text), hits[0])
    return found


FINDERS = {"asset_id": by_id, "address": by_address, "identifier": by_identifier, "venue": by_venue_name}


def assert_found_alike(names: list[tuple[str, Any]], find: Any) -> None:
    """Both ways, with and without deleted deployments; every stored column of each row."""
    for show_deleted in (False, True):
        ours = {
            key: (hit.matched_by, hit.asset, hit.final, hit.deployment)
            for key, hit in find(names, show_deleted=show_deleted).items()
        }
        theirs = orm_find(names, show_deleted=show_deleted)
        assert {key: plain(hit) for key, hit in ours.items()} == {
            key: plain(hit) for key, hit in theirs.items()
        }


def plain(hit: Hit) -> Any:
    return [
        part and [getattr(part, field.attname) for field in part._meta.concrete_fields if not field.generated]
        for part in hit[1:]
    ], hit[0]
