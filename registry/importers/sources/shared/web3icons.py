"""web3icons' tokens are CoinGecko's coins: which chain its platforms are, and which addresses are copies.

CoinGecko lists under one coin the issuer's own deployments and also what others bridged.  A copy is an
asset of its own, because its risk is its own.
"""

from functools import cache
from typing import Any

from registry.importers.claimed.chains import ChainName
from registry.importers.claimed.identity import ExternalId, Place
from registry.importers.engine.fixtures import read_csv, read_json
from registry.values.choices import DataSource

ADDRESS_BRIDGES = {"ibc/": "IBC", "peggy0x": "Peggy"}
"""Addresses that say themselves that they are a copy, by how they begin."""

NEAR_BRIDGE = ".factory.bridge.near"


def identifier(token: dict[str, Any]) -> ExternalId:
    """CoinGecko's id.

    Web3icons makes up ids for tokens without one: they have no rank and capitals in the symbol.
    """
    if not token["marketCapRank"] and token["symbol"] != token["symbol"].lower():
        return ExternalId(DataSource.INTERNAL, f"web3icons:{token['id']}")
    return ExternalId(DataSource.COINGECKO, token["id"])


def platform_place(platform: str, address: str) -> Place:
    return Place(platform_chain(platform), address)


@cache
def platform_chain(platform: str) -> ChainName:
    """The chain of a CoinGecko platform: by the reviewed table, or the network of that name."""
    if row := platforms().get(platform):
        return ChainName(row["chain_id"])
    return ChainName(platform, "web3icons", networks().get(platform))


@cache
def platforms() -> dict[str, dict[str, str]]:
    return {row["platform"]: row for row in read_csv("platforms.csv")}


@cache
def networks() -> dict[str, str | None]:
    return {network["id"]: network.get("caip2id") for network in read_json("web3icons_networks.json")}


def bridge_of(token: dict[str, Any], platform: str) -> str | None:
    """The bridge that made this address; None for one of the coin's issuer.

    Some platforms got the coins of Ethereum over a bridge that is not their issuers'.  A coin of Ethereum is a
    copy on such a platform, unless it has the same address on a platform without such a bridge.  Only its deployer
    can get one address on both, and there the deployer is the issuer.  Two copies at one address only show that one
    bridge made both.
    """
    addresses: dict[str, str] = token["addresses"]
    address = addresses[platform]
    if address.endswith(NEAR_BRIDGE):
        return "Rainbow"
    for beginning, bridge in ADDRESS_BRIDGES.items():
        if address.startswith(beginning):
            return bridge
    issued = {there for name, there in addresses.items() if not foreign_bridge(token["id"], name)}
    is_foreign = "ethereum" in addresses and address not in issued
    return foreign_bridge(token["id"], platform) if is_foreign else None


def foreign_bridge(coin: str, platform: str) -> str | None:
    """The bridge that `fixtures/platforms.csv` names for this coin there.  A row without coins holds for all."""
    row = platforms().get(platform, {})
    coins = row.get("coins", "").split()
    return (row.get("bridge") or None) if not coins or coin in coins else None
