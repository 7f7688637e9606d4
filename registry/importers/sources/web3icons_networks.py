"""The networks of web3icons: the kinds of chain that viem and chain-registry do not have."""

from collections.abc import Iterator
from typing import Any

from registry.importers.claimed.chains import ChainCandidate
from registry.importers.engine.fixtures import read_json
from registry.importers.engine.importer import Importer
from registry.values.choices import ChainType

NAMESPACE_TYPES = {
    "eip155": ChainType.EVM, "cosmos": ChainType.COSMOS, "solana": ChainType.SOLANA,
    "bip122": ChainType.BITCOIN, "near": ChainType.NEAR, "polkadot": ChainType.SUBSTRATE,
    "cip-34": ChainType.CARDANO, "stellar": ChainType.STELLAR, "algorand": ChainType.ALGORAND,
    "xrpl": ChainType.XRPL, "ton": ChainType.TON,
}  # fmt: skip
"""Chain types by the namespace of CAIP-2."""


def candidates(entry: dict[str, Any]) -> Iterator[ChainCandidate]:
    caip2 = entry.get("caip2id")
    namespace = (caip2 or "").partition(":")[0]
    yield ChainCandidate(
        source="web3icons",
        key=entry["id"],
        slug=entry["id"],
        name=entry["name"],
        chain_type=NAMESPACE_TYPES.get(namespace, ChainType.OTHER),
        caip2=caip2,
        # Which networks are for tests is said by their names alone.
        is_testnet=True if "testnet" in entry["name"].lower() else None,
        # The number that it gives other chains means nothing: NEAR has 39.
        facts={"network_id": entry.get("chainId")} if namespace == "eip155" else {},
    )


IMPORTER = Importer(
    name="web3icons_networks",
    source="web3icons",
    read=lambda: read_json("web3icons_networks.json"),
    candidates=candidates,
)
