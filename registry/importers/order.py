"""All importers of `manage.py seed`, in the order in which they run, which is the order of trust.

Each is believed before those after it, in this:

1. ISO 4217, for the currencies.
2. viem, for EVM chains and their test networks; then chain-registry, for Cosmos; then web3icons, for the rest.
3. The reviewed tables of the names of chains' own coins, of these coins, and of their numbers: no source says which
   coin a chain's is by an id.
4. chain-registry's assets: it alone says which tokens are copies of others.
5. web3icons: which deployments are one coin, as CoinGecko groups them.
6. The reviewed tables of well-known coins that these leave out, and of what one issuer has on several chains; then
   Aave's list: decimals, and symbols as the contracts spell them; the reviewed table of the ranks that all of these
   leave out.
7. chain-registry's traces, which relate what any of the others brought; then the reviewed table of derivatives.
8. The reviewed table of venues, then web3icons' exchanges; the written-down figures of markets, on all of it.
"""

from registry.importers.engine.importer import Importer
from registry.importers.sources import (
    chain_registry_assets,
    chain_registry_chains,
    chain_registry_traces,
    coins,
    derivatives,
    fiat,
    native_aliases,
    native_coins,
    ranks,
    same_assets,
    slip44,
    token_list,
    venues,
    viem_chains,
    web3icons_exchanges,
    web3icons_networks,
    web3icons_tokens,
)

from .markets import facts

ORDER: tuple[Importer, ...] = (
    fiat.IMPORTER,
    viem_chains.IMPORTER,
    chain_registry_chains.IMPORTER,
    web3icons_networks.IMPORTER,
    native_aliases.IMPORTER,
    native_coins.IMPORTER,
    slip44.IMPORTER,
    chain_registry_assets.IMPORTER,
    web3icons_tokens.IMPORTER,
    coins.IMPORTER,
    same_assets.IMPORTER,
    token_list.IMPORTER,
    ranks.IMPORTER,
    chain_registry_traces.IMPORTER,
    derivatives.IMPORTER,
    venues.IMPORTER,
    web3icons_exchanges.IMPORTER,
    facts.IMPORTER,
)
