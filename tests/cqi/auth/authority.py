"""Certificate authorities, what they sign, and clients with it."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import grpc
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

HOUR = timedelta(hours=1)


class Pair(NamedTuple):
    """A certificate and its key, in PEM."""

    certificate: bytes
    key: bytes

    def write(self, certificate: Path, key: Path) -> None:
        certificate.write_bytes(self.certificate)
        key.write_bytes(self.key)


class Authority:
    """It signs certificates.  Two of the same name have keys of their own."""

    def __init__(self, name: str = "authority") -> None:
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = self._signed(self._name, self._key, authority=True)

    def pair(
        self,
        name: str = "localhost",
        *,
        uris: Iterable[str] = (),
        dns: Iterable[str] = (),
        ends: timedelta = HOUR,
        key: Any = None,
    ) -> Pair:
        """A certificate with this common name and these other names."""
        key = key or ec.generate_private_key(ec.SECP256R1())
        names: list[Any] = [
            *(x509.UniformResourceIdentifier(uri) for uri in uris),
            *(x509.DNSName(name) for name in dns),
        ]
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        certificate = self._signed(subject, key, names, ends=ends)
        return Pair(certificate, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

    def server(self, ends: timedelta = HOUR, key: Any = None) -> Pair:
        return self.pair(dns=["localhost"], ends=ends, key=key)

    def _signed(
        self,
        subject: x509.Name,
        key: Any,
        names: Iterable[Any] = (),
        *,
        authority: bool = False,
        ends: timedelta = HOUR,
    ) -> bytes:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - 2 * HOUR)
            .not_valid_after(now + ends)
            .add_extension(x509.BasicConstraints(authority, None), critical=True)
        )
        if names := list(names):
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(self._key, SHA256()).public_bytes(Encoding.PEM)


def client(port: int, server_ca: bytes, pair: Pair | None = None) -> grpc.Channel:
    """A connection of its own, whose certificates are looked at when its first call is made."""
    key, certificate = (pair.key, pair.certificate) if pair else (None, None)
    credentials = grpc.ssl_channel_credentials(server_ca, key, certificate)
    options = [
        ("grpc.ssl_target_name_override", "localhost"),
        # Channels of one process share connections otherwise.
        ("grpc.use_local_subchannel_pool", 1),
    ]
    return grpc.secure_channel(f"127.0.0.1:{port}", credentials, options)
