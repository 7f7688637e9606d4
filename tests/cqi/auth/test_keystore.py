"""The keys of an issuer over HTTP: rotated, down, wrong, too large, too slow, and back again."""

import json
import ssl
import time
from functools import partial
from urllib.error import URLError

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from cqi.auth.keysets import KeySet, UnusableKeys, keys_of_jwks
from cqi.auth.keystore import LONGEST_KEY_SET, SOONEST_SECONDS, keys_at, keys_in
from cqi.auth.tokens import Verifier, configured_verifier
from cqi.config.tokens import Tokens
from cqi.errors import Unauthenticated
from tests.programs import free_port, soon

from .authority import Authority
from .issuer import AUDIENCE, ISSUER, SUBJECT, Issuer, jwk
from .publishing import publishing

issuer, rotated = Issuer(), Issuer(generation=1)


@pytest.fixture
def publisher():
    with publishing(issuer.jwks()) as publisher:
        yield publisher


def names(verifier: Verifier, token: str) -> str | None:
    """Whom the token names to it, None if it is refused."""
    try:
        return verifier.verify(token).subject
    except Unauthenticated:
        return None


def test_it_works(publisher):
    settings = Tokens(jwks_url=publisher.url, issuer=ISSUER, audience=AUDIENCE)
    assert configured_verifier(settings).verify(issuer.token()).subject == SUBJECT


def test_other_keys_are_read_in_the_background_and_end_what_the_old_ones_proved(verifier_of, publisher):
    verifier = verifier_of(partial(keys_at, publisher.url), refresh_seconds=0.05)
    old, new = issuer.token(), rotated.token()
    assert (names(verifier, old), names(verifier, new)) == (SUBJECT, None)
    publisher.body = rotated.jwks()
    assert soon(lambda: names(verifier, new) == SUBJECT)
    assert names(verifier, old) is None


def test_the_same_keys_read_again_leave_what_is_remembered(store_of, publisher):
    store = store_of(partial(keys_at, publisher.url))
    verifier = Verifier(store, issuer=ISSUER, audience=AUDIENCE)
    token = issuer.token()
    claims = verifier.verify(token)
    for asked in (2, 3):
        store.refresh_soon()
        assert soon(lambda asked=asked: publisher.asked == asked)
    assert verifier.verify(token) is claims


def test_a_key_that_nobody_knows_is_asked_for_at_once(verifier_of, publisher):
    verifier = verifier_of(partial(keys_at, publisher.url))
    members = json.loads(issuer.jwks())["keys"] + [{**json.loads(rotated.jwks())["keys"][1], "kid": "new"}]
    publisher.body = json.dumps({"keys": members}).encode()
    token = rotated.signed(rotated.header(kid="new"), rotated.payload())
    assert names(verifier, token) is None
    assert soon(lambda: names(verifier, token) == SUBJECT)
    assert names(verifier, issuer.token()) == SUBJECT


def test_a_single_key_is_replaced_by_one_of_another_id(verifier_of, publisher):
    old, new = jwk("es", issuer.keys["es"]), jwk("es", rotated.keys["es"], kid="new")
    publisher.body = json.dumps({"keys": [old]}).encode()
    verifier = verifier_of(partial(keys_at, publisher.url))
    token = rotated.signed(rotated.header(kid="new"), rotated.payload())
    assert (names(verifier, issuer.token()), names(verifier, token)) == (SUBJECT, None)
    publisher.body = json.dumps({"keys": [new]}).encode()
    assert soon(lambda: names(verifier, token) == SUBJECT)


def test_tokens_of_unknown_keys_do_not_make_it_ask_without_end(store_of, publisher):
    store = store_of(partial(keys_at, publisher.url), soonest_seconds=SOONEST_SECONDS)
    verifier = Verifier(store, issuer=ISSUER, audience=AUDIENCE)
    for number in range(100):
        assert names(verifier, issuer.signed(issuer.header(kid=str(number)), issuer.payload())) is None
    assert publisher.asked == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 200),
        (b"<html>Sign in</html>", 200),
        (b'{"keys": []}', 200),
        (b'{"keys": [{"kty": "oct", "k": "AAAA", "kid": "es"}]}', 200),
        (b"[" * 10_000, 200),
        (b"\0" * 1000, 200),
        (issuer.jwks()[:-1], 200),
        (issuer.jwks() + b" " * LONGEST_KEY_SET, 200),
        (rotated.jwks(), 500),
        (rotated.jwks(), 404),
        (rotated.jwks(), 401),
    ],
)
def test_the_last_good_keys_stay_when_the_answer_is_nonsense(store_of, publisher, body, status):
    store = store_of(partial(keys_at, publisher.url))
    verifier = Verifier(store, issuer=ISSUER, audience=AUDIENCE)
    publisher.body, publisher.status = body, status
    with capture_logs() as lines:
        for asked in (2, 3):
            store.refresh_soon()
            assert soon(lambda asked=asked: publisher.asked == asked)
        assert soon(lambda: len(lines) == 1)
        assert names(verifier, issuer.token()) == SUBJECT
        publisher.body, publisher.status = issuer.jwks(), 200
        store.refresh_soon()
        assert soon(lambda: len(lines) == 2)
    assert [line["event"] for line in lines] == ["token_keys_unreadable", "token_keys_readable"]


def test_the_last_good_keys_stay_when_the_issuer_is_down(verifier_of):
    port = free_port()
    with publishing(issuer.jwks(), port) as publisher:
        verifier = verifier_of(partial(keys_at, publisher.url), refresh_seconds=0.05)
    last = read_at()
    assert soon(lambda: unreadable() == 1)
    assert names(verifier, issuer.token()) == SUBJECT
    assert read_at() == last
    with publishing(rotated.jwks(), port):
        assert soon(lambda: names(verifier, rotated.token()) == SUBJECT)
        assert read_at() > last
        assert unreadable() == 0


def test_an_issuer_that_is_down_at_the_start_stops_nothing(verifier_of):
    port = free_port()
    verifier = verifier_of(partial(keys_at, f"http://127.0.0.1:{port}/keys.json"), refresh_seconds=0.05)
    assert names(verifier, issuer.token()) is None
    with publishing(issuer.jwks(), port):
        assert soon(lambda: names(verifier, issuer.token()) == SUBJECT)


@pytest.fixture
def tls(tmp_path, monkeypatch):
    """A function that makes the TLS of a server for localhost; what the first one's authority signed is trusted."""
    authority = Authority()
    trusted = tmp_path / "trusted.pem"
    trusted.write_bytes(authority.certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))

    def make(authority: Authority = authority, **names) -> ssl.SSLContext:
        certificate, key = tmp_path / "tls.crt", tmp_path / "tls.key"
        authority.pair(**names or {"dns": ["localhost"]}).write(certificate, key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        return context

    return make


def test_it_works_over_https(tls):
    with publishing(issuer.jwks(), tls=tls()) as publisher:
        assert keys_at(publisher.url) == keys_of_jwks(issuer.jwks())


def test_a_server_that_cannot_prove_its_name_is_not_believed(tls):
    for context in (tls(Authority()), tls(dns=["forger.example"])):
        with publishing(issuer.jwks(), tls=context) as publisher:
            with pytest.raises(URLError, match="CERTIFICATE_VERIFY_FAILED"):
                keys_at(publisher.url)
            assert publisher.asked == 0


def test_a_redirect_is_not_followed(publisher):
    with publishing(rotated.jwks()) as other:
        publisher.status, publisher.location = 302, other.url
        with pytest.raises(UnusableKeys, match="status 302"):
            keys_at(publisher.url)
        assert other.asked == 0


def test_a_slow_answer_is_given_up(publisher):
    publisher.seconds_a_byte = 0.05
    before = time.monotonic()
    with pytest.raises(UnusableKeys, match="took more than"):
        keys_at(publisher.url, seconds=0.3)
    assert time.monotonic() - before < 5


def test_a_server_that_answers_nothing_is_given_up(publisher):
    publisher.seconds_a_byte = 60
    with pytest.raises(TimeoutError):
        keys_at(publisher.url, seconds=0.3)


def test_whatever_goes_wrong_the_thread_goes_on(verifier_of):
    reads = []

    def read() -> KeySet:
        reads.append(1)
        if len(reads) == 2:
            raise ZeroDivisionError
        return keys_of_jwks((issuer if len(reads) == 1 else rotated).jwks())

    verifier = verifier_of(read, 0.02)
    assert soon(lambda: names(verifier, rotated.token()) == SUBJECT)


def test_a_file_is_read_again_too(verifier_of, tmp_path):
    path = tmp_path / "keys.json"
    path.write_bytes(issuer.jwks())
    verifier = verifier_of(partial(keys_in, path), 0.05)
    path.unlink()
    assert names(verifier, issuer.token()) == SUBJECT
    path.write_bytes(rotated.jwks())
    assert soon(lambda: names(verifier, rotated.token()) == SUBJECT)


def read_at() -> float | None:
    return REGISTRY.get_sample_value("cqi_token_keys_read_timestamp_seconds")


def unreadable() -> float | None:
    return REGISTRY.get_sample_value("cqi_token_keys_unreadable")
