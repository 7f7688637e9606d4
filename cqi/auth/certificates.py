"""TLS of a gRPC server whose files may change while it serves.

A server asks all clients of a port for certificates or none: gRPC's Python has nothing between.  Where only some
clients have one, these get a port of their own.
"""

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import grpc
import structlog
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, SECP384R1, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509 import load_pem_x509_certificates
from prometheus_client import Gauge

from cqi.startup import StartError

log = structlog.get_logger(__name__)

FILES_UNUSABLE = Gauge(
    "cqi_tls_files_unusable", "1 while the TLS files cannot be used and those of before are served"
)
CERTIFICATE_EXPIRES = Gauge(
    "cqi_tls_certificate_expiry_timestamp_seconds", "When the server's certificate expires"
)

_PROBLEMS = (ValueError, TypeError, UnsupportedAlgorithm)
"""What cryptography raises for a text that it cannot read, and for a key that needs a password."""


class _Texts(NamedTuple):
    """The bytes of each file; empty for a file that cannot be read or is not configured."""

    certificate: bytes
    key: bytes
    client_ca: bytes


class Certificates:
    """The TLS files of a server, as they were when they could last be used."""

    def __init__(self, certificate: Path, key: Path, client_ca: Path | None = None) -> None:
        """Raises StartError where the files cannot be used."""
        self._paths = (certificate, key, client_ca)
        self._reading = threading.Lock()
        self._seen = self._used = self._read()
        self._failing = False
        try:
            expires = self._expiry(self._used)
        except _PROBLEMS as error:
            names = ", ".join(str(path) for path in self._paths if path)
            raise StartError(f"The TLS files cannot be used ({names}): {error}.") from None
        self._note(expires)

    def credentials(self, *, client_certificates: bool = False) -> grpc.ServerCredentials:
        """Credentials of a port; with client certificates, no client is let in without one of the client CA."""
        given = self._used

        def changed() -> grpc.ServerCertificateConfiguration | None:
            nonlocal given
            newest = self._newest()
            if newest is given:
                return None
            given = newest
            return _configuration(newest, client_certificates)

        return grpc.dynamic_ssl_server_credentials(
            _configuration(given, client_certificates),
            changed,  # type: ignore[arg-type]  # None says that nothing has changed
            client_certificates,
        )

    @property
    def has_client_ca(self) -> bool:
        return self._paths[2] is not None

    def _newest(self) -> _Texts:
        """The files as they are now, or as they last could be used.

        gRPC asks for them before each handshake, in a thread of its own.
        """
        with self._reading:
            texts = self._read()
            if texts != self._seen:
                self._seen = texts
                self._take(texts)
            return self._used

    def _take(self, texts: _Texts) -> None:
        """Use the files from now on; if they cannot be used, the old ones stay."""
        try:
            expires = self._expiry(texts)
        except _PROBLEMS as error:
            if not self._failing:
                log.warning("tls_files_unusable", error=str(error))
            self._failing = True
            FILES_UNUSABLE.set(1)
            return
        self._failing = False
        self._used = self._used if texts == self._used else texts
        log.info("tls_files_changed", expires=expires.isoformat())
        self._note(expires)

    def _note(self, expires: datetime) -> None:
        FILES_UNUSABLE.set(0)
        CERTIFICATE_EXPIRES.set(expires.timestamp())

    def _read(self) -> _Texts:
        return _Texts(*(_text(path) for path in self._paths))

    def _expiry(self, texts: _Texts) -> datetime:
        """When the certificate expires.  Raises one of _PROBLEMS where the files do not fit together."""
        if not texts.certificate or not texts.key or (self.has_client_ca and not texts.client_ca):
            raise ValueError("a file is not there, or empty")
        certificate = load_pem_x509_certificates(texts.certificate)[0]
        key = load_pem_private_key(texts.key, None)
        if key.public_key() != certificate.public_key():
            raise ValueError("the key is not that of the certificate")
        if not _is_served(key):
            raise ValueError("a key should be of RSA (2048 bits or more), P-256 or P-384")
        if certificate.not_valid_after_utc <= datetime.now(UTC):
            raise ValueError("the certificate has expired")
        if texts.client_ca:
            load_pem_x509_certificates(texts.client_ca)
        return certificate.not_valid_after_utc


def _is_served(key: object) -> bool:
    """Whether gRPC serves with such a key; with others its handshakes fail."""
    match key:
        case RSAPrivateKey():
            return key.key_size >= 2048
        case EllipticCurvePrivateKey():
            return isinstance(key.curve, SECP256R1 | SECP384R1)
    return False


def _text(path: Path | None) -> bytes:
    try:
        return path.read_bytes() if path else b""
    except OSError:
        return b""


def _configuration(texts: _Texts, client_certificates: bool) -> grpc.ServerCertificateConfiguration:
    pairs = [(texts.key, texts.certificate)]
    return grpc.ssl_server_certificate_configuration(pairs, texts.client_ca if client_certificates else None)
