"""Tokens as services send them: whom they name, how long they are remembered, and that no byte can be changed."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqi.auth.claims import LEEWAY_SECONDS
from cqi.auth.keysets import keys_of_jwks, keys_of_pem
from cqi.auth.tokens import MOST_TOKENS_REMEMBERED, configured_verifier
from cqi.config.tokens import Tokens
from cqi.errors import Unauthenticated
from cqi.startup import StartError

from .issuer import ABSENT, AUDIENCE, ISSUER, SUBJECT, Issuer, jwk, public_pem

issuer = Issuer()


def read_all():
    return keys_of_jwks(issuer.jwks())


@pytest.mark.parametrize("kid", issuer.keys)
def test_it_works(verifier, kid):
    expires_at = int(time.time()) + 600
    claims = verifier.verify(issuer.token(kid, exp=expires_at))
    assert (claims.subject, claims.expires_at) == (SUBJECT, expires_at)


@pytest.mark.parametrize("kid", issuer.keys)
def test_one_key_in_pem_needs_no_id(verifier_of, kid):
    verifier = verifier_of(lambda: keys_of_pem(public_pem(issuer.keys[kid])))
    for name in (kid, "any", ABSENT):
        token = issuer.signed(issuer.header(kid, kid=name), issuer.payload(), kid)
        assert verifier.verify(token).subject == SUBJECT
    for other in set(issuer.keys) - {kid}:
        with pytest.raises(Unauthenticated):
            verifier.verify(issuer.token(other))


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": [AUDIENCE]},
        {"aud": ["other", AUDIENCE]},
        {"nbf": ABSENT},
        {"nbf": 0},
        {"sub": "system:serviceaccount:trading:orders"},
        {"sub": "spiffe://platform/trading"},
        {"sub": "Dienst für Aufträge"},
        {"scope": "read write", "act": {"sub": "other"}, "jti": "1"},
    ],
)
def test_what_real_issuers_send_is_taken(verifier, changes):
    assert verifier.verify(issuer.token(**changes)).subject == changes.get("sub", SUBJECT)


@pytest.mark.parametrize("headers", [{"typ": "at+jwt"}, {"typ": "application/at+jwt"}, {"x5t": "abc"}])
def test_headers_of_real_issuers_are_taken(verifier, headers):
    assert verifier.verify(issuer.signed(issuer.header(**headers), issuer.payload())).subject == SUBJECT


def test_clocks_may_differ_a_little(verifier):
    soon = int(time.time()) + LEEWAY_SECONDS - 1
    assert verifier.verify(issuer.token(iat=soon, nbf=soon)).subject == SUBJECT


def test_a_token_may_last_a_day(verifier):
    now = int(time.time())
    assert verifier.verify(issuer.token(iat=now, exp=now + 24 * 60 * 60)).subject == SUBJECT


def test_an_issuer_that_says_no_type(verifier_of):
    verifier = verifier_of(read_all, typ_required=False)
    assert verifier.verify(issuer.signed(issuer.header(typ=ABSENT), issuer.payload())).subject == SUBJECT
    with pytest.raises(Unauthenticated):
        verifier.verify(issuer.signed(issuer.header(typ="logout+jwt"), issuer.payload()))


def test_a_token_is_remembered_until_it_expires(verifier):
    token = issuer.token(exp=int(time.time()) + 2)
    claims = verifier.verify(token)
    assert verifier.verify(token) is claims
    time.sleep(max(0, claims.expires_at - time.time()) + 0.01)
    with pytest.raises(Unauthenticated) as caught:
        verifier.verify(token)
    assert caught.value.__cause__.why == "EXPIRED"


@pytest.mark.long
def test_it_remembers_so_many_and_no_more(verifier_of):
    verifier = verifier_of(read_all)
    first, *others = (issuer.token("ed", jti=str(number)) for number in range(MOST_TOKENS_REMEMBERED + 1))
    claims = verifier.verify(first)
    others_claims = [verifier.verify(token) for token in others]
    assert verifier.verify(others[-1]) is others_claims[-1]
    assert verifier.verify(first) is not claims


@given(data=st.data(), kid=st.sampled_from(sorted(issuer.keys)), part=st.sampled_from([0, 1, 2]))
def test_no_byte_can_be_changed(verifier, data, kid, part):
    token = issuer.token(kid)
    start = sum(len(text) + 1 for text in token.split(".")[:part])
    place = data.draw(st.integers(start, start + len(token.split(".")[part]) - 1))
    character = data.draw(st.characters(max_codepoint=127).filter(lambda drawn: drawn != token[place]))
    with pytest.raises(Unauthenticated):
        verifier.verify(token[:place] + character + token[place + 1 :])


@given(st.text() | st.from_regex(r"\A[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\Z"))
def test_any_text_is_refused(verifier, text):
    with pytest.raises(Unauthenticated):
        verifier.verify(text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.sampled_from(["alg", "typ", "kid"]), json_values)
def test_any_value_of_a_header_is_refused(verifier, name, value):
    header = issuer.header()
    if header[name] != value:
        with pytest.raises(Unauthenticated):
            verifier.verify(issuer.signed({**header, name: value}, issuer.payload()))


@given(st.sampled_from(["iss", "aud", "exp", "iat"]), json_values)
def test_any_value_of_a_claim_is_refused(verifier, name, value):
    with pytest.raises(Unauthenticated):
        verifier.verify(issuer.token(**{name: value}))


def test_it_is_configured_with_a_file(tmp_path):
    pem, jwks = tmp_path / "key.pem", tmp_path / "keys.json"
    pem.write_bytes(public_pem(issuer.keys["es"]))
    jwks.write_text(json.dumps({"keys": [jwk("es", issuer.keys["es"])]}))
    for path in (pem, jwks):
        verifier = configured_verifier(Tokens(public_key_path=path, issuer=ISSUER, audience=AUDIENCE))
        assert verifier.verify(issuer.token("es")).subject == SUBJECT


def test_nothing_is_configured():
    assert configured_verifier(Tokens()) is None


def test_a_file_without_a_key_stops_the_start(tmp_path):
    path = tmp_path / "key.pem"
    path.write_text("nonsense")
    with pytest.raises(StartError, match=r"key.pem \(tokens.public_key_path\) is no public key of RSA"):
        configured_verifier(Tokens(public_key_path=path, issuer=ISSUER, audience=AUDIENCE))


def test_a_file_that_is_gone_stops_the_start(tmp_path):
    path = tmp_path / "key.pem"
    path.touch()
    tokens = Tokens(public_key_path=path, issuer=ISSUER, audience=AUDIENCE)
    path.unlink()
    with pytest.raises(StartError, match=r"tokens.public_key_path cannot be read: .*No such file"):
        configured_verifier(tokens)
