"""Which address a request is counted by, and whether it came over HTTPS."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from cqi.login.proxies import TrustedProxies, client_address

PROXY, NEXT, CLIENT = "10.0.0.1", "10.0.0.2", "203.0.113.7"


@pytest.fixture
def seen(configured, settings):
    """What the application sees of a request that was sent by an address with these headers."""
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    def ask(address, **headers):
        configured(http={"trusted_proxies": ("10.0.0.0/8", "2001:db8::1")})
        request = RequestFactory().get("/", REMOTE_ADDR=address, **headers)
        TrustedProxies(lambda _: HttpResponse())(request)
        return client_address(request), request.is_secure()

    return ask


def test_it_works(seen):
    assert seen(PROXY, HTTP_X_FORWARDED_FOR=CLIENT, HTTP_X_FORWARDED_PROTO="https") == (CLIENT, True)


@pytest.mark.parametrize(
    ("address", "header", "client"),
    [
        (CLIENT, "192.0.2.1", CLIENT),
        (PROXY, f"192.0.2.1, {CLIENT}", CLIENT),
        (PROXY, f"192.0.2.1, {CLIENT}, {NEXT}", CLIENT),
        (PROXY, f"{NEXT}", PROXY),
        (PROXY, "", PROXY),
        (PROXY, "unknown", PROXY),
        (PROXY, f"{CLIENT}, unknown", PROXY),
        ("2001:db8::1", "2001:db8::7", "2001:db8::7"),
        (f"::ffff:{PROXY}", f"::ffff:{CLIENT}", CLIENT),
        ("", CLIENT, None),
    ],
)
def test_the_header_is_read_from_the_end_and_from_trusted_proxies_only(seen, address, header, client):
    assert seen(address, HTTP_X_FORWARDED_FOR=header)[0] == client


def test_nobody_else_can_claim_https(seen):
    assert not seen(CLIENT, HTTP_X_FORWARDED_PROTO="https")[1]
    assert not seen(PROXY, HTTP_X_FORWARDED_PROTO="http")[1]
    assert not seen(PROXY)[1]
