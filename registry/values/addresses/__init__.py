"""Addresses of assets: what a chain calls a token, checked by the kind of chain.

`parse` gives three forms.  `key` decides equality: two spellings of one token have one key (an EVM
address in any case, TON's bounceable and raw forms, Cardano's hex and its fingerprint), two tokens never do.
`shown` is what is stored: the EIP-55 form on EVM, elsewhere the characters that came in.  `canonical` is the one
spelling of each kind of chain that the others lead to; docs/SPELLINGS.md has them all.

The checks are as strict as the chain's own rule (alphabet, length, checksum) and no stricter: a real
address that is refused is an asset that cannot be listed.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from registry.values.text import describe, validate_text

from . import evm
from .formats import FORMATS

MAX_LENGTH = 256


@dataclass(frozen=True, slots=True)
class Address:
    """One token's place on a chain: `key` is what equality is decided by, `shown` what is stored."""

    key: str
    shown: str
    canonical: str = field(default="", compare=False)
    """The spelling that standard names are made of."""


def parse(chain_type: str, network_id: int | None, address: str, reference: str | None = None) -> Address:
    """The address as this kind of chain reads it, or a ValidationError that says what would be right.

    `reference` is what stands behind the colon in the chain's CAIP-2 name: test networks are told by it.
    """
    _refuse_unreadable(address)
    if chain_type != "EVM" and chain_type not in FORMATS:
        kinds = ", ".join(["EVM", *FORMATS])
        raise _refusal(f"cannot be read: {chain_type} is no kind of chain, right is one of {kinds}")
    try:
        if chain_type == "EVM":
            shown = evm.read_evm(address, network_id)
            return Address(key=shown.lower(), shown=shown, canonical=shown)
        canonical, key = FORMATS[chain_type].read(address, reference)
        return Address(key=key, shown=address, canonical=canonical)
    except ValueError as error:
        raise _refusal(str(error)) from None


def _refuse_unreadable(address: str) -> None:
    try:
        validate_text(address)
    except ValidationError as error:
        raise _refusal(error.messages[0]) from None
    for position, character in enumerate(address, start=1):
        if character.isspace():
            raise _refusal(f"holds {describe(character)} at character {position}: remove it")
    if len(address) > MAX_LENGTH:
        raise _refusal(f"has {len(address)} characters: right is at most {MAX_LENGTH}")


def _refusal(message: str) -> ValidationError:
    return ValidationError(message, code="address")
