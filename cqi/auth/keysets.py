"""The public keys that tokens are verified with: one in a PEM file, or a set of them (JWKS, RFC 7517).

Which algorithm a key is for follows from the key alone.  A token that names another one is refused, so nobody
can choose a weaker algorithm or have a public key taken for a shared secret.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from cqi.auth.strict_json import strict_json

TOKEN_ALGORITHMS = ("RS256", "ES256", "EdDSA")
_RSA_BITS = range(2048, 8192 + 1)

PublicKey = RSAPublicKey | EllipticCurvePublicKey | Ed25519PublicKey


class UnusableKeys(ValueError):
    """A text from which no token can be verified."""


@dataclass(frozen=True, slots=True)
class VerifyingKey:
    """A public key, and the one algorithm that it is for."""

    kid: str | None
    algorithm: str
    public: PublicKey


@dataclass(frozen=True, slots=True)
class KeySet:
    """The keys of an issuer.  It does not change: other keys are another set."""

    keys: tuple[VerifyingKey, ...] = ()

    def find(self, kid: str | None) -> VerifyingKey | None:
        """The key that a token names.  A single key may be left unnamed, by its token or by its issuer."""
        if len(self.keys) == 1 and (kid is None or self.keys[0].kid is None):
            return self.keys[0]
        return next((key for key in self.keys if key.kid == kid), None) if kid is not None else None


def keys_of_pem(text: bytes) -> KeySet:
    """The key of a PEM file.  Raises UnusableKeys."""
    try:
        key = _verifying_key(None, load_pem_public_key(text))
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if key is None:
        raise UnusableKeys("is no public key of RSA (2048 bits or more), P-256 or Ed25519")
    return KeySet((key,))


def keys_of_jwks(text: bytes) -> KeySet:
    """Those keys of a set that can be used.  Raises UnusableKeys."""
    try:
        content = strict_json(text)
    except ValueError:
        raise UnusableKeys("is not JSON") from None
    members = content.get("keys") if isinstance(content, dict) else None
    if not isinstance(members, list):
        raise UnusableKeys("is no key set")
    keys = tuple(key for member in members if (key := _key_of_jwk(member)))
    if not keys:
        raise UnusableKeys("has no key that can be used")
    if len({key.kid for key in keys}) < len(keys):
        raise UnusableKeys("has two keys with the same id")
    # An issuer may list its keys in another order each time.  Sorted, both sets are equal.
    return KeySet(tuple(sorted(keys, key=lambda key: key.kid or "")))


def _key_of_jwk(jwk: Any) -> VerifyingKey | None:
    """None for a key that is not for signatures, or not of our algorithms, or private.

    A private key in a set that everybody may read is no secret any more.
    """
    if not isinstance(jwk, dict) or not _is_for_signatures(jwk):
        return None
    kid, algorithm = jwk.get("kid"), jwk.get("alg")
    if not isinstance(kid, str | None) or algorithm not in (None, *TOKEN_ALGORITHMS):
        return None
    try:
        # It refuses a key whose `alg` is for keys of another kind.
        return _verifying_key(kid, jwt.PyJWK(jwk).key)
    except (jwt.PyJWTError, UnsupportedAlgorithm, TypeError, ValueError, AttributeError):
        return None


def _is_for_signatures(jwk: Mapping[str, Any]) -> bool:
    operations = jwk.get("key_ops", ["verify"])
    return jwk.get("use", "sig") == "sig" and isinstance(operations, list) and "verify" in operations


def _verifying_key(kid: str | None, public: object) -> VerifyingKey | None:
    match public:
        case RSAPublicKey() if public.key_size in _RSA_BITS:
            return VerifyingKey(kid, "RS256", public)
        case EllipticCurvePublicKey() if isinstance(public.curve, SECP256R1):
            return VerifyingKey(kid, "ES256", public)
        case Ed25519PublicKey():
            return VerifyingKey(kid, "EdDSA", public)
    return None
