"""The namespaces that are registered: of chains by their kind (CAIP-2), of assets by their chain (CAIP-19)."""

import re
from collections.abc import Callable


def _erc(reference: str, asset_type: str) -> str | None:
    if not re.fullmatch(r"0x[0-9a-fA-F]{40}", reference):
        return None
    # NFT alone does not say which of the two standards it is.
    return {"ERC721": "erc721", "ERC1155": "erc1155", "NFT": None}.get(asset_type, "erc20")


def _is_nft(asset_type: str) -> bool:
    return asset_type in {"NFT", "ERC721", "ERC1155"}


def _token_or_nft(reference: str, asset_type: str) -> str | None:
    if reference.startswith("0x"):  # a Hedera contract known by its EVM address only
        return None
    return "nft" if _is_nft(asset_type) else "token"


def _stellar(reference: str, _asset_type: str) -> str | None:
    if "-" in reference:
        return "asset"
    if len(reference) == 64:
        return "cap38"
    return "sep41" if reference.startswith("C") else None


def _xrpl(reference: str, asset_type: str) -> str | None:
    if "." in reference:
        return "xls30" if re.match(r"03[0-9A-F]{38}\.", reference) else "token"
    return "xls20" if len(reference) == 64 and _is_nft(asset_type) else None


def _ordinals(reference: str, _asset_type: str) -> str | None:
    return "ordinals" if re.fullmatch(r"[0-9a-f]{64}i(?:0|[1-9][0-9]*)", reference) else None


PROFILES: dict[str, Callable[[str, str], str | None]] = {
    "eip155": _erc,
    "solana": _token_or_nft,
    "hedera": _token_or_nft,
    "stellar": _stellar,
    "xrpl": _xrpl,
    "bip122": _ordinals,
}
"""By CAIP-2 namespace: from the key of an address and the asset type to the asset namespace or None."""

NAMESPACES = {
    "EVM": "eip155",
    "SOLANA": "solana",
    "BITCOIN": "bip122",
    "COSMOS": "cosmos",
    "TRON": "tron",
    "SUI": "sui",
    "APTOS": "aptos",
    "STARKNET": "starknet",
    "XRPL": "xrpl",
    "STELLAR": "stellar",
    "ALGORAND": "algorand",
    "HEDERA": "hedera",
    "TEZOS": "tezos",
}
"""The CAIP-2 namespace of each kind of chain that has just one; other kinds have several, or none."""
