"""Finding the assets that keys of one kind lead to: one prepared statement, however many keys there are.

A row is the asset that a key leads to and what that was merged into, so nothing is asked a second time.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from cqi.database import array_text, rows_of_prepared
from registry.models import Asset, AssetDeployment
from registry.reading.listings import LEGS_BEGAN
from registry.rules.naming import meant_on
from registry.values.text import fold

from .keys import KeyValue


@dataclass(frozen=True)
class Found:
    """What a key led to."""

    asset: Asset
    matched_by: str
    final: Asset
    """The asset, or what it was merged into."""
    deployment: AssetDeployment | None = None
    chain_stamp: int | None = None
    """The stamp of the deployment's chain as the database has it."""
    listed_at: datetime | None = None
    """Of a venue's name, when the venue began to mean this by it; None where that is not known."""
    delisted_at: datetime | None = None
    not_before: datetime | None = None
    """Before when it cannot have begun, where listed_at is not known."""


class Columns:
    """The stored columns of a model under an alias, and the rows that they make."""

    def __init__(self, model: Any, alias: str) -> None:
        self.model, fields = model, [field for field in model._meta.concrete_fields if not field.generated]
        self.names = [field.attname for field in fields]
        self.sql = ", ".join(f"{alias}.{field.column}" for field in fields)

    def row(self, values: tuple[Any, ...]) -> Any:
        return self.model.from_db(DEFAULT_DB_ALIAS, self.names, values)


ASSET_COLUMNS, FINAL_COLUMNS, DEPLOYMENT_COLUMNS = (
    Columns(Asset, "asset"),
    Columns(Asset, "final"),
    Columns(AssetDeployment, "place"),
)

# `named` are the keys and the ids of the assets that they lead to.  OFFSET 0 has each looked up by its key.
STATEMENT = f"""
SELECT {ASSET_COLUMNS.sql}, {FINAL_COLUMNS.sql}, named.* FROM ({{named}} OFFSET 0) AS named
JOIN registry_asset AS asset ON asset.asset_id = named.led_to
LEFT JOIN registry_asset AS final ON final.asset_id = asset.merged_into_id
"""  # noqa: S608
BY_ID = STATEMENT.format(named="SELECT asset_id AS led_to FROM unnest(%s::uuid[]) AS key (asset_id)")
BY_IDENTIFIER = STATEMENT.format(
    named="""
    SELECT asset_id AS led_to, source, external_id FROM unnest(%s::text[], %s::text[]) AS key (source, external_id)
    JOIN registry_assetidentifier USING (source, external_id)"""
)
VENUE_NAMES = """
    SELECT asset_id AS led_to, 'VENUE_ASSET' AS matched_by, listed_at, delisted_at, NULL::timestamptz,
        venue_id, venue_asset_symbol
    FROM unnest(%s::text[], %s::text[]) AS key (venue_id, venue_asset_symbol_key)
    JOIN registry_venueasset AS listing USING (venue_id, venue_asset_symbol_key) {listed}
    UNION ALL
    SELECT base_asset_id, 'VENUE_SYMBOL', listing.listed_at, listing.delisted_at, {legs_began},
        venue_id, venue_symbol
    FROM unnest(%s::text[], %s::text[]) AS key (venue_id, venue_symbol_key)
    JOIN registry_venuesymbol AS listing USING (venue_id, venue_symbol_key)
    JOIN registry_symbol AS symbol USING (symbol_id) {listed}"""
BY_VENUE_NAME, BY_ANY_VENUE_NAME = (
    STATEMENT.format(named=VENUE_NAMES.format(listed=listed, legs_began=legs_began))
    for listed, legs_began in (
        ("WHERE listing.delisted_at IS NULL", "NULL::timestamptz"),
        ("", LEGS_BEGAN),
    )
)
# A chain's own coin is the deployment there without an address.  A live deployment comes before a deleted one.
BY_ADDRESS = STATEMENT.format(
    named=f"""
    SELECT place.asset_id AS led_to, chain.stamp, {DEPLOYMENT_COLUMNS.sql}
    FROM unnest(%s::text[], %s::text[]) AS key (chain_id, address_key)
    JOIN registry_chain AS chain USING (chain_id)
    CROSS JOIN LATERAL (
        (SELECT * FROM registry_assetdeployment
         WHERE chain_id = key.chain_id AND address_key = key.address_key {{shown}} LIMIT 1)
        UNION ALL
        (SELECT * FROM registry_assetdeployment
         WHERE key.address_key IS NULL AND chain_id = key.chain_id AND address_key IS NULL {{shown}} LIMIT 1)
    ) AS place"""  # noqa: S608
)
BY_LIVE_ADDRESS = BY_ADDRESS.format(shown="AND deleted_at IS NULL")
BY_ANY_ADDRESS = BY_ADDRESS.format(shown="ORDER BY deleted_at DESC NULLS FIRST, deployment_id DESC")


FoundRow = tuple[Any, ...]
SAID = len(ASSET_COLUMNS.names) + len(FINAL_COLUMNS.names) + 1


def assets_in(row: FoundRow) -> tuple[Asset, Asset]:
    """The asset that a key leads to, and what that was merged into or itself."""
    asset = ASSET_COLUMNS.row(row[: len(ASSET_COLUMNS.names)])
    return asset, FINAL_COLUMNS.row(
        row[len(ASSET_COLUMNS.names) : SAID - 1]
    ) if asset.merged_into_id else asset


def by_id(names: set[KeyValue], _: bool) -> dict[KeyValue, Found]:
    rows = rows_of_prepared(BY_ID, [array_text(key for (key,) in names)])
    found = (assets_in(row) for row in rows)
    return {(asset.pk,): Found(asset, "ASSET_ID", final) for asset, final in found}


def by_address(names: set[KeyValue], show_deleted: bool) -> dict[KeyValue, Found]:
    """By (chain, address key); no address is the chain's native coin.  A live deployment before a deleted one."""
    keys = [*names]
    params = [array_text(chain for chain, _ in keys), array_text(address for _, address in keys)]
    found: dict[KeyValue, Found] = {}
    for row in rows_of_prepared(BY_ANY_ADDRESS if show_deleted else BY_LIVE_ADDRESS, params):
        asset, final = assets_in(row)
        stamp, *place = row[SAID:]
        deployment = DEPLOYMENT_COLUMNS.row(place)
        deployment.asset = asset
        key = (deployment.chain_id, deployment.address_key)
        found[key] = Found(asset, "ADDRESS", final, deployment, stamp)
    return found


def by_identifier(names: set[KeyValue], _: bool) -> dict[KeyValue, Found]:
    rows = rows_of_prepared(BY_IDENTIFIER, [*map(array_text, zip(*names, strict=True))])
    return {
        row[SAID:]: Found(asset, "IDENTIFIER", final) for row in rows for asset, final in [assets_in(row)]
    }


def by_venue_name(names: set[KeyValue], _: bool) -> dict[KeyValue, Found]:
    """By (venue, name): the asset that the venue calls so, else the base of the symbol that it calls so.

    A name means the listing that the venue writes so.  In another case it means the only listing that fits.
    """
    wanted = [*{(venue, fold(text)) for venue, text in names}]
    return named_in(listings_named(BY_VENUE_NAME, wanted), names, lambda listings: listings[0])


def by_dated_venue_name(names: set[KeyValue], _: bool) -> dict[KeyValue, Found]:
    """By (venue, name, moment): the same of what the venue meant by the name at the moment."""
    wanted = [*{(venue, fold(text)) for venue, text, _ in names}]
    rows = listings_named(BY_ANY_VENUE_NAME, wanted)
    moments: dict[datetime, set[KeyValue]] = defaultdict(set)
    for venue, text, on in names:
        moments[on].add((venue, text))

    def meant(listings: list[Found], on: datetime) -> Found | None:
        return meant_on(listings, on, lambda each: each.not_before)

    return {
        (*name, on): hit
        for on, asked in moments.items()
        for name, hit in named_in(rows, asked, partial(meant, on=on)).items()
    }


ListingsByName = dict[str, dict[KeyValue, list[Found]]]
"""The listings by what was matched and by (venue, name), as the venue writes it."""


def listings_named(statement: str, wanted: list[tuple[str, str]]) -> ListingsByName:
    keys = [array_text(venue for venue, _ in wanted), array_text(text for _, text in wanted)]
    found: ListingsByName = {"VENUE_ASSET": defaultdict(list), "VENUE_SYMBOL": defaultdict(list)}
    for row in rows_of_prepared(statement, [*keys, *keys]):
        asset, final = assets_in(row)
        matched_by, listed_at, delisted_at, not_before, *name = row[SAID:]
        hit = Found(
            asset, matched_by, final, listed_at=listed_at, delisted_at=delisted_at, not_before=not_before
        )
        found[matched_by][tuple(name)].append(hit)
    return found


def named_in(
    rows: ListingsByName, names: set[KeyValue], choose: Callable[[list[Found]], Found | None]
) -> dict[KeyValue, Found]:
    """What the names mean, where `choose` says which of the listings under one name is meant."""
    listed = [
        Listed({name: hit for name, several in by_name.items() if (hit := choose(several)) is not None})
        for by_name in rows.values()
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
    "dated venue": by_dated_venue_name,
}
"""For each kind of key a function from names, and whether deleted deployments count, to what the names lead to."""


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
