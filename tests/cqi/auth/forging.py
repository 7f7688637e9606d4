"""Makers of tokens that differ from a true one by one thing."""

import json
import time
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA384
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .issuer import ABSENT, Issuer, base64url, encoded, hmac_signed

Make = Callable[[Issuer], str]

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
ED25519_ORDER = 2**252 + 27742317777372353535851937790883648493
FORGER = Issuer(generation=1)
"""It has keys of its own under the ids of the true ones."""


def now() -> int:
    return int(time.time())


def claims(**changes: Any) -> Make:
    return lambda issuer: issuer.token(
        **{name: value() if callable(value) else value for name, value in changes.items()}
    )


def headers(kid: str = "es", /, **changes: Any) -> Make:
    return lambda issuer: issuer.signed(issuer.header(kid, **changes), issuer.payload(), kid)


def unsigned(issuer: Issuer) -> str:
    return f"{encoded(issuer.header(alg='none'))}.{encoded(issuer.payload())}."


def forgers_headers(**changes: Any) -> Make:
    """Signed with a key that the forger brings along."""
    return lambda _: headers(**changes)(FORGER)


def hmac(secret: Callable[[Any], bytes], /, algorithm: str = "HS256", **changes: Any) -> Make:
    """Signed with HMAC and something that anybody knows."""
    return lambda issuer: hmac_signed(
        issuer.header("rs", alg=algorithm, **changes), issuer.payload(), secret(issuer.keys["rs"]), algorithm
    )


def text(change: Callable[[str], str]) -> Make:
    return lambda issuer: change(issuer.token())


def signature(change: Callable[[bytes], bytes], kid: str = "es") -> Make:
    """Header and payload are right, and the signature is made of the true one."""

    def token(issuer: Issuer) -> str:
        signed, _, _ = issuer.token(kid).rpartition(".")
        return f"{signed}.{base64url(change(issuer.signature(signed, kid)))}"

    return token


def signed_by(sign: Callable[[Any, bytes], bytes], kid: str) -> Make:
    """The right key, another way to sign."""

    def token(issuer: Issuer) -> str:
        signed = f"{encoded(issuer.header(kid))}.{encoded(issuer.payload())}"
        return f"{signed}.{base64url(sign(issuer.keys[kid], signed.encode()))}"

    return token


def payload(change: Callable[[str], str | bytes]) -> Make:
    """The JSON of the payload is changed as a text, and truly signed."""
    return lambda issuer: issuer.signed(issuer.header(), as_bytes(change(json.dumps(issuer.payload()))))


def header(change: Callable[[str], str | bytes]) -> Make:
    return lambda issuer: issuer.signed(as_bytes(change(json.dumps(issuer.header()))), issuer.payload())


def as_bytes(changed: str | bytes) -> bytes:
    return changed.encode() if isinstance(changed, str) else changed


def with_member(member: str) -> Callable[[str], str]:
    """A JSON object with one member more, at its end."""
    return lambda members: f"{members[:-1]}, {member}}}"


def claim_text(name: str, value: str) -> Make:
    """A claim whose value is written as JSON, where Python's writer has no such thing."""
    return lambda issuer: issuer.signed(
        issuer.header(),
        with_member(f'"{name}": {value}')(json.dumps(issuer.payload(**{name: ABSENT}))).encode(),
    )


def parts(raw: bytes) -> tuple[int, int]:
    return int.from_bytes(raw[:32]), int.from_bytes(raw[32:])


def raw(r: int, s: int) -> bytes:
    return r.to_bytes(32) + s.to_bytes(32)


def ed25519_again(true: bytes) -> bytes:
    """S + L satisfies the equation of the signature as S does."""
    return true[:32] + (int.from_bytes(true[32:], "little") + ED25519_ORDER).to_bytes(32, "little")


def es384(key: Any, message: bytes) -> bytes:
    return raw(*decode_dss_signature(key.sign(message, ECDSA(SHA384()))))


def spki(key: Any) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def non_canonical(token: str) -> str:
    """The last character of a signature of 64 bytes has four bits that mean nothing."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return token[:-1] + alphabet[alphabet.index(token[-1]) | 1]


def flattened(token: str) -> str:
    protected, body, signed = token.split(".")
    return json.dumps({"protected": protected, "payload": body, "signature": signed})


def encrypted(issuer: Issuer) -> str:
    return ".".join([encoded({"alg": "RSA-OAEP", "enc": "A256GCM"}), *("AAAA" for _ in range(4))])
