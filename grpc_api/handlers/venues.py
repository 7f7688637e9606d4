"""RPCs about venues and what they list."""

from collections.abc import Iterable
from typing import Any

from cqc.services.v1 import resolution_pb2 as pb

from cqi.errors import CqiError, InvalidInput, NotFound
from grpc_api.batches import Items, answer_each
from grpc_api.handler import custom, permission
from grpc_api.requests import must_have
from grpc_api.standard import create, get, list_, update
from grpc_api.values import Values
from registry.models import VenueSymbol
from registry.reading import filters
from registry.reading.listings import find_listings
from registry.reading.resources import VENUE, VENUE_ASSET, VENUE_SYMBOL
from registry.services import venues


def get_venue_symbol(request: Values) -> Any:
    """The listing with the venue's own name.  A name in another case finds it if no other live listing fits."""
    must_have(request, "venue_id", "venue_symbol")
    name = (request.venue_id, request.venue_symbol)
    if (found := find_listings([name]).get(name)) is None:
        raise NotFound("VenueSymbol", "/".join(name))
    return found


def batch_get_venue_symbols(request: Values) -> Any:
    return answer_each(request.keys, venue_symbols, pb.BatchGetVenueSymbolsResponse(), "venue_symbol")


def venue_symbols(keys: Items) -> Iterable[Any]:
    """For each name of a venue's its listing, or what is wrong with the name."""
    names = {path: (key.venue_id, key.venue_symbol) for path, key in keys.items()}
    found = find_listings({name for name in names.values() if all(name)})
    return [found.get(name) or no_listing(name, path) for path, name in names.items()]


def no_listing(name: tuple[str, str], path: str) -> CqiError:
    for part, text in zip(("venue_id", "venue_symbol"), name, strict=True):
        if not text:
            return InvalidInput(f"{path}.{part}", "must be set")
    return NotFound("VenueSymbol", "/".join(name))


HANDLERS = {
    "CreateVenue": create(VENUE, service=venues.create_venue),
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
    "GetVenueSymbol": custom(
        get_venue_symbol,
        needs=permission("view", VenueSymbol),
        takes=("venue_id", "venue_symbol"),
        gives=("venue_symbol",),
        is_kept=True,
    ),
    "BatchGetVenueSymbols": custom(
        batch_get_venue_symbols,
        needs=permission("view", VenueSymbol),
        takes=("keys",),
        gives=("results",),
        batch="keys",
    ),
    "UpdateVenueSymbol": update(VENUE_SYMBOL, ("venue_symbol_id",), ("venue_id", "venue_symbol")),
    "ListVenueSymbols": list_(
        VENUE_SYMBOL, venue_id="venue_id", symbol_id="symbol_id", is_active="is_active"
    ),
}
