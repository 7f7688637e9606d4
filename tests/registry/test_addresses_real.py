"""All addresses of the real sources: what is refused is listed here, with the reason."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from registry.values.addresses import parse

DATA = Path(__file__).parents[3] / "shared/data/registry"
needs_data = pytest.mark.skipif(not DATA.exists(), reason="the shared data is not here")

PLATFORMS = {
    "SOLANA": "solana",
    "NEAR": "near-protocol",
    "CARDANO": "cardano",
    "STELLAR": "stellar",
    "TRON": "tron",
    "HEDERA": "hedera-hashgraph",
    "APTOS": "aptos",
    "SUI": "sui",
    "ALGORAND": "algorand",
    "BITCOIN": "ordinals",
    "TEZOS": "tezos",
    "TON": "ton the-open-network",
    "STARKNET": "starknet",
    "SUBSTRATE": "polkadot sora",
    "COSMOS": "osmosis secret cosmos archway terra terra-2 terra-classic injective akash neutron comdex "
    "gravity-bridge kujira crescent sei-network migaloo juno",
    "OTHER": "binancecoin elrond zilliqa hydra neo everscale stacks vite nuls internet-computer ontology "
    "waves eos flow",
}
CHAIN_TYPES = {platform: kind for kind, platforms in PLATFORMS.items() for platform in platforms.split()}
NETWORKS = {"rootstock": 30, "xdc-network": 50}
EVM_CHAINS = {"ethereum", "arbitrum", "avalanche", "base", "binancesmartchain", "optimism", "polygon"}

RealAddress = tuple[str, int | None, str]


def read(name: str) -> Any:
    return json.loads((DATA / name).read_text())


def refused(rows: Iterable[RealAddress]) -> dict[str, str]:
    reasons = {}
    for chain_type, network_id, address in rows:
        try:
            taken = parse(chain_type, network_id, address)
            assert parse(chain_type, network_id, taken.shown) == taken
        except ValidationError as error:
            reasons[address] = error.messages[0]
    return reasons


def test_what_sources_get_wrong_is_refused_and_their_neighbours_are_not() -> None:
    """One row of each kind that the sources hold: a stand-in, a letter among the digits, a wrong checksum."""
    letter, checksum = (
        "0x471EE749bAl270eb4c1165B5AD95E614947f6fCeb",
        "0xfab550568C688d5d8a52c7d794cb93edc26ec0ec",
    )
    rows: list[RealAddress] = [
        ("EVM", None, f"0x{'f' * 64}"),
        ("EVM", None, letter),
        ("EVM", None, checksum),
        ("EVM", None, checksum.lower()),
        ("EVM", 30, "0x5aaEB6053f3e94c9b9a09f33669435E7ef1bEAeD"),
        ("SOLANA", None, "So11111111111111111111111111111111111111112"),
        ("COSMOS", None, "uatom"),
        ("OTHER", None, "A.b19436aae4d94622.FiatToken"),
    ]
    reasons = refused(rows)
    assert reasons.keys() == {f"0x{'f' * 64}", letter, checksum}
    assert reasons[letter].endswith("this has 43")
    assert reasons[checksum].startswith("has a wrong checksum by EIP-55")


@needs_data
def test_web3icons() -> None:
    rows = [
        (CHAIN_TYPES.get(platform, "EVM"), NETWORKS.get(platform), address)
        for token in read("web3icons_tokens.json")
        for platform, address in (token["addresses"] or {}).items()
    ]
    assert len(rows) == 3_189
    assert refused(rows) == {
        # A stand-in for Fusion's own coin, and a letter l among the digits.
        f"0x{'f' * 64}": "is no EVM address: right is 0x and 40 hex digits, 42 in all; this has 66",
        "0x471EE749bAl270eb4c1165B5AD95E614947f6fCeb": (
            "is no EVM address: right is 0x and 40 hex digits, 42 in all; this has 43"
        ),
        # An issuer without the code of its token.
        "GBNZILSTVQZ4R7IKQDGHYGY2QXL5QOFJYQMXPKWRRM5PAV7Y4M67AQUA": (
            "is no address of this kind of chain: right is CODE-ISSUER or a contract C..., with a right checksum: "
            "an issuer alone may have many tokens"
        ),
    }


@needs_data
def test_chain_registry() -> None:
    rows = [
        ("EVM" if chain in EVM_CHAINS else "SOLANA" if chain == "solana" else "COSMOS", None, asset["base"])
        for chain, assets in (
            (entry["chainName"], entry["assets"]) for entry in read("chain_registry_22_assetlists.json")
        )
        for asset in assets
        if not asset["typeAsset"].endswith(("-base", "-like"))
    ]
    assert len(rows) > 1_100
    assert refused(rows) == {
        "0xfab550568C688d5d8a52c7d794cb93edc26ec0ec": "has a wrong checksum by EIP-55: "
        "one or more digits may be wrong: copy it again from the source",
    }


@needs_data
def test_aave() -> None:
    rows = [("EVM", token["chainId"], token["address"]) for token in read("aave_tokenlist.json")["tokens"]]
    assert len(rows) == 857
    assert refused(rows) == {}
