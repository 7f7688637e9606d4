"""RPCs about what data sources call assets and symbols."""

from grpc_api.standard import create, delete, get, list_
from registry.reading.resources import IDENTIFIER, SYMBOL_IDENTIFIER

HANDLERS = {
    "CreateAssetIdentifier": create(IDENTIFIER),
    "GetAssetIdentifier": get(IDENTIFIER, ("asset_id", "source")),
    "ListAssetIdentifiers": list_(IDENTIFIER, asset_id="asset_id", source="source"),
    "DeleteAssetIdentifier": delete(IDENTIFIER),
    "CreateSymbolIdentifier": create(SYMBOL_IDENTIFIER),
    "GetSymbolIdentifier": get(SYMBOL_IDENTIFIER, ("symbol_id", "data_source")),
    "ListSymbolIdentifiers": list_(SYMBOL_IDENTIFIER, symbol_id="symbol_id", source="data_source"),
    "DeleteSymbolIdentifier": delete(SYMBOL_IDENTIFIER),
}
