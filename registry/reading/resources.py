"""Every model that leaves the process, and the message it leaves as: one entry a resource."""

from cqc.assets.v1 import asset_pb2, chain_pb2, deployment_pb2, quality_pb2, relationship_pb2
from cqc.markets.v1 import symbol_identifier_pb2, symbol_pb2
from cqc.venues.v1 import venue_asset_pb2, venue_pb2, venue_symbol_pb2

from registry import models
from registry.wire.mapping import MessageMapping

from .joins import assets_of_members, group_members, symbols_and_specs
from .symbol_specs import derive_specs

HOUR, QUARTER = 3600, 900

CHAIN = MessageMapping(models.Chain, chain_pb2.Chain, cached={("chain_id",): HOUR})
ASSET = MessageMapping(
    models.Asset,
    asset_pb2.Asset,
    rename={"merged_into": "merged_into_id", "look_alike_of": "look_alike_of_id"},
    cached={("asset_id",): HOUR},
)
DEPLOYMENT = MessageMapping(
    models.AssetDeployment, deployment_pb2.AssetDeployment, related=("chain", "asset")
)
IDENTIFIER = MessageMapping(models.AssetIdentifier, asset_pb2.AssetIdentifier, prefer=("-is_primary",))
RELATIONSHIP = MessageMapping(models.AssetRelationship, relationship_pb2.AssetRelationship)
MEMBER = MessageMapping(
    models.AssetGroupMember,
    relationship_pb2.AssetGroupMember,
    {"added_at": "created_at"},
    joined=("asset",),
    join=assets_of_members,
)
GROUP = MessageMapping(
    models.AssetGroup,
    relationship_pb2.AssetGroup,
    joined=("members",),
    join=group_members,
    cached={("name",): QUARTER},
)
FLAG = MessageMapping(models.QualityFlag, quality_pb2.AssetQualityFlag, joined=("inherited_from", "path"))
SYMBOL = MessageMapping(
    models.Symbol,
    symbol_pb2.Symbol,
    joined=("spec_is_derived",),
    join=derive_specs,
    identity=frozenset({"strike_price"}),
    cached={("symbol_id",): HOUR},
)
SYMBOL_IDENTIFIER = MessageMapping(
    models.SymbolIdentifier, symbol_identifier_pb2.SymbolIdentifier, prefer=("-is_primary",)
)
VENUE = MessageMapping(models.Venue, venue_pb2.Venue, cached={("venue_id",): HOUR})
VENUE_ASSET = MessageMapping(
    models.VenueAsset, venue_asset_pb2.VenueAsset, cached={("venue_id", "asset_id"): QUARTER}
)
VENUE_SYMBOL = MessageMapping(
    models.VenueSymbol,
    venue_symbol_pb2.VenueSymbol,
    joined=("symbol",),
    join=symbols_and_specs,
    cached={("venue_id", "venue_symbol"): QUARTER},
)
