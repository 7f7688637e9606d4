"""RPCs about symbols."""

from grpc_api.searching import search
from grpc_api.standard import create, delete, get, list_, update
from registry.reading import filters
from registry.reading.resources import SYMBOL
from registry.reading.search.symbols import SYMBOL_SEARCH

HANDLERS = {
    "CreateSymbol": create(SYMBOL),
    "GetSymbol": get(SYMBOL),
    "UpdateSymbol": update(SYMBOL),
    "DeleteSymbol": delete(SYMBOL),
    "ListSymbols": list_(
        SYMBOL,
        symbol_type="symbol_type",
        base_asset_id="base_asset_id",
        quote_asset_id="quote_asset_id",
        option_type="option_type",
        is_active="is_active",
        expiry_from=filters.expiring_from,
        expiry_to=filters.expiring_to,
    ),
    "SearchSymbols": search(
        SYMBOL,
        SYMBOL_SEARCH,
        symbol_type="symbol_type",
        base_asset_id="base_asset_id",
        quote_asset_id="quote_asset_id",
        venue_id=filters.symbols_on_venue,
    ),
}
