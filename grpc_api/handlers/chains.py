"""RPCs about chains."""

from grpc_api.standard import create, get, list_, update
from registry.reading import filters
from registry.reading.resources import CHAIN
from registry.services import chains

FIELDS = {"name": "chain_name", "block_explorer_url": "explorer_url"}

HANDLERS = {
    "CreateChain": create(
        CHAIN,
        {**FIELDS, "id": "chain_id", "chain_id": "network_id"},
        service=chains.create_chain,
        also=("native_asset_symbol",),
    ),
    "GetChain": get(CHAIN),
    "ListChains": list_(CHAIN, chain_type=filters.chains_of_type, is_testnet="is_testnet"),
    "UpdateChain": update(CHAIN, rename=FIELDS),
}
