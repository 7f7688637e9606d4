"""The chains of chain-registry: all of Cosmos, and a few others that Cosmos bridges to."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from registry.importers.claimed.chains import ChainCandidate
from registry.importers.engine.fixtures import read_json
from registry.importers.engine.importer import Importer
from registry.values.choices import ChainType

from .shared.chain_registry import caip2

CHAIN_TYPES = {"cosmos": ChainType.COSMOS, "eip155": ChainType.EVM, "solana": ChainType.SOLANA}

OWNERS = {60: "ethereum", 118: "cosmoshub", 330: "terra"}
"""Whose coin a SLIP-44 number is that many chains use: they borrow it to derive keys."""


@cache
def mainnets_by_slip44() -> Counter[int]:
    chains = read_json("chain_registry_chains.json")
    return Counter(chain["slip44"] for chain in chains if chain["networkType"] == "mainnet")


def candidates(entry: dict[str, Any]) -> Iterator[ChainCandidate]:
    yield ChainCandidate(
        source="chain_registry",
        key=entry["chainName"],
        slug=entry["chainName"],
        name=entry["prettyName"],
        chain_type=CHAIN_TYPES.get(entry["chainType"], ChainType.OTHER),
        caip2=caip2(entry),
        is_testnet=entry["networkType"] != "mainnet",
        facts={"slip44": own_slip44(entry), "metadata": metadata(entry)},
    )


def own_slip44(entry: dict[str, Any]) -> int | None:
    """The number of the chain's own coin: what CAIP-19 names it by."""
    number: int = entry["slip44"]
    if entry["networkType"] != "mainnet":
        return None
    is_own = mainnets_by_slip44()[number] == 1 or OWNERS.get(number) == entry["chainName"]
    return number if is_own else None


def metadata(entry: dict[str, Any]) -> dict[str, Any]:
    known = {"bech32_prefix": entry.get("bech32Prefix"), "key_derivation_coin_type": entry["slip44"]}
    return {name: value for name, value in known.items() if value is not None}


IMPORTER = Importer(
    name="chain_registry_chains",
    source="chain-registry",
    read=lambda: read_json("chain_registry_chains.json"),
    candidates=candidates,
)
