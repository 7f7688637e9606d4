"""Whom the certificate of a client names."""

import re
import time
from collections.abc import Iterable, Mapping
from functools import lru_cache

from cryptography import x509

SPIFFE_ID = re.compile(r"spiffe://[a-z0-9._-]+(/(?!\.{1,2}(/|\Z))[A-Za-z0-9._-]+)+")
DNS_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")


def peer_name(auth_context: Mapping[str, Iterable[bytes]]) -> str | None:
    """The SPIFFE id or else the DNS name in the certificate of a connection, None where there is no single one.

    The context holds it only after the certificate was verified.  Its `peer_spiffe_id` and `peer_dns` end at the
    first NUL, so that a certificate for `orders`, NUL, `.forger.example` would name `orders`: the certificate
    itself is read.
    """
    pem = next(iter(auth_context.get("x509_pem_cert", ())), None)
    if pem is None:
        return None
    name, ends_at = name_in_certificate(pem)
    # A handshake looks at it too, but a connection lasts, and one that is resumed has none.
    return name if time.time() < ends_at else None


def is_peer_name(text: str) -> bool:
    """Whether a certificate can name somebody so."""
    return bool(SPIFFE_ID.fullmatch(text) or DNS_NAME.fullmatch(text))


@lru_cache(maxsize=1024)
def name_in_certificate(pem: bytes) -> tuple[str | None, float]:
    """Whom a certificate names, and when it expires."""
    try:
        certificate = x509.load_pem_x509_certificate(pem)
        return single_name(certificate), certificate.not_valid_after_utc.timestamp()
    except ValueError:
        return None, 0.0


def single_name(certificate: x509.Certificate) -> str | None:
    """The SPIFFE id of a certificate or else its DNS name; None where it does not name a single client.

    A SPIFFE id goes before DNS names, because a workload may have DNS names for those who connect to it.  SPIFFE
    demands that its id is the only URI.  Where there are several DNS names, or a wildcard, none says who this is.
    """
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        uris = names.get_values_for_type(x509.UniformResourceIdentifier)
        dns = names.get_values_for_type(x509.DNSName)
    except (x509.ExtensionNotFound, x509.DuplicateExtension, ValueError):
        return None
    if any(uri.lower().startswith("spiffe:") for uri in uris):
        return uris[0] if len(uris) == 1 and SPIFFE_ID.fullmatch(uris[0]) else None
    name = dns[0].lower() if len(dns) == 1 else ""
    return name if DNS_NAME.fullmatch(name) else None
