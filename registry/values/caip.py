"""CAIP-2 names of chains (`eip155:1`) and CAIP-19 names of assets (`eip155:1/erc20:0x…`).

A CAIP-19 name is given only where a profile of the chain's namespace is registered with the
Chain Agnostic Standards Alliance: a name made up here would be understood nowhere else.  Cosmos
denoms and the tokens of TON, Tron, Sui and others have none; a native coin has one by SLIP-44.
"""

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from django.core.exceptions import ValidationError

from .addresses import parse
from .caip_profiles import NAMESPACES, PROFILES

_CAIP2 = re.compile(r"[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}")
_NAMESPACE = re.compile(r"[-a-z0-9]{3,8}")
_REFERENCE = re.compile(r"(?!.*%(?![0-9a-fA-F]{2}))[-.%a-zA-Z0-9]{1,128}")
_EXAMPLE = "eip155:1/erc20:0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"


@dataclass(frozen=True, slots=True)
class Caip19:
    """An asset's name in parts; `reference` is as the chain writes it, without percent signs."""

    caip2: str
    namespace: str
    reference: str

    @property
    def is_coin(self) -> bool:
        """Whether it names a chain's own coin, by its SLIP-44 number, and no address."""
        return self.namespace == "slip44"

    def __str__(self) -> str:
        return f"{self.caip2}/{self.namespace}:{_escaped(self.reference)}"


def validate_caip2(value: str) -> None:
    """Refuse what is no CAIP-2 name of a chain."""
    if not _CAIP2.fullmatch(value):
        raise _not_caip2(value, "NAMESPACE:REFERENCE, such as eip155:1")
    namespace, reference = value.split(":")
    if namespace == "eip155" and not re.fullmatch(r"[1-9][0-9]*", reference):
        raise _not_caip2(value, "a number after eip155:, such as eip155:1")


def validate_namespace(chain_type: str, caip2: str) -> None:
    """Refuse the name of another kind of chain."""
    namespace, own = caip2.partition(":")[0], NAMESPACES.get(chain_type)
    if namespace == own or (own is None and namespace not in NAMESPACES.values()):
        return
    right = f"{own}:" if own else f"none that begins with {namespace}:"
    raise ValidationError(f"{caip2[:80]!r} names another kind of chain: right for {chain_type} is {right}")


def evm_caip2(network_id: int) -> str:
    """The CAIP-2 name of an EVM network."""
    return f"eip155:{network_id}"


def cosmos_caip2(chain_id: str) -> str:
    """The CAIP-2 name of a Cosmos chain: its own id, or a hash where the namespace cannot spell that."""
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
    """The CAIP-19 name of a coin or token, or None where no standard has one.

    An EVM address is named as it is given; any other by its canonical form, which is that of the profiles.
    An address that no chain of this type writes has no name.
    """
    if not caip2:
        return None
    if is_native:
        return None if slip44 is None else str(Caip19(caip2, "slip44", str(slip44)))
    profile = PROFILES.get(caip2.partition(":")[0])
    if not address or not profile:
        return None
    try:
        reference = address if chain_type == "EVM" else parse(chain_type, None, address).canonical
    except ValidationError:
        return None
    namespace = profile(reference, asset_type)
    if not namespace or not _REFERENCE.fullmatch(_escaped(reference)):
        return None
    return str(Caip19(caip2, namespace, reference))


def parse_caip19(text: str) -> Caip19:
    """The parts of a CAIP-19 name of a coin or token, or a ValidationError that says what would be right."""
    caip2, _, name = text.partition("/")
    namespace, colon, reference = name.partition(":")
    if not colon or not _NAMESPACE.fullmatch(namespace):
        raise _not_caip19(text, f"CHAIN/NAMESPACE:REFERENCE, such as {_EXAMPLE}")
    validate_caip2(caip2)
    contract, slash, _ = reference.partition("/")
    if slash:
        raise _not_caip19(text, f"the collection without its item, {caip2}/{namespace}:{contract}")
    if not _REFERENCE.fullmatch(reference):
        raise _not_caip19(text, f"1 to 128 of a-z A-Z 0-9 - . and %XX after {namespace}:")
    try:
        return Caip19(caip2, namespace, unquote(reference, errors="strict"))
    except UnicodeDecodeError:
        raise _not_caip19(text, "UTF-8 in its %XX") from None


def _escaped(reference: str) -> str:
    # `quote` leaves _ and ~ alone, which CAIP-19 does not have.
    return quote(reference, safe="").replace("_", "%5F").replace("~", "%7E")


def _not_caip2(value: str, right: str) -> ValidationError:
    return ValidationError(f"{value[:80]!r} is no CAIP-2 name of a chain: right is {right}", code="caip2")


def _not_caip19(text: str, right: str) -> ValidationError:
    return ValidationError(f"{text[:200]!r} is no CAIP-19 name of an asset: right is {right}", code="caip19")
