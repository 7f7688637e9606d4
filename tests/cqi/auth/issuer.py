"""An issuer of tokens: its keys, its key set, and tokens with anything in them."""

import base64
import json
import time
from collections.abc import Mapping
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import get_default_algorithms

ISSUER = "https://issuer.example/realm"
AUDIENCE = "registry"
SUBJECT = "trading-service"
ALGORITHMS = {"rs": "RS256", "es": "ES256", "ed": "EdDSA"}
"""The id of each of its keys, and what the key is for."""

ABSENT = object()


def base64url(text: bytes) -> str:
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def encoded(part: Any) -> str:
    """A part of a token: bytes as they are, anything else as JSON."""
    return base64url(part if isinstance(part, bytes) else json.dumps(part).encode())


def changed(members: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**members, **changes}.items() if value is not ABSENT}


@cache
def new_keys(generation: int = 0) -> dict[str, Any]:
    """Private keys by id; another generation has others with the same ids."""
    return {
        "rs": rsa.generate_private_key(65537, 2048),
        "es": ec.generate_private_key(ec.SECP256R1()),
        "ed": ed25519.Ed25519PrivateKey.generate(),
    }


def public_pem(key: Any) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def jwk(kid: str, key: Any, /, **changes: Any) -> dict[str, Any]:
    """The public key as a key set has it."""
    algorithm = get_default_algorithms()[ALGORITHMS[kid]]
    made = algorithm.to_jwk(key.public_key(), as_dict=True)
    return changed({**made, "kid": kid, "use": "sig", "alg": ALGORITHMS[kid]}, changes)


class Issuer:
    """Makes tokens; what is given takes the place of what is right, and ABSENT leaves it out."""

    def __init__(self, generation: int = 0) -> None:
        self.keys = new_keys(generation)

    def jwks(self) -> bytes:
        return json.dumps({"keys": [jwk(kid, key) for kid, key in self.keys.items()]}).encode()

    def header(self, kid: str = "es", /, **changes: Any) -> dict[str, Any]:
        return changed({"alg": ALGORITHMS[kid], "typ": "JWT", "kid": kid}, changes)

    def payload(self, **changes: Any) -> dict[str, Any]:
        now = int(time.time())
        members = {"iss": ISSUER, "aud": AUDIENCE, "sub": SUBJECT, "iat": now, "nbf": now, "exp": now + 600}
        return changed(members, changes)

    def token(self, kid: str = "es", /, **changes: Any) -> str:
        """A token that is right but for these claims."""
        return self.signed(self.header(kid), self.payload(**changes), kid)

    def signed(self, header: Any, payload: Any, kid: str = "es") -> str:
        """Any header and payload, truly signed with one of the keys."""
        text = f"{encoded(header)}.{encoded(payload)}"
        return f"{text}.{base64url(self.signature(text, kid))}"

    def signature(self, text: str, kid: str = "es") -> bytes:
        algorithm = get_default_algorithms()[ALGORITHMS[kid]]
        return algorithm.sign(text.encode(), self.keys[kid])


def hmac_signed(header: Any, payload: Any, secret: bytes, algorithm: str = "HS256") -> str:
    """What a forger makes who has a verifier take a public text for a shared secret."""
    text = f"{encoded(header)}.{encoded(payload)}"
    digest = {"HS256": jwt.algorithms.HMACAlgorithm.SHA256, "HS512": jwt.algorithms.HMACAlgorithm.SHA512}
    return f"{text}.{base64url(jwt.algorithms.HMACAlgorithm(digest[algorithm]).sign(text.encode(), secret))}"
