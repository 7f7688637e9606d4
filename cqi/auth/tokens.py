"""JSON Web Tokens: who signed one, and whether it is meant for this service and this moment.

    verifier = configured_verifier(config.tokens)
    claims = verifier.verify(token)

PyJWT's algorithms check the signature.  What surrounds it is checked here, since PyJWT takes duplicate members,
any `typ`, padded base64, a megabyte, and headers that name a key of the sender's own.  It also looks at each
letter of a token in Python: for 8 KB that takes a millisecond, for which anybody could hold the loop up.
"""

import hashlib
import re
import threading
import time
from functools import partial
from typing import Any, NamedTuple

import jwt
from jwt.utils import base64url_decode, base64url_encode
from prometheus_client import Counter

from cqi.auth.claims import Claims, TokenRefused, checked_claims
from cqi.auth.keysets import TOKEN_ALGORITHMS, KeySet, UnusableKeys, VerifyingKey
from cqi.auth.keystore import KeyStore, keys_at, keys_in
from cqi.auth.strict_json import strict_json
from cqi.config.tokens import Tokens
from cqi.errors import Unauthenticated
from cqi.startup import StartError

TOKENS_REFUSED = Counter(
    "cqi_tokens_refused", "Tokens that were refused, by what is wrong with them", ["why"]
)

LONGEST_TOKEN = 8192
"""In characters: about as many as gRPC takes in all metadata of a call."""
MOST_TOKENS_REMEMBERED = 10_000
TOKEN_SHAPE = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
TOKEN_TYPES = ("JWT", "at+jwt", "application/at+jwt")
TOKEN_HEADERS = frozenset({"alg", "kid", "typ", "x5t", "x5t#S256"})
"""The members that a token's header may have.  A header can say how the rest is to be read, so a token with a
member that we would pass over is refused."""

_SIGNATURES = jwt.PyJWS(algorithms=TOKEN_ALGORITHMS)


class _Verified(NamedTuple):
    """What one set of keys has verified, by the SHA-256 of the token."""

    keys: KeySet
    claims: dict[bytes, Claims]


class Verifier:
    """Verifies the tokens of one issuer for one audience, and remembers them until they expire."""

    def __init__(self, store: KeyStore, *, issuer: str, audience: str, typ_required: bool = True) -> None:
        self._store, self._issuer, self._audience = store, issuer, audience
        self._typ_required = typ_required
        self._verified = _Verified(store.keys, {})
        self._remembering = threading.Lock()

    def verify(self, token: str) -> Claims:
        """Whom the token names.  Raises Unauthenticated, whose cause is a TokenRefused that says why."""
        try:
            return self._claims(token)
        except TokenRefused as refused:
            TOKENS_REFUSED.labels(refused.why).inc()
            raise Unauthenticated("The token is not valid.") from refused

    def _claims(self, token: str) -> Claims:
        if len(token) > LONGEST_TOKEN:
            raise TokenRefused("TOO_LONG")
        if not token.isascii():
            raise TokenRefused("MALFORMED")
        digest = hashlib.sha256(token.encode()).digest()
        verified = self._verified
        if verified.keys is not self._store.keys:
            # A key that is gone vouches for nothing any more.
            verified = self._verified = _Verified(self._store.keys, {})
        known = verified.claims.get(digest)
        if known is None:
            known = self._read(token, verified.keys)
            self._remember(verified, digest, known)
        elif known.expires_at <= time.time():
            verified.claims.pop(digest, None)
            raise TokenRefused("EXPIRED")
        return known

    def _read(self, token: str, keys: KeySet) -> Claims:
        if not TOKEN_SHAPE.fullmatch(token):
            raise TokenRefused("MALFORMED")
        header = _parsed(_decoded(token.partition(".")[0]))
        self._check_header(header)
        key = keys.find(header.get("kid"))
        if key is None:
            self._store.refresh_soon()
            raise TokenRefused("UNKNOWN_KEY")
        if header["alg"] != key.algorithm:
            raise TokenRefused("ALGORITHM")
        payload = _parsed(_signed_payload(token, key))
        return checked_claims(payload, self._issuer, self._audience, time.time())

    def _check_header(self, header: Any) -> None:
        if not isinstance(header, dict) or not TOKEN_HEADERS.issuperset(header):
            raise TokenRefused("HEADER")
        if header.get("alg") not in TOKEN_ALGORITHMS:
            raise TokenRefused("ALGORITHM")
        if not (header["typ"] in TOKEN_TYPES if "typ" in header else not self._typ_required):
            raise TokenRefused("TYPE")
        if not isinstance(header.get("kid", ""), str):
            raise TokenRefused("HEADER")

    def _remember(self, verified: _Verified, digest: bytes, claims: Claims) -> None:
        with self._remembering:
            if len(verified.claims) >= MOST_TOKENS_REMEMBERED:
                del verified.claims[next(iter(verified.claims))]
            verified.claims[digest] = claims


def configured_verifier(tokens: Tokens) -> Verifier | None:
    """The verifier of a configuration, None where it names no keys.  Raises StartError."""
    if tokens.jwks_url:
        read = partial(keys_at, tokens.jwks_url)
    elif tokens.public_key_path:
        read = partial(keys_in, tokens.public_key_path)
        try:
            # An issuer may come up later, but a file that is wrong at the start stays wrong.
            read()
        except UnusableKeys as error:
            raise StartError(f"{tokens.public_key_path} (tokens.public_key_path) {error}.") from None
        except OSError as error:
            raise StartError(f"tokens.public_key_path cannot be read: {error}.") from None
    else:
        return None
    return Verifier(
        KeyStore(read, tokens.refresh_seconds),
        issuer=tokens.issuer or "",
        audience=tokens.audience or "",
        typ_required=tokens.typ_required,
    )


def _decoded(part: str) -> bytes:
    """The bytes of a part, which has one spelling: in others, the last letter has bits that say nothing."""
    try:
        decoded = base64url_decode(part)
    except ValueError:
        raise TokenRefused("MALFORMED") from None
    if base64url_encode(decoded) != part.encode():
        raise TokenRefused("MALFORMED")
    return decoded


def _parsed(text: bytes) -> Any:
    try:
        return strict_json(text)
    except ValueError:
        raise TokenRefused("MALFORMED") from None


def _signed_payload(token: str, key: VerifyingKey) -> bytes:
    """What was signed.  The algorithm is the key's, whatever the token says."""
    signed, _, signature = token.rpartition(".")
    algorithm = _SIGNATURES.get_algorithm_by_name(key.algorithm)
    if not algorithm.verify(signed.encode(), key.public, _decoded(signature)):
        raise TokenRefused("SIGNATURE")
    return _decoded(signed.partition(".")[2])
