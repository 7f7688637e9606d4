"""The gRPC server: threads, address, health v1 and reflection."""

import gc
from concurrent import futures
from pathlib import Path

import grpc
from django.conf import settings
from django_grpc_framework.settings import grpc_settings
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from cqi.database import keep_pool_sound

from .service import CONTRACT

OPTIONS = (
    # Two servers would share a port without an error.
    ("grpc.so_reuseport", 0),
    ("grpc.max_receive_message_length", 4 * 1024 * 1024),
)


class AddressTaken(OSError):
    """The address cannot be listened on."""


def start(address: str, threads: int, credentials: grpc.ServerCredentials | None = None) -> grpc.Server:
    """A server that listens on `address` (host:port).  Raises AddressTaken."""
    server = build(threads)
    listen(server, address, credentials)
    # What the start has made stays: looking through it again took 40 to 70 ms of some caller's time.
    gc.collect()
    gc.freeze()
    server.start()
    keep_pool_sound()
    return server


def build(threads: int) -> grpc.Server:
    """A server with every service, which does not listen yet."""
    server = grpc.server(
        futures.ThreadPoolExecutor(threads, thread_name_prefix="grpc"),
        interceptors=list(grpc_settings.SERVER_INTERCEPTORS or ()),
        options=OPTIONS,
    )
    grpc_settings.ROOT_HANDLERS_HOOK(server)
    add_health(server)
    names = [CONTRACT.full_name, health_pb2.DESCRIPTOR.services_by_name["Health"].full_name]
    reflection.enable_server_reflection([*names, reflection.SERVICE_NAME], server)
    return server


def listen(server: grpc.Server, address: str, credentials: grpc.ServerCredentials | None = None) -> int:
    """Take the address; returns its port, a free one where it says port 0.  Raises AddressTaken."""
    try:
        if credentials:
            return server.add_secure_port(address, credentials)
        return server.add_insecure_port(address)
    except RuntimeError:
        raise AddressTaken(
            f"{address} is taken by another program, or is not an address of this machine"
        ) from None


def add_health(server: grpc.Server) -> None:
    servicer = health.HealthServicer()
    for name in ("", CONTRACT.full_name):
        servicer.set(name, health_pb2.HealthCheckResponse.SERVING)
    health_pb2_grpc.add_HealthServicer_to_server(servicer, server)


def tls(certificate_path: Path, key_path: Path) -> grpc.ServerCredentials:
    """The server's credentials from two PEM files."""
    return grpc.ssl_server_credentials([(key_path.read_bytes(), certificate_path.read_bytes())])


def configured_credentials() -> grpc.ServerCredentials | None:
    """TLS as configured, None without it."""
    grpc_ = settings.CONFIG.grpc
    if not grpc_.tls_enabled:
        return None
    # Both are there: the configuration is refused without them.
    return tls(Path(grpc_.tls_cert_path or ""), Path(grpc_.tls_key_path or ""))
