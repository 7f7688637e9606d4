"""RPCs about venues and what they list."""

from typing import Any

from cqi.errors import NotFound
from grpc_api.handler import custom
from grpc_api.requests import require
from grpc_api.standard import create, get, list_, update
from registry.reading import filters
from registry.reading.resources import VENUE, VENUE_ASSET, VENUE_SYMBOL
from registry.services import venues


def get_venue_symbol(request: Any) -> Any:
    """By the venue's own name; in another case, where that can mean one live listing only."""
    require(request, "venue_id", "venue_symbol")
    name = (request.venue_id, request.venue_symbol)
    if (found := venues.listings([name]).get(name)) is None:
        raise NotFound("VenueSymbol", "/".join(name))
    return found


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
    "GetVenueSymbol": custom(get_venue_symbol, takes=("venue_id", "venue_symbol"), gives=("venue_symbol",)),
    "UpdateVenueSymbol": update(VENUE_SYMBOL, ("venue_symbol_id",), ("venue_id", "venue_symbol")),
    "ListVenueSymbols": list_(
        VENUE_SYMBOL, venue_id="venue_id", symbol_id="symbol_id", is_active="is_active"
    ),
}
