"""Liveness and readiness: what this process can serve, component by component."""

import asyncio
import dataclasses
from typing import Any

import nats
import psycopg
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django_redis import get_redis_connection
from health_check.base import HealthCheck
from health_check.exceptions import ServiceUnavailable
from health_check.views import HealthCheckView
from redis.exceptions import RedisError

_SECONDS = 2


@dataclasses.dataclass
class Database(HealthCheck):  # type: ignore[misc]  # the library has no types
    """PostgreSQL, by a connection of its own: a pool that is busy serving is not a reason to be taken out."""

    name = "database"

    def run(self) -> None:
        """Raise what keeps PostgreSQL from answering."""
        parameters = connection.get_connection_params() | {"connect_timeout": _SECONDS}
        parameters.pop("pool", None)
        try:
            with psycopg.connect(**parameters) as probe:
                probe.execute("select 1")
        except psycopg.Error as error:
            raise ServiceUnavailable("PostgreSQL does not answer") from error


@dataclasses.dataclass
class Cache(HealthCheck):  # type: ignore[misc]  # the library has no types
    """Redis."""

    name = "cache"

    def run(self) -> None:
        """Raise what keeps Redis from answering."""
        try:
            get_redis_connection("default").ping()
        except (RedisError, OSError) as error:
            raise ServiceUnavailable("Redis does not answer: reads are slower") from error


@dataclasses.dataclass
class EventBus(HealthCheck):  # type: ignore[misc]  # the library has no types
    """NATS and its JetStream."""

    name = "event_bus"

    async def run(self) -> None:
        """Raise what keeps NATS from answering."""
        url = settings.CONFIG.event_bus.url

        async def ignore(_: Exception) -> None:
            """The answer tells it; the default would log it too."""

        try:
            if url is None:
                raise ServiceUnavailable("no NATS is configured: events wait")
            client = await nats.connect(
                url.get_secret_value(),
                connect_timeout=_SECONDS,
                allow_reconnect=False,
                # The first connection is tried this often too, and 0 means for ever.
                max_reconnect_attempts=1,
                reconnect_time_wait=0,
                error_cb=ignore,
            )
            try:
                await client.jetstream(timeout=_SECONDS).account_info()
            finally:
                await client.close()
        except (nats.errors.Error, OSError) as error:
            raise ServiceUnavailable("NATS does not answer: events wait") from error


class Ready(HealthCheckView):  # type: ignore[misc]  # the library has no types
    """Ready, degraded (200: every call is answered) or not ready (503: without PostgreSQL nothing is)."""

    checks = (Database, Cache, EventBus)

    async def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        """Ask every component at once.  The library would know two states; here there are three."""
        self.results = await asyncio.gather(*(check.get_result() for check in self.get_checks()))
        down = {result.check.name: result.error.message for result in self.results if result.error}
        components = {
            result.check.name: {"state": "down", "message": down[result.check.name]}
            if result.error
            else {"state": "up"}
            for result in self.results
        }
        state = "not ready" if "database" in down else "degraded" if down else "ready"
        return JsonResponse(
            {"state": state, "components": components}, status=503 if state == "not ready" else 200
        )


def live(_request: HttpRequest) -> JsonResponse:
    """The process answers; whether it can work is for Ready to say."""
    return JsonResponse({"state": "alive"})
