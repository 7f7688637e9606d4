"""gRPC health v1 (https://grpc.io/docs/guides/health-checking/): SERVING while PostgreSQL answers.

Without PostgreSQL this process answers no call, so balancers and clients that watch its health go to another one.
Without Redis or NATS every call is answered, and nothing changes here: `/health/ready` names what is missing.
"""

import asyncio
from contextlib import suppress
from typing import Any

import psycopg
import structlog
from django.db import connection
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

from .service import CONTRACT

log = structlog.get_logger(__name__)

PROBE_SECONDS = 1.0
LATE_SECONDS = 2.0
"""A database that takes this long for `SELECT 1` counts as gone: calls wait as long."""

SERVICES = ("", CONTRACT.full_name)
"""Whose health can be asked: the server's, and the contract's."""
SERVING = health_pb2.HealthCheckResponse.SERVING
NOT_SERVING = health_pb2.HealthCheckResponse.NOT_SERVING


class Health:
    """What a server says of itself; used on the loop."""

    def __init__(self) -> None:
        self._servicer = health.aio.HealthServicer()
        self._session: psycopg.AsyncConnection[Any] | None = None
        self._watch: asyncio.Task[None] | None = None

    def add_to(self, server: Any) -> None:
        """Serve it beside the calls."""
        health_pb2_grpc.add_HealthServicer_to_server(self._servicer, server)

    async def start(self) -> None:
        """Say how it is now, and every second from now on."""
        await self._say(is_served=True)
        self._watch = asyncio.create_task(self._keep_asking())

    async def stop(self) -> None:
        """Say NOT_SERVING for good."""
        await self._servicer.enter_graceful_shutdown()
        if self._watch is not None:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch
        await self._leave()

    async def _keep_asking(self) -> None:
        is_served = True
        while True:
            await asyncio.sleep(PROBE_SECONDS)
            if (now := await self._database_answers()) != is_served:
                is_served = now
                log.warning("health_changed", status="SERVING" if now else "NOT_SERVING")
                await self._say(is_served=now)

    async def _say(self, *, is_served: bool) -> None:
        for name in SERVICES:
            await self._servicer.set(name, SERVING if is_served else NOT_SERVING)

    async def _database_answers(self) -> bool:
        """By a connection of its own: a pool that is busy with calls says nothing about the database."""
        try:
            async with asyncio.timeout(LATE_SECONDS):
                if self._session is None:
                    self._session = await psycopg.AsyncConnection.connect(**parameters(), autocommit=True)
                await self._session.execute("SELECT 1")
        except (psycopg.Error, OSError, TimeoutError):
            await self._leave()
            return False
        return True

    async def _leave(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            with suppress(psycopg.Error, OSError):
                await session.close()


def parameters() -> dict[str, Any]:
    """How to connect, without what makes a connection Django's."""
    django = connection.get_connection_params()
    return {
        name: value for name, value in django.items() if name not in {"pool", "context", "cursor_factory"}
    }
