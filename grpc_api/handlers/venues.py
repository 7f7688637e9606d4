"""RPCs about venues and what they list."""

from grpc_api.standard import create, get, list_, update
from registry import filters
from registry.messages import VENUE, VENUE_ASSET, VENUE_SYMBOL
from registry.services import venues

HANDLERS = {
    "CreateVenue": create(VENUE, service=venues.create),
    "GetVenue": get(VENUE),
    "UpdateVenue": update(VENUE),
    "ListVenues": list_(
        VENUE, venue_type="venue_type", chain_id="chain_id", operator="operator", is_active="is_active"
    ),
    "CreateVenueAsset": create(VENUE_ASSET),
    "GetVenueAsset": get(VENUE_ASSET, ("venue_id", "asset_id")),
    "UpdateVenueAsset": update(VENUE_ASSET, ("venue_asset_id",), ("venue_id", "asset_id")),
    "ListVenueAssets": list_(
        VENUE_ASSET,
        venue_id="venue_id",
        asset_id="asset_id",
        is_active="is_active",
        venue_asset_symbol=filters.listed_as,
    ),
    "CreateVenueSymbol": create(VENUE_SYMBOL),
    "GetVenueSymbol": get(VENUE_SYMBOL, ("venue_id", "venue_symbol")),
    "UpdateVenueSymbol": update(VENUE_SYMBOL, ("venue_symbol_id",), ("venue_id", "venue_symbol")),
    "ListVenueSymbols": list_(
        VENUE_SYMBOL, venue_id="venue_id", symbol_id="symbol_id", is_active="is_active"
    ),
}
