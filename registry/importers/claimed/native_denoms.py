"""What sources write in place of an address for a chain's own coin, which has none."""

from functools import cache

from registry.importers.engine.fixtures import read_csv

PLACEHOLDERS = frozenset({"0x" + "e" * 40, "0x" + "0" * 40})
"""ERC-7528's address for an EVM chain's own coin, and the zero address that others use."""


def is_native(chain_id: str, address: str) -> bool:
    return address.lower() in PLACEHOLDERS or (chain_id, address) in denoms()


@cache
def denoms() -> frozenset[tuple[str, str]]:
    """(chain, the name of its own coin there): `uatom`, `0x2::sui::SUI`."""
    return frozenset((row["chain_id"], row["denom"]) for row in read_csv("native_coins.csv") if row["denom"])
