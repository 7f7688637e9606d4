"""CAIP-2 names of chains (`eip155:1`) and CAIP-19 names of assets (`eip155:1/erc20:0x…`).

A CAIP-19 name is given only where a profile of the chain's namespace is registered with the
Chain Agnostic Standards Alliance: a name made up here would be understood nowhere else.  Cosmos
denoms, TON, Tron, Sui and others have none for tokens; their native coins have one by SLIP-44.
"""

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from django.core.exceptions import ValidationError

_CAIP2 = re.compile(r"[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}")
_NAMESPACE = re.compile(r"[-a-z0-9]{3,8}")
_REFERENCE = re.compile(r"(?:[-.a-zA-Z0-9]|%[0-9a-fA-F]{2}){1,128}")
_EXAMPLE = "eip155:1/erc20:0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"

_ERC = {"ERC721": "erc721", "ERC1155": "erc1155"}
_NFT_TYPES = frozenset({"NFT", "ERC721", "ERC1155"})


@dataclass(frozen=True, slots=True)
class Caip19:
    """An asset's name in parts; `reference` is as the chain writes it, without percent signs."""

    caip2: str
    namespace: str
    reference: str

    def __str__(self) -> str:
        # `quote` leaves _ and ~ alone, which CAIP-19 does not have.
        reference = quote(self.reference, safe="").replace("_", "%5F").replace("~", "%7E")
        return f"{self.caip2}/{self.namespace}:{reference}"


def validate_caip2(value: str) -> None:
    """Refuse what is no CAIP-2 name of a chain."""
    if not _CAIP2.fullmatch(value):
        raise _refusal("caip2", f"{value!r} is no CAIP-2 name: right is NAMESPACE:REFERENCE, such as eip155:1")
    namespace, reference = value.split(":")
    if namespace == "eip155" and not re.fullmatch(r"0|[1-9][0-9]*", reference):
        raise _refusal("caip2", f"{value!r} is no CAIP-2 name: right after eip155: is a number, such as eip155:1")


def evm_caip2(network_id: int) -> str:
    """The CAIP-2 name of an EVM network."""
    return f"eip155:{network_id}"


def cosmos_caip2(chain_id: str) -> str:
    """The CAIP-2 name of a Cosmos chain: its own id, or a hash of it where CAIP-2 cannot spell that."""
    if re.fullmatch(r"[-a-zA-Z0-9]{1,32}", chain_id) and not chain_id.startswith("hashed-"):
        return f"cosmos:{chain_id}"
    return f"cosmos:hashed-{hashlib.sha256(chain_id.encode()).hexdigest()[:16]}"


def caip19(
    caip2: str | None,
    chain_type: str,
    address: str | None,
    *,
    is_native: bool,
    slip44: int | None,
    asset_type: str,
) -> str | None:
    """The CAIP-19 name of a coin or token, or None where no standard has one."""
    if not caip2:
        return None
    if is_native:
        return None if slip44 is None else f"{caip2}/slip44:{slip44}"
    namespace = _token_namespace(chain_type, address, asset_type) if address else None
    if not address or not namespace:
        return None
    name = Caip19(caip2, namespace, address)
    return str(name) if _REFERENCE.fullmatch(str(name).rpartition(":")[2]) else None


def parse_caip19(text: str) -> Caip19:
    """The parts of a CAIP-19 name of a coin or token, or a ValidationError that says what would be right."""
    caip2, slash, name = text.partition("/")
    namespace, colon, reference = name.partition(":")
    if not slash or not colon or not _NAMESPACE.fullmatch(namespace):
        raise _refusal("caip19", f"{text!r} is no CAIP-19 name: right is CHAIN/NAMESPACE:REFERENCE, such as {_EXAMPLE}")
    validate_caip2(caip2)
    if "/" in reference:
        contract = text.rpartition("/")[0]
        raise _refusal("caip19", f"{text!r} names one item of a collection: right is the collection, {contract}")
    if not _REFERENCE.fullmatch(reference) or len(reference) > 128:
        raise _refusal("caip19", f"{reference!r} is no CAIP-19 reference: right is 1 to 128 of a-z A-Z 0-9 - . and %XX")
    try:
        return Caip19(caip2, namespace, unquote(reference, errors="strict"))
    except UnicodeDecodeError:
        raise _refusal("caip19", f"{reference!r} is no CAIP-19 reference: right after % are bytes of UTF-8") from None


def _token_namespace(chain_type: str, address: str, asset_type: str) -> str | None:
    match chain_type:
        case "EVM":
            # NFT alone does not say which of the two standards it is.
            return _ERC.get(asset_type, None if asset_type == "NFT" else "erc20")
        case "SOLANA" | "HEDERA":
            return "nft" if asset_type in _NFT_TYPES else "token"
        case "STELLAR":
            return _stellar_namespace(address)
        case "XRPL":
            return _xrpl_namespace(address)
        case "BITCOIN":
            return "ordinals" if re.fullmatch(r"[0-9a-f]{64}i(?:0|[1-9][0-9]*)", address) else None
    return None
