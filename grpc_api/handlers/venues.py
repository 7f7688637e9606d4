"""RPCs about venues and what they list."""

from collections.abc import Iterable
from typing import Any

from cqc.services.v1 import resolution_pb2 as pb

from cqi.errors import InvalidInput, NotFound
from grpc_api.batches import Items, answer_each
from grpc_api.handler import custom, permission
from grpc_api.requests import must_have
from grpc_api.standard import create, get, list_, update
from grpc_api.values import Values
from registry.models import VenueSymbol
from registry.reading import filters
from registry.reading.listings import (
    LISTING_LOOKUP,
    DatedName,
    ListingName,
    find_listings,
    find_listings_on,
)
from registry.reading.resources import VENUE, VENUE_ASSET, VENUE_SYMBOL
from registry.services import venues
from registry.values.clock import has_been

AskedName = ListingName | DatedName


def get_venue_symbol(request: Values) -> Any:
    """The listing with the venue's own name.  A name in another case finds it if no other live listing fits."""
    must_have(request, "venue_id", "venue_symbol")
    name = listing_name(request, "")
    if (found := listings_of([name]).get(name)) is None:
        raise NotFound("VenueSymbol", "/".join(name[:2]))
    return found


def batch_get_venue_symbols(request: Values) -> Any:
    return answer_each(request.keys, venue_symbols, pb.BatchGetVenueSymbolsResponse(), "venue_symbol")


def venue_symbols(keys: Items) -> Iterable[Any]:
    """For each name of a venue's its listing, or what is wrong with the name."""
    names = {path: name_or_error(key, f"{path}.") for path, key in keys.items()}
    found = listings_of(name for name in names.values() if not isinstance(name, InvalidInput))
    return [
        name
        if isinstance(name, InvalidInput)
        else found.get(name) or NotFound("VenueSymbol", "/".join(name[:2]))
        for name in names.values()
    ]


def name_or_error(key: Values, path: str) -> AskedName | InvalidInput:
    try:
        return listing_name(key, path)
    except InvalidInput as error:
        return error


def listing_name(key: Values, path: str) -> AskedName:
    """The venue and its name for a symbol, with the moment that is asked about.  Raises InvalidInput."""
    for part in ("venue_id", "venue_symbol"):
        if not getattr(key, part):
            raise InvalidInput(f"{path}{part}", "must be set")
    name = (key.venue_id, key.venue_symbol)
    return name if key.on is None else (*name, has_been(key.on, f"{path}on"))


def listings_of(names: Iterable[AskedName]) -> dict[AskedName, Any]:
    """The VenueSymbol message that each name means now, or meant at its moment."""
    now: set[Any] = set()
    dated: set[Any] = set()
    for name in names:
        (now if len(name) == len(LISTING_LOOKUP) else dated).add(name)
    found: dict[Any, Any] = find_listings(now)
    return found | find_listings_on(dated) if dated else found


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
        takes=("venue_id", "venue_symbol", "on"),
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
