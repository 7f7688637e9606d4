"""Tokens that prove nothing, by the reason for which they are refused.

Each differs from a true token by the one thing that its name says.  The issuer that is given signs whatever it
is asked to.
"""

import json

from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384

from .forged_claims import AUDIENCES, ISSUERS, MOMENTS, SUBJECTS, TIMES
from .forging import (
    FORGER,
    P256_ORDER,
    Make,
    claim_text,
    ed25519_again,
    encrypted,
    es384,
    flattened,
    forgers_headers,
    header,
    headers,
    hmac,
    non_canonical,
    parts,
    payload,
    raw,
    signature,
    signed_by,
    spki,
    text,
    with_member,
)
from .issuer import ABSENT, AUDIENCE, ISSUER, base64url, encoded, jwk, public_pem

MEGABYTE = 1024 * 1024

ALGORITHMS: dict[str, Make] = {
    "alg none": headers(alg="none"),
    "alg nOnE": headers(alg="nOnE"),
    "alg es256": headers(alg="es256"),
    "alg ES256 and a space": headers(alg="ES256 "),
    "alg ES256 and NUL": headers(alg="ES256\0"),
    "alg empty": headers(alg=""),
    "alg null": headers(alg=None),
    "alg absent": headers(alg=ABSENT),
    "alg a list": headers(alg=["ES256"]),
    "alg an object": headers(alg={"ES256": 1}),
    "alg true": headers(alg=True),
    "alg ES384": headers(alg="ES384"),
    "alg PS256": headers("rs", alg="PS256"),
    "alg RS512": headers("rs", alg="RS512"),
    "alg Ed448": headers("ed", alg="Ed448"),
    "alg RS256 of a P-256 key": headers("es", alg="RS256"),
    "alg ES256 of an RSA key": headers("rs", alg="ES256"),
    "alg EdDSA of a P-256 key": headers("es", alg="EdDSA"),
    "alg ES256 of an Ed25519 key": headers("ed", alg="ES256"),
    "kid of another key": headers("es", kid="rs"),
    "HS256 with the public key in PEM": hmac(public_pem),
    "HS256 with the public key in PEM, stripped": hmac(lambda key: public_pem(key).strip()),
    "HS256 with the public key in DER": hmac(spki),
    "HS256 with the modulus": hmac(lambda key: str(key.public_key().public_numbers().n).encode()),
    "HS256 with the key of the set": hmac(lambda key: json.dumps(jwk("rs", key)).encode()),
    "HS256 with nothing": hmac(lambda _: b""),
    "HS256 with the content of /dev/null": hmac(lambda _: b"", kid="../../../../dev/null"),
    "HS256 with what SQL selects": hmac(lambda _: b"x", kid="none' UNION SELECT 'x"),
    "HS512 with the public key in PEM": hmac(public_pem, "HS512"),
}

HEADERS: dict[str, Make] = {
    "jku": forgers_headers(jku="https://forger.example/keys.json"),
    "jku with the true key": headers(jku=f"{ISSUER}/keys.json"),
    "jwk": forgers_headers(jwk=jwk("es", FORGER.keys["es"])),
    "jwk with the true key": lambda issuer: headers(jwk=jwk("es", issuer.keys["es"]))(issuer),
    "x5u": forgers_headers(x5u="https://forger.example/certificate.pem"),
    "x5c": forgers_headers(x5c=[base64url(b"certificate")]),
    "crit": headers(crit=["exp"]),
    "crit with what it names": headers(crit=["https://example/x"], **{"https://example/x": True}),
    "crit empty": headers(crit=[]),
    "crit null": headers(crit=None),
    "b64 false": headers(b64=False),
    "b64 false, crit": headers(b64=False, crit=["b64"]),
    "zip": headers(zip="DEF"),
    "cty JWT": headers(cty="JWT"),
    "enc": headers(enc="A256GCM"),
    "a header that nobody knows": headers(tenant="other"),
    "kid null": headers(kid=None),
    "kid a list": headers(kid=["es"]),
    "kid an object": headers(kid={"es": "es"}),
    "kid a number": headers(kid=0),
    "header a list": lambda issuer: issuer.signed([], issuer.payload()),
    "header a text": lambda issuer: issuer.signed("ES256", issuer.payload()),
    "header null": lambda issuer: issuer.signed(None, issuer.payload()),
}

KEYS: dict[str, Make] = {
    "kid absent": headers(kid=ABSENT),
    "kid empty": headers(kid=""),
    "kid a path": headers(kid="../../es"),
    "kid of SQL": headers(kid="es' OR '1'='1"),
    "kid of a shell": headers(kid="es; id"),
    "kid a URL": headers(kid="https://forger.example/es"),
    "kid in capitals": headers(kid="ES"),
    "kid and a space": headers(kid="es "),
    "kid and NUL": headers(kid="es\0"),
    "kid of 4,000 letters": headers(kid="e" * 4000),
}

TYPES: dict[str, Make] = {
    "typ absent": headers(typ=ABSENT),
    "typ empty": headers(typ=""),
    "typ null": headers(typ=None),
    "typ a list": headers(typ=["JWT"]),
    "typ JWS": headers(typ="JWS"),
    "typ JOSE": headers(typ="JOSE"),
    "typ of an event": headers(typ="secevent+jwt"),
    "typ of a logout": headers(typ="logout+jwt"),
    "typ of a proof": headers(typ="dpop+jwt"),
    "typ and NUL": headers(typ="JWT\0"),
}

SIGNATURES: dict[str, Make] = {
    **{f"another's key under the id {kid}": lambda _, kid=kid: FORGER.token(kid) for kid in FORGER.keys},
    "RS256 signed with P-256": lambda issuer: issuer.signed(issuer.header("rs"), issuer.payload(), "es"),
    "ES256 signed with Ed25519": lambda issuer: issuer.signed(issuer.header("es"), issuer.payload(), "ed"),
    "EdDSA signed with P-256": lambda issuer: issuer.signed(issuer.header("ed"), issuer.payload(), "es"),
    "ES256, r and s 0": signature(lambda _: raw(0, 0)),
    "ES256, r 0": signature(lambda true: raw(0, parts(true)[1])),
    "ES256, s 0": signature(lambda true: raw(parts(true)[0], 0)),
    "ES256, r and s the order": signature(lambda _: raw(P256_ORDER, P256_ORDER)),
    "ES256, r and s swapped": signature(lambda true: true[32:] + true[:32]),
    "ES256 in DER": signature(lambda true: encode_dss_signature(*parts(true))),
    "ES256 a byte short": signature(lambda true: true[:-1]),
    "ES256 a byte long": signature(lambda true: true + b"\0"),
    "ES256 a zero before each number": signature(lambda true: b"\0" + true[:32] + b"\0" + true[32:]),
    "ES256 twice": signature(lambda true: true * 2),
    "ES256 a bit off": signature(lambda true: true[:-1] + bytes([true[-1] ^ 1])),
    "ES256 of SHA-384": signed_by(es384, "es"),
    "RS256 all zero": signature(lambda true: bytes(len(true)), "rs"),
    "RS256 one": signature(lambda true: bytes(len(true) - 1) + b"\1", "rs"),
    "RS256 all ones": signature(lambda true: b"\xff" * len(true), "rs"),
    "RS256 a byte short": signature(lambda true: true[:-1], "rs"),
    "RS256 a zero before": signature(lambda true: b"\0" + true, "rs"),
    "RS256 of SHA-384": signed_by(lambda key, message: key.sign(message, PKCS1v15(), SHA384()), "rs"),
    "RS256 by PSS": signed_by(
        lambda key, message: key.sign(message, PSS(MGF1(SHA256()), 32), SHA256()), "rs"
    ),
    "EdDSA all zero": signature(lambda _: bytes(64), "ed"),
    "EdDSA of the neutral point": signature(lambda _: b"\1" + bytes(63), "ed"),
    "EdDSA with the order added": signature(ed25519_again, "ed"),
    "the signature of another token": lambda issuer: (
        issuer.token(sub="admin").rpartition(".")[0] + "." + issuer.token().rpartition(".")[2]
    ),
    "the payload of another token": lambda issuer: ".".join(
        [issuer.token().split(".")[0], encoded(issuer.payload(sub="admin")), issuer.token().split(".")[2]]
    ),
}

SHAPES: dict[str, Make] = {
    "nothing": lambda _: "",
    "a dot": lambda _: ".",
    "two dots": lambda _: "..",
    "no signature": text(lambda token: token.rpartition(".")[0] + "."),
    "alg none and no signature": lambda issuer: (
        f"{encoded(issuer.header(alg='none'))}.{encoded(issuer.payload())}."
    ),
    "one part": text(lambda token: token.partition(".")[0]),
    "two parts": text(lambda token: token.rpartition(".")[0]),
    "four parts": text(lambda token: f"{token}.AAAA"),
    "no header": text(lambda token: "." + token.partition(".")[2]),
    "no payload": text(lambda token: token.split(".")[0] + ".." + token.split(".")[2]),
    "encrypted": encrypted,
    "JSON, flattened": text(flattened),
    "padded": text(lambda token: f"{token}=="),
    "a header that is padded": text(lambda token: token.replace(".", "=.", 1)),
    "space before": text(lambda token: f" {token}"),
    "space after": text(lambda token: f"{token} "),
    "a line after": text(lambda token: f"{token}\n"),
    "a line inside": text(lambda token: token.replace(".", ".\n", 1)),
    "NUL after": text(lambda token: f"{token}\0"),
    "the scheme before": text(lambda token: f"Bearer {token}"),
    "bits that mean nothing": text(non_canonical),
    "in quotes": text(lambda token: f'"{token}"'),
    "two tokens": text(lambda token: f"{token},{token}"),
    "percent signs": text(lambda token: token.replace(".", "%2E")),
    "plus and slash": text(lambda token: f"{token[:-2]}+/"),
    "a Cyrillic letter": text(lambda token: f"{token[:-1]}\N{CYRILLIC SMALL LETTER A}"),
    "full-width dots": text(lambda token: token.replace(".", "\N{FULLWIDTH FULL STOP}")),
    "half a pair of UTF-16": text(lambda token: f"{token}\ud800"),
    "header of one letter": text(lambda token: "A." + token.partition(".")[2]),
    "header is no JSON": header(lambda _: "ES256"),
    "header in UTF-16": header(lambda members: members.encode("utf-16")),
    "header with a byte order mark": header(lambda members: f"\ufeff{members}"),
    "header that is no UTF-8": header(lambda members: members.encode() + b"\xff"),
    "header with a comment": header(lambda members: f"{members} // ES256"),
    "header names alg twice": header(with_member('"alg": "ES256"')),
    "header names alg twice, once none": header(with_member('"alg": "none"')),
    "header names kid twice": header(with_member('"kid": "es"')),
    "header is deep": header(lambda _: "[" * 2500 + "]" * 2500),
    "payload is no JSON": payload(lambda _: "sub=admin"),
    "payload empty": payload(lambda _: " "),
    "payload null": lambda issuer: issuer.signed(issuer.header(), None),
    "payload a list": lambda issuer: issuer.signed(issuer.header(), [issuer.payload()]),
    "payload a text": lambda issuer: issuer.signed(issuer.header(), "admin"),
    "payload a token": lambda issuer: issuer.signed(issuer.header(), issuer.token().encode()),
    "payload is no UTF-8": payload(lambda members: members.encode() + b"\xff"),
    "payload in UTF-32": payload(lambda members: members.encode("utf-32")),
    "payload with a comma at its end": payload(lambda members: f"{members[:-1]},}}"),
    "payload with more after it": payload(lambda members: members * 2),
    "payload names sub twice": payload(with_member('"sub": "admin"')),
    "payload names sub twice, once escaped": payload(with_member('"s\\u0075b": "admin"')),
    "payload names exp twice": payload(with_member('"exp": 99999999999')),
    "payload names aud twice": payload(with_member(f'"aud": "{AUDIENCE}"')),
    "payload names a member twice, deeper": payload(with_member('"act": {"sub": "a", "sub": "b"}')),
    "payload is deep": payload(lambda _: "[" * 2500 + "]" * 2500),
    "payload is deep in a claim": payload(with_member(f'"x": {"[" * 2000}{"]" * 2000}')),
    "payload holds NaN": payload(with_member('"x": NaN')),
    "exp NaN": claim_text("exp", "NaN"),
    "exp Infinity": claim_text("exp", "Infinity"),
    "exp of 5,000 digits": claim_text("exp", "9" * 5000),
}

LENGTHS: dict[str, Make] = {
    "a megabyte of payload": lambda issuer: issuer.token(x="x" * MEGABYTE),
    "a megabyte of dots": lambda _: "." * MEGABYTE,
    "a megabyte of one part": lambda _: "A" * MEGABYTE,
    "a megabyte of signature": text(lambda token: token + "A" * MEGABYTE),
    "a megabyte of header": headers(kid="es" * (MEGABYTE // 2)),
    "a megabyte that is deep": payload(with_member(f'"x": {"[" * MEGABYTE}')),
    "8,193 characters": text(lambda token: token + "A" * (8193 - len(token))),
}

_BY_REASON = {
    "ALGORITHM": ALGORITHMS,
    "HEADER": HEADERS,
    "UNKNOWN_KEY": KEYS,
    "TYPE": TYPES,
    "SIGNATURE": SIGNATURES,
    "MALFORMED": SHAPES,
    "TOO_LONG": LENGTHS,
    "MOMENT": MOMENTS,
    "ISSUER": ISSUERS,
    "AUDIENCE": AUDIENCES,
    "SUBJECT": SUBJECTS,
}
FORGED = {name: (why, make) for why, table in _BY_REASON.items() for name, make in table.items()} | TIMES
