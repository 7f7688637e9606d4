"""For each RPC that reads: some rows, and a request that answers them."""

from collections.abc import Callable
from typing import Any

from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import resolution_pb2, tradeability_pb2

from tests import factories as make

Make = Callable[[int], dict[str, Any]]
"""Makes so many rows and gives the fields of the request for them."""


def rows(factory: Any, **fields: Any) -> Make:
    """Any rows, and a request that does not depend on them."""

    def make_rows(count: int) -> dict[str, Any]:
        factory.create_batch(count)
        return fields

    return make_rows


def one(factory: Any, **fields: str) -> Make:
    """The last of the rows, named in the request by its attributes."""

    def make_rows(count: int) -> dict[str, Any]:
        row = factory.create_batch(count)[-1]
        return {name: str(getattr(row, attribute)) for name, attribute in fields.items()}

    return make_rows


def of_one(factory: Any, owner: Callable[[], Any], name: str, field: str) -> Make:
    """Rows that belong to one row, which the request names."""

    def make_rows(count: int) -> dict[str, Any]:
        belongs_to = owner()
        for _ in range(count):
            factory(**{name: belongs_to})
        return {field: str(belongs_to.pk)}

    return make_rows


def identifier(factory: Any, owner: str, source: str) -> Make:
    def make_rows(count: int) -> dict[str, Any]:
        row = factory.create_batch(count)[-1]
        return {owner: str(getattr(row, owner)), source: 1}

    return make_rows


def listing_key(row: Any) -> Any:
    return resolution_pb2.VenueName(venue_id=row.venue_id, venue_symbol=row.venue_symbol)


def asset_keys(count: int) -> list[Any]:
    """One key of each kind, each as often as asked for."""
    keys = []
    for _ in range(count):
        deployment, listing = make.DeploymentFactory(), make.VenueAssetFactory()
        named = make.IdentifierFactory()
        keys += [
            resolution_pb2.AssetKey(asset_id=str(deployment.asset_id)),
            resolution_pb2.AssetKey(
                address=resolution_pb2.ChainAddress(chain_id=deployment.chain_id, address=deployment.address)
            ),
            resolution_pb2.AssetKey(symbol=resolution_pb2.SymbolOnChain(symbol=deployment.asset.symbol)),
            resolution_pb2.AssetKey(
                identifier=resolution_pb2.ExternalId(source=1, external_id=named.external_id)
            ),
            resolution_pb2.AssetKey(
                venue=resolution_pb2.VenueName(
                    venue_id=listing.venue_id, venue_symbol=listing.venue_asset_symbol
                )
            ),
        ]
    return keys


def by_address(count: int) -> dict[str, Any]:
    row = make.DeploymentFactory.create_batch(count)[-1]
    address = resolution_pb2.ChainAddress(chain_id=row.chain_id, address=row.address)
    return {"key": resolution_pb2.AssetKey(address=address)}


def tradeable(count: int) -> dict[str, Any]:
    flags = make.FlagFactory.create_batch(count)
    return {"keys": [tradeability_pb2.TradeKey(asset_id=str(flag.asset_id)) for flag in flags]}


def variants(count: int) -> dict[str, Any]:
    origin = make.AssetFactory()
    for _ in range(count):
        make.RelationshipFactory(to_asset=origin)
    return {"asset_id": str(origin.pk)}


CASES: dict[str, Make] = {
    "GetAsset": one(make.AssetFactory, asset_id="pk"),
    "ListAssets": rows(make.AssetFactory),
    "SearchAssets": rows(make.AssetFactory, query="token"),
    "GetAssetDeployment": one(make.DeploymentFactory, deployment_id="pk"),
    "ListAssetDeployments": rows(make.DeploymentFactory),
    "GetAssetIdentifier": identifier(make.IdentifierFactory, "asset_id", "source"),
    "ListAssetIdentifiers": rows(make.IdentifierFactory),
    "ListAssetRelationships": rows(make.RelationshipFactory),
    "ListAssetVariants": variants,
    "GetAssetGroup": of_one(make.MemberFactory, make.GroupFactory, "group", "group_id"),
    "ListAssetGroups": rows(make.MemberFactory),
    "ListAssetGroupMembers": of_one(make.MemberFactory, make.GroupFactory, "group", "group_id"),
    "GetQualityFlag": one(make.FlagFactory, flag_id="pk"),
    "ListQualityFlags": rows(make.FlagFactory),
    "GetChange": one(make.ChangeFactory, change_id="pk"),
    "ListChanges": rows(make.ChangeFactory),
    "CheckTradeable": tradeable,
    "GetChain": one(make.ChainFactory, chain_id="pk"),
    "ListChains": rows(make.ChainFactory),
    "GetSymbol": one(make.SymbolFactory, symbol_id="pk"),
    "ListSymbols": rows(make.SymbolFactory),
    "SearchSymbols": rows(make.SymbolFactory, query="tok"),
    "GetSymbolIdentifier": identifier(make.SymbolIdentifierFactory, "symbol_id", "data_source"),
    "ListSymbolIdentifiers": rows(make.SymbolIdentifierFactory),
    "GetVenue": one(make.VenueFactory, venue_id="pk"),
    "ListVenues": rows(make.VenueFactory),
    "GetVenueAsset": one(make.VenueAssetFactory, venue_id="venue_id", asset_id="asset_id"),
    "ListVenueAssets": rows(make.VenueAssetFactory),
    "GetVenueSymbol": one(make.VenueSymbolFactory, venue_id="venue_id", venue_symbol="venue_symbol"),
    "ListVenueSymbols": rows(make.VenueSymbolFactory),
    "ResolveAsset": by_address,
    "BatchResolveAssets": lambda count: {"keys": asset_keys(count)},
    "BatchGetAssets": lambda count: {
        "asset_ids": [str(row.pk) for row in make.AssetFactory.create_batch(count)]
    },
    "BatchGetVenueSymbols": lambda count: {
        "keys": [listing_key(row) for row in make.VenueSymbolFactory.create_batch(count)]
    },
}
"""A new RPC that reads is one line more."""

METHODS = pb.DESCRIPTOR.services_by_name["AssetRegistry"].methods_by_name

READS = [
    name
    for name, method in METHODS.items()
    if not method.server_streaming
    and not {"version", "validate_only"} & set(method.input_type.fields_by_name)
]
"""The RPCs with one answer that do not write, whatever their verb: a write takes a version, or can be tried."""
