"""RPCs about symbols and their identifiers."""

from grpc_api.standard import create, delete, get, list_, update
from registry.reading import filters
from registry.reading.resources import SYMBOL, SYMBOL_IDENTIFIER

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
    "CreateSymbolIdentifier": create(SYMBOL_IDENTIFIER),
    "GetSymbolIdentifier": get(SYMBOL_IDENTIFIER, ("symbol_id", "data_source")),
    "ListSymbolIdentifiers": list_(SYMBOL_IDENTIFIER, symbol_id="symbol_id", source="data_source"),
    "DeleteSymbolIdentifier": delete(SYMBOL_IDENTIFIER),
}
