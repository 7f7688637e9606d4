"""The assets of chain-registry: decimals, symbols as their chains spell them, and what is whose copy."""

from collections.abc import Iterator

from registry.importers.claimed.assets import AssetCandidate
from registry.importers.claimed.types import type_of
from registry.importers.engine.importer import Importer
from registry.values.choices import AssetType, RelationshipType

from .shared.chain_registry import RELATIONS, SAME, ListedAsset, counterparty, known_errors, listed_assets

BY_RELATION = {
    RelationshipType.WRAPS: AssetType.WRAPPED,
    RelationshipType.SYNTHETIC_OF: AssetType.SYNTHETIC,
    RelationshipType.STAKES: AssetType.RECEIPT_TOKEN,
}


def read_assets() -> list[ListedAsset]:
    """The assets.  One that is another mintage of another asset comes after that one."""
    return sorted(listed_assets().values(), key=lambda row: other_mintage(row) is not None)


def other_mintage(row: ListedAsset) -> ListedAsset | None:
    """The row that this one is another mintage of."""
    trace = row.last_trace
    return counterparty(trace) if trace and trace["type"] == SAME else None


def candidates(row: ListedAsset) -> Iterator[AssetCandidate]:
    origin, identifier = other_mintage(row), row.identifier
    yield AssetCandidate(
        record=str(row),
        symbol=row.entry["symbol"],
        name=row.entry["name"],
        asset_type=asset_type(row),
        identifiers=(identifier,) if identifier else (),
        places=(row.place,),
        same_as=origin.reference if origin else None,
    )


def asset_type(row: ListedAsset) -> str:
    identifiers = [row.identifier] if row.identifier else []
    standard = "SOLANA" if row.chain == "solana" else "EVM" if row.entry["typeAsset"] == "erc20" else None
    return type_of(
        identifiers, stands_for=AssetType.NATIVE if row.is_coin else derivation(row), chain_type=standard
    )


def derivation(row: ListedAsset) -> str | None:
    """The type of an asset that stands for another one.  What is synthetic of a currency is a stablecoin."""
    trace = row.last_trace
    if trace is None or trace["type"] not in RELATIONS or (row.key, trace["type"]) in known_errors():
        return None
    if trace["counterparty"]["chainName"] == "forex":
        return str(AssetType.STABLECOIN)
    return BY_RELATION.get(RELATIONS[trace["type"]])


IMPORTER = Importer(
    name="chain_registry_assets", source="chain-registry", read=read_assets, candidates=candidates
)
