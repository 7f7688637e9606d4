"""For each filter of each list and search: a value, rows that it lets through, and rows that it does not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from cqc.assets.v1 import asset_pb2, quality_pb2, relationship_pb2
from cqc.markets.v1 import symbol_identifier_pb2, symbol_pb2
from cqc.venues.v1 import venue_pb2
from django.utils import timezone

from registry.values.choices import (
    AssetType,
    ChainType,
    DataSource,
    FlagType,
    OptionType,
    RelationshipType,
    Severity,
    SymbolDataSource,
    SymbolType,
    VenueType,
)
from tests import factories as make

FilterCase = tuple[Any, list[Any], list[Any]]
"""The filter's value, rows inside, rows outside."""


def later(days: int) -> Any:
    return timezone.now().replace(microsecond=0) + timedelta(days=days)


def assets_by(value: Any, factory: Any, owner: str = "asset", **match: Any) -> FilterCase:
    """Assets by one row of another table: one has it, one has another such row, one has none."""
    return value, [getattr(factory(**match), owner)], [getattr(factory(), owner), make.AssetFactory()]


def own(value: Any, factory: Any, **match: Any) -> FilterCase:
    return value, [factory(**match)], [factory()]


def of(factory: Any, name: str) -> FilterCase:
    """Rows that refer to one row, and rows that refer to others."""
    row = factory()
    return str(getattr(row, name)), [row], [factory()]


def future(days: int) -> Any:
    return make.SymbolFactory(symbol_type=SymbolType.FUTURE, expiry=later(days))


def option(option_type: Any) -> Any:
    return make.SymbolFactory(
        symbol_type=SymbolType.OPTION, expiry=later(9), strike_price=1, option_type=option_type
    )


def flagged_by_type() -> FilterCase:
    resolved = make.FlagFactory(
        flag_type=FlagType.SCAM, resolved_at=timezone.now(), resolution_notes="an error"
    ).asset
    value, inside, outside = assets_by(quality_pb2.FLAG_TYPE_SCAM, make.FlagFactory, flag_type=FlagType.SCAM)
    return value, inside, [*outside, resolved]


def severe(row_of: Callable[[Any], Any]) -> FilterCase:
    flags = [make.FlagFactory(severity=severity) for severity in (Severity.CRITICAL, Severity.HIGH)]
    milder = [make.FlagFactory(severity=severity) for severity in (Severity.MEDIUM, Severity.INFO)]
    return quality_pb2.FLAG_SEVERITY_HIGH, [*map(row_of, flags)], [*map(row_of, milder)]


def on_chain(row: str) -> FilterCase:
    deployment = make.DeploymentFactory()
    gone = make.DeploymentFactory(chain=deployment.chain)
    gone.delete()
    others = [getattr(make.DeploymentFactory(), row), getattr(gone, row)]
    return deployment.chain_id, [getattr(deployment, row)], others


def relationships_from() -> FilterCase:
    edge = make.RelationshipFactory()
    onward = make.RelationshipFactory(from_asset=edge.to_asset)
    return str(edge.to_asset_id), [edge, onward], [make.RelationshipFactory()]


def resolved_too() -> FilterCase:
    flag = make.FlagFactory(resolved_at=timezone.now(), resolution_notes="an error")
    return True, [flag, make.FlagFactory()], []


def option_types() -> FilterCase:
    return symbol_pb2.OPTION_TYPE_PUT, [option(OptionType.PUT)], [option(OptionType.CALL), future(9)]


def symbol_of_type() -> FilterCase:
    return symbol_pb2.SYMBOL_TYPE_FUTURE, [future(9)], [make.SymbolFactory()]


def symbols_on_venue() -> FilterCase:
    listing = make.VenueSymbolFactory()
    gone = make.VenueSymbolFactory(venue=listing.venue)
    gone.delete()
    return listing.venue_id, [listing.symbol], [gone.symbol, make.VenueSymbolFactory().symbol]


def containing_group() -> FilterCase:
    member = make.MemberFactory()
    return str(member.asset_id), [member.group], [make.MemberFactory().group]


def deleted(factory: Any) -> FilterCase:
    row = factory()
    row.delete()
    return True, [row, factory()], []


def searched(case: FilterCase) -> FilterCase:
    """The case's rows under one name that the search looks for."""
    value, inside, outside = case
    for row in [*inside, *outside]:
        row.refresh_from_db()
        row.symbol = "FIND"
        row.save()
    return value, inside, outside


ASSETS: dict[str, Callable[[], FilterCase]] = {
    "asset_type": lambda: own(asset_pb2.ASSET_TYPE_NATIVE, make.AssetFactory, asset_type=AssetType.NATIVE),
    "category": lambda: own("defi", make.AssetFactory, category="defi"),
    "chain_id": lambda: on_chain("asset"),
    "venue_id": lambda: assets_by("a", make.VenueAssetFactory, venue=make.VenueFactory(venue_id="a")),
    "show_deleted": lambda: deleted(make.AssetFactory),
}

SYMBOLS: dict[str, Callable[[], FilterCase]] = {
    "symbol_type": symbol_of_type,
    "base_asset_id": lambda: of(make.SymbolFactory, "base_asset_id"),
    "quote_asset_id": lambda: of(make.SymbolFactory, "quote_asset_id"),
    "show_deleted": lambda: deleted(make.SymbolFactory),
}


def group_member(group: Any) -> FilterCase:
    return assets_by(str(group.pk), make.MemberFactory, group=group)


CASES: dict[str, dict[str, Callable[[], FilterCase]]] = {
    "ListAssets": {
        **ASSETS,
        "symbol": lambda: own("uSdC", make.AssetFactory, symbol="USDC"),
        "group_id": lambda: group_member(make.GroupFactory()),
        "flag_type": flagged_by_type,
        "flag_source": lambda: assets_by("ops", make.FlagFactory, source="ops"),
        "min_severity": lambda: severe(lambda flag: flag.asset),
    },
    "SearchAssets": {name: lambda case=case: searched(case()) for name, case in ASSETS.items()},
    "ListAssetDeployments": {
        "asset_id": lambda: of(make.DeploymentFactory, "asset_id"),
        "chain_id": lambda: of(make.DeploymentFactory, "chain_id"),
        "is_canonical": lambda: own(True, make.DeploymentFactory, is_canonical=True),
        "show_deleted": lambda: deleted(make.DeploymentFactory),
    },
    "ListAssetIdentifiers": {
        "asset_id": lambda: of(make.IdentifierFactory, "asset_id"),
        "source": lambda: own(
            asset_pb2.DATA_SOURCE_COINMARKETCAP, make.IdentifierFactory, source=DataSource.COINMARKETCAP
        ),
    },
    "ListAssetRelationships": {
        "asset_id": relationships_from,
        "relationship_type": lambda: own(
            relationship_pb2.RELATIONSHIP_TYPE_STAKES,
            make.RelationshipFactory,
            relationship_type=RelationshipType.STAKES,
        ),
    },
    "ListAssetGroups": {
        "asset_id": containing_group,
        "issuer": lambda: own("Circle", make.GroupFactory, issuer="Circle"),
        "group_type": lambda: own("variants", make.GroupFactory, group_type="variants"),
        "show_deleted": lambda: deleted(make.GroupFactory),
    },
    "ListAssetGroupMembers": {"group_id": lambda: of(make.MemberFactory, "group_id")},
    "ListQualityFlags": {
        "asset_id": lambda: of(make.FlagFactory, "asset_id"),
        "min_severity": lambda: severe(lambda flag: flag),
        "include_resolved": resolved_too,
        "flag_type": lambda: own(quality_pb2.FLAG_TYPE_SCAM, make.FlagFactory, flag_type=FlagType.SCAM),
        "source": lambda: own("ops", make.FlagFactory, source="ops"),
    },
    "ListChains": {
        "chain_type": lambda: own("sui", make.ChainFactory, chain_type=ChainType.SUI, network_id=None),
        "is_testnet": lambda: own(True, make.ChainFactory, is_testnet=True),
    },
    "ListSymbols": {
        **SYMBOLS,
        "is_active": lambda: own(False, make.SymbolFactory, is_active=False),
        "option_type": option_types,
        "expiry_from": lambda: (later(5), [future(5), future(6)], [future(4), make.SymbolFactory()]),
        "expiry_to": lambda: (later(5), [future(4)], [future(5), make.SymbolFactory()]),
    },
    "SearchSymbols": {
        name: lambda case=case: searched(case())
        for name, case in {**SYMBOLS, "venue_id": symbols_on_venue}.items()
    },
    "ListSymbolIdentifiers": {
        "symbol_id": lambda: of(make.SymbolIdentifierFactory, "symbol_id"),
        "source": lambda: own(
            symbol_identifier_pb2.DATA_SOURCE_COINMARKETCAP,
            make.SymbolIdentifierFactory,
            data_source=SymbolDataSource.COINMARKETCAP,
        ),
    },
    "ListVenues": {
        "venue_type": lambda: own(
            venue_pb2.VENUE_TYPE_LENDING, make.VenueFactory, venue_type=VenueType.LENDING
        ),
        "chain_id": lambda: own("on_it", make.VenueFactory, chain=make.ChainFactory(chain_id="on_it")),
        "operator": lambda: own("kraken", make.VenueFactory, operator="kraken"),
        "is_active": lambda: own(False, make.VenueFactory, is_active=False),
    },
    "ListVenueAssets": {
        "venue_id": lambda: of(make.VenueAssetFactory, "venue_id"),
        "asset_id": lambda: of(make.VenueAssetFactory, "asset_id"),
        "is_active": lambda: own(False, make.VenueAssetFactory, is_active=False),
        "venue_asset_symbol": lambda: own("xxbt", make.VenueAssetFactory, venue_asset_symbol="XXBT"),
        "show_deleted": lambda: deleted(make.VenueAssetFactory),
    },
    "ListVenueSymbols": {
        "venue_id": lambda: of(make.VenueSymbolFactory, "venue_id"),
        "symbol_id": lambda: of(make.VenueSymbolFactory, "symbol_id"),
        "is_active": lambda: own(False, make.VenueSymbolFactory, is_active=False),
        "show_deleted": lambda: deleted(make.VenueSymbolFactory),
    },
}

ELSEWHERE = {
    ("ListAssetRelationships", "direction"): "test_relationships.py: it says on which side asset_id stands",
    ("ListAssetGroupMembers", "show_deleted"): "test_groups_members.py: it is about the group",
    ("ListQualityFlags", "show_deleted"): "test_flag_lists.py: it is about the asset",
    **{
        ("ListChanges", name): "record/test_changes.py: changes are no rows"
        for name in (
            *("entity_type", "entity_id", "actor_id", "event_type"),
            *("changed_from", "changed_to", "asset_id", "request_id"),
        )
    },
    **{
        ("ListAssetVariants", name): "test_variants.py: variants are no rows"
        for name in ("asset_id", "direction", "relationship_types", "max_depth", "show_deleted")
    },
}
"""Fields that are no filters of rows, and the tests that they have."""

NO_EFFECT = {
    "ListAssetIdentifiers",
    "ListAssetRelationships",
    "ListSymbolIdentifiers",
    "ListChains",
    "ListVenues",
    "ListChanges",
}
"""Lists of what is never deleted softly: the contract says that show_deleted does nothing."""

REQUIRED = {
    ("ListAssetGroupMembers", "group_id"): "whose members they are",
    ("ListQualityFlags", "asset_id"): "a trade check that lost its asset must not pass on the flags of all",
}
"""Filters that an empty text does not leave out, and why."""
