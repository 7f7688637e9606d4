"""The gRPC server: grpc.aio on the process's loop; address, health v1, reflection, TLS, and how it ends."""

import asyncio
import gc
from collections.abc import Callable
from pathlib import Path

import grpc
from django.conf import settings
from django_grpc_framework.settings import grpc_settings
from grpc import aio
from grpc_health.v1 import health_pb2
from grpc_reflection.v1alpha import reflection

from cqi.auth.certificates import Certificates
from cqi.database import keep_pool_sound
from cqi.event_loop import on_loop

from .answers import answers
from .health import Health
from .journal import journal
from .lanes import lanes
from .service import CONTRACT
from .watching.reader import reader

MOST_STREAMS = 200
"""The calls of one connection at once, and the only bound that gRPC has for calls that are begun and reset.

A reset call counts until the loop is done with it, so a flood of them is refused inside gRPC, and a trade check on
another connection waits for 200 of them at most.  Beyond it a client itself waits, without being told.  It is
therefore more than lists and writes can hold, so that a client's own trade check does not wait for those.
"""
MOST_PENDING, ALL_PENDING = 10_000, 20_000
"""Calls that the loop has not taken yet: from the first on gRPC cancels some of them, from the second all.

It does so at random and without a word, to trade checks and raised flags too, and with its own 1,000 fifteen
connections of a stranger were enough.  The loop takes that many within seconds, and then each gets an answer.
"""
OPTIONS = (
    # Two servers would share a port without an error.
    ("grpc.so_reuseport", 0),
    ("grpc.max_receive_message_length", 4 * 1024 * 1024),
    ("grpc.max_concurrent_streams", MOST_STREAMS),
    ("grpc.server.max_pending_requests", MOST_PENDING),
    ("grpc.server.max_pending_requests_hard_limit", ALL_PENDING),
    # Clients may ask for life signs every ten seconds, also while no call is open.
    ("grpc.http2.min_recv_ping_interval_without_data_ms", 10_000),
    ("grpc.keepalive_permit_without_calls", 1),
    ("grpc.keepalive_time_ms", 30_000),
    ("grpc.keepalive_timeout_ms", 10_000),
    # Connections move on after a while: to new servers, and with the certificate looked at again.
    ("grpc.max_connection_age_ms", 600_000),
    ("grpc.max_connection_age_grace_ms", 30_000),
)
HEALTH = health_pb2.DESCRIPTOR.services_by_name["Health"].full_name
LAST_SECONDS = 1.0
"""What is open when every call has its answer are streams, which do not end by themselves."""

AddHandlers = Callable[[aio.Server], None]


class AddressTaken(OSError):
    """The address cannot be listened on."""


class RunningServer:
    """A server that listens; made and stopped outside the loop."""

    def __init__(
        self,
        address: str,
        certificates: Certificates | None = None,
        add_handlers: AddHandlers | None = None,
    ) -> None:
        """Listen on `address` (host:port; port 0 is a free one).  Raises AddressTaken."""
        self._add_handlers = add_handlers or grpc_settings.ROOT_HANDLERS_HOOK
        self._health = Health()
        self._feed = reader().feed
        self._server, self.port = on_loop(self._start(address, certificates))

    def stop(self) -> None:
        """Say NOT_SERVING, go on for the pause, take no more calls, and give those in flight the grace to end."""
        on_loop(self._stop())
        answers().stop()
        journal().write()

    async def _start(self, address: str, certificates: Certificates | None) -> tuple[aio.Server, int]:
        server = aio.server(interceptors=list(grpc_settings.SERVER_INTERCEPTORS or ()), options=OPTIONS)
        self._add_handlers(server)
        self._health.add_to(server)
        if settings.CONFIG.grpc.reflection:
            names = [CONTRACT.full_name, HEALTH, reflection.SERVICE_NAME]
            reflection.enable_server_reflection(names, server)
        port = listen(server, address, certificates)
        await server.start()
        await self._health.start()
        return server, port

    async def _stop(self) -> None:
        sizes = settings.CONFIG.grpc
        await self._health.stop()
        await asyncio.sleep(sizes.pause_seconds or 0.0)
        self._feed.stop()
        stopping = asyncio.ensure_future(self._server.stop(sizes.grace_seconds))
        while not stopping.done() and any(lane.inside for lane in lanes().values()):
            await asyncio.sleep(0.02)
        await self._server.stop(LAST_SECONDS)
        await stopping


def start(
    address: str,
    certificates: Certificates | None = None,
    add_handlers: AddHandlers | None = None,
) -> RunningServer:
    """The server of a program that serves.  Raises AddressTaken."""
    # What the start has made stays: looking through it again took 40 to 70 ms of some caller's time.
    gc.collect()
    gc.freeze()
    server = RunningServer(address, certificates, add_handlers)
    keep_pool_sound()
    answers().start()
    return server


def listen(server: aio.Server, address: str, certificates: Certificates | None) -> int:
    """Take the address, and return its port; and take the port for clients with certificates, if there is one."""
    if certificates is None:
        return take_port(server, address, None)
    client_port = settings.CONFIG.grpc.tls_client_port
    if client_port is None:
        credentials = certificates.credentials(client_certificates=certificates.has_client_ca)
        return take_port(server, address, credentials)
    host, _, _ = address.rpartition(":")
    take_port(server, f"{host}:{client_port}", certificates.credentials(client_certificates=True))
    return take_port(server, address, certificates.credentials())


def take_port(server: aio.Server, address: str, credentials: grpc.ServerCredentials | None) -> int:
    """Take an address, and return its port.  Raises AddressTaken."""
    try:
        if credentials:
            return server.add_secure_port(address, credentials)
        return server.add_insecure_port(address)
    except RuntimeError:
        raise AddressTaken(
            f"{address} is taken by another program, or is not an address of this machine"
        ) from None


def configured_certificates() -> Certificates | None:
    """TLS as configured, None without it.  Raises StartError."""
    grpc_ = settings.CONFIG.grpc
    if not grpc_.tls_enabled:
        return None
    # Both are there: the configuration is refused without them.
    certificate, key = Path(grpc_.tls_cert_path or ""), Path(grpc_.tls_key_path or "")
    return Certificates(certificate, key, grpc_.tls_client_ca_path)
