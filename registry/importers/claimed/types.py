"""What type an asset is: reviewed tables first, then what a source says it stands for, then its standard."""

from collections.abc import Iterable
from functools import cache

from registry.importers.engine.fixtures import read_csv
from registry.values.choices import AssetType, ChainType

from .identity import ExternalId

TOKEN_STANDARDS: dict[str, str] = {ChainType.EVM: AssetType.ERC20, ChainType.SOLANA: AssetType.SPL}


def type_of(
    identifiers: Iterable[ExternalId], *, stands_for: str | None = None, chain_type: str | None = None
) -> str:
    """The first type that fits: by id, by what it stands for, by the standard of its chain."""
    reviewed = filter(None, map(reviewed_types().get, identifiers))
    return str(next(reviewed, stands_for) or TOKEN_STANDARDS.get(chain_type or "", AssetType.CRYPTOCURRENCY))


@cache
def reviewed_types() -> dict[ExternalId, str]:
    """The types of known ids: chains' own coins, and those of `fixtures/asset_types.csv`."""
    types = {
        ExternalId(row["source"], row["external_id"]): row["asset_type"]
        for row in read_csv("asset_types.csv")
    }
    coins = (row for row in read_csv("native_coins.csv") if row["external_id"])
    return types | {ExternalId(row["source"], row["external_id"]): AssetType.NATIVE for row in coins}
