"""TLS of the server as it is configured: one port for all, one that asks for certificates, or both."""

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from cqi.startup import StartError
from grpc_api.server import RunningServer, configured_certificates
from tests.cqi.auth.authority import Authority, client
from tests.programs import free_port

authority = Authority()
service = authority.pair("c", dns=["orders.trading"])


@pytest.fixture
def configure(settings, tmp_path):
    """A function that turns TLS on, with these settings of the gRPC server beside it."""
    certificate, key, client_ca = tmp_path / "tls.crt", tmp_path / "tls.key", tmp_path / "ca.crt"
    authority.server().write(certificate, key)
    client_ca.write_bytes(authority.certificate)

    def turn_on(*, clients: bool = False, **changes) -> None:
        changes |= {"tls_enabled": True, "tls_cert_path": certificate, "tls_key_path": key}
        changes |= {"tls_client_ca_path": client_ca} if clients else {}
        grpc_ = settings.CONFIG.grpc.model_copy(update=changes)
        settings.CONFIG = settings.CONFIG.model_copy(update={"grpc": grpc_})

    return turn_on


@pytest.fixture
def port():
    """A function that starts the server as it is configured, and returns its port."""
    started = []

    def start() -> int:
        started.append(RunningServer("127.0.0.1:0", configured_certificates()))
        return started[-1].port

    yield start
    for server in started:
        server.stop()


def is_served(port: int, pair=None) -> bool:
    with client(port, authority.certificate, pair) as channel:
        try:
            answer = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=20)
        except grpc.RpcError:
            return False
        return answer.status == health_pb2.HealthCheckResponse.SERVING


def test_it_works(configure, port):
    configure()
    assert is_served(port())


def test_without_it_there_are_no_certificates():
    assert configured_certificates() is None


def test_with_a_client_ca_every_client_shows_a_certificate(configure, port):
    configure(clients=True)
    listening = port()
    assert is_served(listening, service)
    assert not is_served(listening)


def test_clients_with_certificates_can_have_a_port_of_their_own(configure, port):
    client_port = free_port()
    configure(clients=True, tls_client_port=client_port)
    listening = port()
    assert is_served(listening)
    assert is_served(client_port, service)
    assert not is_served(client_port)


def test_files_that_cannot_be_used_stop_the_start(configure, tmp_path):
    configure()
    (tmp_path / "tls.key").write_bytes(Authority().server().key)
    with pytest.raises(StartError, match=r"cannot be used \(.*the key is not that of the certificate"):
        configured_certificates()
