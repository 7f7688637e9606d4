"""Key sets as issuers publish them: which keys are used, and for what."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed448, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from cqi.auth.keysets import UnusableKeys, keys_of_jwks, keys_of_pem

from .issuer import ABSENT, ALGORITHMS, jwk, new_keys, public_pem

keys = new_keys()
GOOD = jwk("es", keys["es"])
WEAK = rsa.generate_private_key(65537, 1024)  # noqa: S505  it is what must be refused


def found(*members) -> dict[str | None, str]:
    return {key.kid: key.algorithm for key in keys_of_jwks(json.dumps({"keys": members}).encode()).keys}


@pytest.mark.parametrize("alg", [None, ABSENT])
def test_a_key_says_itself_what_it_is_for(alg):
    members = [jwk(kid, key, alg=alg) for kid, key in keys.items()]
    assert found(*members) == ALGORITHMS


def test_an_issuer_may_say_nothing_but_the_key():
    assert found(jwk("es", keys["es"], alg=ABSENT, use=ABSENT, kid=ABSENT, key_ops=ABSENT)) == {None: "ES256"}


def test_another_order_makes_no_other_set():
    members = [jwk(kid, key) for kid, key in keys.items()]
    one, other = (json.dumps({"keys": listed}).encode() for listed in (members, members[::-1]))
    assert keys_of_jwks(one) == keys_of_jwks(other)


def test_a_pem_file_holds_one_key():
    assert [(key.kid, key.algorithm) for key in keys_of_pem(public_pem(keys["rs"])).keys] == [(None, "RS256")]


@pytest.mark.parametrize(
    "member",
    [
        {"kty": "oct", "k": "c2VjcmV0", "kid": "a", "alg": "HS256"},
        {"kty": "oct", "k": "c2VjcmV0", "kid": "a"},
        jwk("es", keys["es"], kid="a", use="enc"),
        jwk("es", keys["es"], kid="a", key_ops=["sign"]),
        jwk("es", keys["es"], kid="a", key_ops="verify"),
        jwk("es", keys["es"], kid="a", alg="RS256"),
        jwk("es", keys["es"], kid="a", alg="HS256"),
        jwk("es", keys["es"], kid="a", alg=["ES256"]),
        jwk("rs", keys["rs"], kid="a", alg="PS256"),
        jwk("ed", keys["ed"], kid="a", alg="ES256"),
        jwk("es", keys["es"], kid=5),
        jwk("es", keys["es"], kid="a", y=GOOD["x"]),
        jwk("es", keys["es"], kid="a", x=5),
        jwk("es", keys["es"], kid="a", crv="P-384"),
        jwk("es", keys["es"], kid="a", crv=["P-256"]),
        jwk("es", keys["es"], kid="a", kty="RSA"),
        jwk("es", keys["es"], kid="a", kty=ABSENT),
        jwk("rs", keys["rs"], kid="a", e="AQ"),
        jwk("rs", keys["rs"], kid="a", n=""),
        jwk("rs", keys["rs"], kid="a", n=None),
        jwk("ed", keys["ed"], kid="a", x="AAAA"),
        {**ECAlgorithm.to_jwk(keys["es"], as_dict=True), "kid": "a"},
        {**RSAAlgorithm.to_jwk(keys["rs"], as_dict=True), "kid": "a"},
        {**OKPAlgorithm.to_jwk(keys["ed"], as_dict=True), "kid": "a"},
        {
            **ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP384R1()).public_key(), as_dict=True),
            "kid": "a",
        },
        {
            **ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP256K1()).public_key(), as_dict=True),
            "kid": "a",
        },
        {**OKPAlgorithm.to_jwk(ed448.Ed448PrivateKey.generate().public_key(), as_dict=True), "kid": "a"},
        {**RSAAlgorithm.to_jwk(WEAK.public_key(), as_dict=True), "kid": "a"},
        "a key",
        None,
        [],
        {},
    ],
)
def test_a_key_that_cannot_be_used_is_left_out(member):
    assert found(member, GOOD) == {"es": "ES256"}
    with pytest.raises(UnusableKeys, match="has no key that can be used"):
        found(member)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"", "is not JSON"),
        (b"<html>", "is not JSON"),
        (b"\xff", "is not JSON"),
        (b'{"keys": [], "keys": []}', "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"[]", "is no key set"),
        (b"null", "is no key set"),
        (b"{}", "is no key set"),
        (b'{"keys": {}}', "is no key set"),
        (b'{"keys": []}', "has no key that can be used"),
        (json.dumps({"keys": [GOOD, GOOD]}).encode(), "has two keys with the same id"),
        (
            json.dumps({"keys": [jwk(kid, key, kid=ABSENT) for kid, key in keys.items()]}).encode(),
            "has two keys with the same id",
        ),
    ],
)
def test_a_text_that_is_no_key_set(text, problem):
    with pytest.raises(UnusableKeys, match=problem):
        keys_of_jwks(text)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n",
        keys["es"].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        public_pem(ec.generate_private_key(ec.SECP384R1())),
        public_pem(WEAK),
    ],
)
def test_a_file_that_holds_no_public_key(text):
    with pytest.raises(UnusableKeys, match="is no public key"):
        keys_of_pem(text)
