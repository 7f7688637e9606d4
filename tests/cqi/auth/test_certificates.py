"""TLS of a real server: files that change while it serves, and whom the certificate of a client names."""

import json
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import grpc
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from grpc import aio
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from cqi.auth.certificates import Certificates
from cqi.auth.peers import peer_name
from cqi.event_loop import on_loop
from cqi.startup import StartError

from .authority import HOUR, Authority, Pair, client

authority, other_authority = Authority(), Authority()
ours = authority.pair("c", dns=["orders.trading"])


class Names(grpc.GenericRpcHandler):
    """Answers every call with whom the caller's certificate names."""

    def service(self, _):
        async def answer(_, context):
            return json.dumps(peer_name(context.auth_context())).encode()

        return grpc.unary_unary_rpc_method_handler(answer)


@pytest.fixture
def files(tmp_path):
    """The paths of certificate, key and client CA; what is there can be used."""
    paths = tmp_path / "tls.crt", tmp_path / "tls.key", tmp_path / "ca.crt"
    authority.server().write(*paths[:2])
    paths[2].write_bytes(authority.certificate)
    return paths


@contextmanager
def serving(certificates: Certificates, *, client_certificates: bool = False):
    async def start() -> tuple[aio.Server, int]:
        server = aio.server()
        server.add_generic_rpc_handlers((Names(),))
        credentials = certificates.credentials(client_certificates=client_certificates)
        port = server.add_secure_port("127.0.0.1:0", credentials)
        await server.start()
        return server, port

    server, port = on_loop(start())
    yield port
    on_loop(server.stop(None))


def called(port: int, pair: Pair | None = None, server_ca: bytes = authority.certificate) -> str | None:
    """Whom a new connection's certificate names, as the server sees it; "refused" if it lets nobody in."""
    with client(port, server_ca, pair) as channel:
        try:
            name: str | None = json.loads(channel.unary_unary("/any/call")(b"", timeout=20))
        except grpc.RpcError as error:
            return "refused" if error.code() is grpc.StatusCode.UNAVAILABLE else str(error)
        return name


def gauge(name: str) -> float | None:
    return REGISTRY.get_sample_value(name)


def test_it_works(files):
    with serving(Certificates(*files[:2])) as port:
        assert called(port) is None
        assert called(port, ours) is None, "no certificate was asked for"
        assert called(port, server_ca=other_authority.certificate) == "refused"


@pytest.mark.parametrize(
    "key",
    [rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP384R1())],
    ids=["RSA", "P-384"],
)
def test_other_kinds_of_keys(files, key):
    authority.server(key=key).write(*files[:2])
    with serving(Certificates(*files[:2])) as port:
        assert called(port) is None


def test_clients_show_certificates(files):
    with serving(Certificates(*files), client_certificates=True) as port:
        assert called(port, ours) == "orders.trading"
        assert called(port) == "refused"
        assert called(port, other_authority.pair("c", dns=["orders.trading"])) == "refused"
        assert called(port, authority.pair("c", dns=["orders.trading"], ends=-HOUR)) == "refused"


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("spiffe://platform/trading/orders", {"uris": ["spiffe://platform/trading/orders"]}),
        ("spiffe://platform/orders", {"uris": ["spiffe://platform/orders"], "dns": ["a.b", "orders"]}),
        ("orders", {"dns": ["orders"]}),
        ("orders.trading", {"dns": ["Orders.Trading"]}),
        ("orders", {"dns": ["orders"], "uris": ["https://orders.example/"]}),
        (None, {}),
        (None, {"dns": ["orders", "billing"]}),
        (None, {"dns": ["*.trading"]}),
        (None, {"dns": ["orders.trading\n"]}),
        (None, {"dns": ["orders\0.forger.example"]}),
        (None, {"uris": ["spiffe://platform/orders\0.forger.example"]}),
        (None, {"uris": ["spiffe://platform/../orders"]}),
        (None, {"uris": ["https://orders.example/"]}),
        (None, {"uris": ["spiffe://platform/orders", "spiffe://platform/billing"]}),
        (None, {"uris": ["spiffe://platform/orders", "https://orders.example"], "dns": ["orders"]}),
        (None, {"uris": ["spiffe://platform"], "dns": ["orders"]}),
        (None, {"uris": ["SPIFFE://platform/orders"], "dns": ["orders"]}),
        (None, {"uris": ["spiffe://platform/orders%2e"]}),
        (None, {"uris": ["spiffe://platform/orders\n"]}),
        (None, {"uris": ["spiffe:///orders"]}),
    ],
)
def test_whom_a_certificate_names(files, name, names):
    with serving(Certificates(*files), client_certificates=True) as port:
        assert called(port, authority.pair("common name", **names)) == name


def test_a_certificate_that_expires_names_nobody_on_its_open_connection_either(files):
    ends = timedelta(seconds=4)
    pair = authority.pair("c", dns=["orders.trading"], ends=ends)
    over = x509.load_pem_x509_certificate(pair.certificate).not_valid_after_utc
    with (
        serving(Certificates(*files), client_certificates=True) as port,
        client(port, authority.certificate, pair) as channel,
    ):
        ask = channel.unary_unary("/any/call")
        assert json.loads(ask(b"", timeout=20)) == "orders.trading"
        time.sleep((over - datetime.now(UTC)).total_seconds() + 0.1)
        assert json.loads(ask(b"", timeout=20)) is None


def test_a_connection_without_tls_names_nobody():
    assert peer_name({}) is None


def test_another_certificate_is_served_without_a_restart(files):
    with serving(Certificates(*files[:2])) as port:
        assert called(port) is None
        before = gauge("cqi_tls_certificate_expiry_timestamp_seconds")
        other_authority.server(ends=2 * HOUR).write(*files[:2])
        assert called(port, server_ca=other_authority.certificate) is None
        assert called(port) == "refused"
        assert gauge("cqi_tls_certificate_expiry_timestamp_seconds") > before + 3000


def test_other_clients_are_let_in_without_a_restart(files):
    theirs = other_authority.pair("c", dns=["orders.trading"])
    with serving(Certificates(*files), client_certificates=True) as port:
        assert (called(port, ours), called(port, theirs)) == ("orders.trading", "refused")
        files[2].write_bytes(other_authority.certificate)
        assert (called(port, ours), called(port, theirs)) == ("refused", "orders.trading")


def test_both_ports_of_a_server_follow_the_files(files):
    certificates = Certificates(*files)
    with serving(certificates) as port, serving(certificates, client_certificates=True) as client_port:
        other_authority.server().write(*files[:2])
        assert called(port, server_ca=other_authority.certificate) is None
        assert called(client_port, ours, other_authority.certificate) == "orders.trading"


def foreign_key(paths) -> None:
    paths[1].write_bytes(authority.server().key)


def foreign_certificate(paths) -> None:
    paths[0].write_bytes(authority.server().certificate)


def expired(paths) -> None:
    authority.server(ends=-HOUR).write(*paths[:2])


def of_key(key):
    return lambda paths: authority.server(key=key).write(*paths[:2])


BROKEN = {
    "an Ed25519 key": of_key(ed25519.Ed25519PrivateKey.generate()),
    "a key of a curve that TLS does not have": of_key(ec.generate_private_key(ec.SECP256K1())),
    "a small key": of_key(rsa.generate_private_key(65537, 1024)),  # noqa: S505  it is what must be refused
    "the key of another certificate": foreign_key,
    "the certificate of another key": foreign_certificate,
    "expired": expired,
    "half a certificate": lambda paths: paths[0].write_bytes(paths[0].read_bytes()[:200]),
    "an empty certificate": lambda paths: paths[0].write_bytes(b""),
    "an empty key": lambda paths: paths[1].write_bytes(b""),
    "nonsense for a key": lambda paths: paths[1].write_bytes(b"\0nonsense"),
    "no key": lambda paths: paths[1].unlink(),
    "no certificate": lambda paths: paths[0].unlink(),
    "no client CA": lambda paths: paths[2].unlink(),
    "nonsense for a client CA": lambda paths: paths[2].write_bytes(b"nonsense"),
}


def told_of_files(lines: list[Any]) -> list[str]:
    """What the log says of them, between lines of calls."""
    return [line["event"] for line in lines if line["event"].startswith("tls_files_")]


@pytest.mark.parametrize("problem", BROKEN)
def test_broken_files_keep_the_old_ones_and_show(files, problem):
    good = [path.read_bytes() for path in files]
    with serving(Certificates(*files), client_certificates=True) as port, capture_logs() as lines:
        assert gauge("cqi_tls_files_unusable") == 0
        BROKEN[problem](files)
        assert called(port, ours) == "orders.trading"
        assert called(port, ours) == "orders.trading"
        assert gauge("cqi_tls_files_unusable") == 1
        assert told_of_files(lines) == ["tls_files_unusable"]
        for path, text in zip(files, good, strict=True):
            path.write_bytes(text)
        assert called(port, ours) == "orders.trading"
        assert gauge("cqi_tls_files_unusable") == 0
        assert told_of_files(lines) == ["tls_files_unusable", "tls_files_changed"]
    assert all(key_line not in str(lines) for key_line in good[1].decode().splitlines())


@pytest.mark.parametrize("problem", BROKEN)
def test_broken_files_stop_the_start(files, problem):
    BROKEN[problem](files)
    with pytest.raises(StartError, match="The TLS files cannot be used"):
        Certificates(*files)


def test_a_certificate_and_a_key_are_written_one_after_the_other(files):
    new = other_authority.server()
    with serving(Certificates(*files[:2])) as port:
        files[0].write_bytes(new.certificate)
        assert called(port) is None, "the old pair is served until the new one is whole"
        files[1].write_bytes(new.key)
        assert called(port, server_ca=other_authority.certificate) is None


def test_files_that_stay_broken_are_one_line(files):
    with serving(Certificates(*files[:2])) as port, capture_logs() as lines:
        for text in (b"nonsense", b"other nonsense", b""):
            files[1].write_bytes(text)
            assert called(port) is None
    assert told_of_files(lines) == ["tls_files_unusable"]
