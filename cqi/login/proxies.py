"""Where a request comes from, where proxies stand before the server.

A header can be written by anybody.  The forwarding headers are believed when a configured proxy sent the
request, and dropped otherwise, so that nobody chooses the address by which he is counted, or claims HTTPS.
"""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_FORWARDING = ("FORWARDED", "X_FORWARDED_FOR", "X_FORWARDED_HOST", "X_FORWARDED_PORT", "X_FORWARDED_PROTO")

_Network = IPv4Network | IPv6Network


class TrustedProxies:
    """Sets the address of a request to the one that the last trusted proxy saw."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.networks = [ip_network(text) for text in settings.CONFIG.http.trusted_proxies]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.META
        if not trusted(sent.get("REMOTE_ADDR", ""), self.networks):
            for name in _FORWARDING:
                sent.pop(f"HTTP_{name}", None)
        elif (client := forwarded(sent.get("HTTP_X_FORWARDED_FOR", ""), self.networks)) is not None:
            sent["REMOTE_ADDR"] = client
        return self.get_response(request)


def trusted(text: str, networks: list[_Network]) -> bool:
    address = client_ip(text)
    return address is not None and any(address in network for network in networks)


def forwarded(header: str, networks: list[_Network]) -> str | None:
    """The last address that no trusted proxy has: what stands before it, the client may have written."""
    for text in reversed(header.split(",")):
        if (address := client_ip(text)) is None:
            return None
        if not any(address in network for network in networks):
            return str(address)
    return None


def client_ip(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def client_address(request: HttpRequest) -> str | None:
    """What failures are counted by; None where the request did not come over the network."""
    address = client_ip(request.META.get("REMOTE_ADDR", ""))
    return None if address is None else str(address)
