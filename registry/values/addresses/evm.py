"""EVM addresses: 20 bytes in hex, whose capitals are a checksum (EIP-55, on Rootstock EIP-1191)."""

import base64
import hashlib
import re

from Crypto.Hash import keccak

EIP_1191_NETWORKS = frozenset({30, 31})
"""Rootstock and its testnet hash the network number too.  Most sources spell its addresses by EIP-55 all the
same, so either spelling is taken there."""

XDC_NETWORKS = frozenset({50, 51})
"""XDC writes `xdc` where all others write `0x`; the bytes are the same."""

FILECOIN_NETWORKS = {314: "f", 314159: "t"}
"""Filecoin has addresses of its own for the same contracts; they begin with this letter."""

_HEX = re.compile(r"[0-9a-fA-F]{40}")


def read_evm(address: str, network_id: int | None) -> str:
    """The address with its checksum; ValueError where it is none, or its own checksum is wrong.

    The right checksum of what was typed is not told: pasted back, it would hide the wrong digit.
    """
    body = _body(address, network_id)
    digits = body.lower()
    shown = checksummed(digits, network_id)
    other = checksummed(digits, None) if network_id in EIP_1191_NETWORKS else shown
    if body not in {digits, body.upper(), shown[2:], other[2:]}:
        rule = "EIP-1191" if network_id in EIP_1191_NETWORKS else "EIP-55"
        raise ValueError(
            f"has a wrong checksum by {rule}: one or more digits may be wrong: copy it again from the source"
        )
    return shown


def checksummed(digits: str, network_id: int | None) -> str:
    """`0x` and the 40 lower-case hex digits, with the capitals that are their checksum."""
    salt = f"{network_id}0x" if network_id in EIP_1191_NETWORKS else ""
    digest = keccak.new(digest_bits=256, data=(salt + digits).encode()).hexdigest()
    return "0x" + "".join(d.upper() if h > "7" else d for d, h in zip(digits, digest, strict=False))


def _body(address: str, network_id: int | None) -> str:
    if network_id in FILECOIN_NETWORKS and address[:1] == FILECOIN_NETWORKS[network_id]:
        return _filecoin_body(address)
    prefix, body = address[:2], address[2:]
    if network_id in XDC_NETWORKS and address.startswith("xdc"):
        prefix, body = "0x", address[3:]
    if prefix in {"0x", "0X"} and _HEX.fullmatch(body):
        return body
    if _HEX.fullmatch(address):
        raise ValueError(f"lacks its prefix: 0x{address} is right")
    raise ValueError(f"is no EVM address: right is 0x and 40 hex digits, 42 in all; this has {len(address)}")


def _filecoin_body(address: str) -> str:
    """The hex digits that a delegated address f410f… or an id f0… stands for (FIP-0055, FIP-0054)."""
    if re.fullmatch(r".0[0-9]{1,19}", address) and int(address[2:]) < 2**64:
        return f"ff{int(address[2:]):038x}"
    if re.fullmatch(r".410f[a-z2-7]{39}", address):
        raw = base64.b32decode(address[5:].upper() + "=")
        body, checksum = raw[:20], raw[20:]
        # Protocol 4, and its name space 10: the Ethereum addresses.
        if hashlib.blake2b(bytes([4, 10]) + body, digest_size=4).digest() == checksum:
            return body.hex()
    raise ValueError(
        "is no Filecoin address of a token: right is f410f and 39 of base32 with a right checksum"
    )
