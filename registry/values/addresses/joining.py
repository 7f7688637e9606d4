"""Keys for the kinds of chain where two canonical forms of one token stay, one of which follows from the other.

The key is the form that can be computed from the other, so that a token has it however it was written.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable

import bech32

from .encodings import strkey_bytes

Joined = Callable[[str, str | None], str]
"""From a canonical form and the CAIP-2 reference of its chain to the key."""

_PASSPHRASES = {
    "pubnet": "Public Global Stellar Network ; September 2015",
    "testnet": "Test SDF Network ; September 2015",
}
_CONTRACT_ID_FROM_ASSET = (8).to_bytes(4, "big"), (1).to_bytes(4, "big")
"""ENVELOPE_TYPE_CONTRACT_ID and CONTRACT_ID_PREIMAGE_FROM_ASSET of Stellar's XDR."""
_ALPHANUM4, _ALPHANUM12 = 1, 2
_KEY_TYPE_ED25519 = (0).to_bytes(4, "big")
_CONTRACT_VERSION_BYTE = 2 << 3


def itself(canonical: str, _reference: str | None) -> str:
    return canonical


def cardano_fingerprint(canonical: str, _reference: str | None) -> str:
    """CIP-14: bech32 of the BLAKE2b-160 of policy and name.  It is one way, so it is the key of both forms."""
    if canonical.startswith("asset1"):
        return canonical
    digest = hashlib.blake2b(bytes.fromhex(canonical), digest_size=20).digest()
    return str(bech32.bech32_encode("asset", bech32.convertbits(digest, 8, 5) or []))


def stellar_contract(canonical: str, reference: str | None) -> str:
    """The contract of an asset, which network and asset fix (CAP-46-6); a contract or a pool is its own key."""
    code, dash, issuer = canonical.partition("-")
    passphrase = _PASSPHRASES.get(reference or "pubnet")
    if not dash or passphrase is None:
        return canonical
    kind, length = (_ALPHANUM4, 4) if len(code) <= 4 else (_ALPHANUM12, 12)
    envelope, preimage = _CONTRACT_ID_FROM_ASSET
    asset = (
        kind.to_bytes(4, "big")
        + code.encode().ljust(length, b"\0")
        + _KEY_TYPE_ED25519
        + strkey_bytes(issuer)
    )
    network = hashlib.sha256(passphrase.encode()).digest()
    raw = bytes([_CONTRACT_VERSION_BYTE]) + hashlib.sha256(envelope + network + preimage + asset).digest()
    return base64.b32encode(raw + binascii.crc_hqx(raw, 0).to_bytes(2, "little")).decode()
