"""Liveness and readiness: whether this process can serve, and which servers behind it answer."""

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
class PostgresCheck(HealthCheck):  # type: ignore[misc]  # the library has no types
    """PostgreSQL, by a new connection: a process whose pool is busy serving calls is ready all the same."""

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
class RedisCheck(HealthCheck):  # type: ignore[misc]  # the library has no types
    """Redis."""

    name = "cache"

    def run(self) -> None:
        """Raise what keeps Redis from answering."""
        try:
            get_redis_connection("default").ping()
        except (RedisError, OSError) as error:
            raise ServiceUnavailable("Redis does not answer: reads are slower") from error


@dataclasses.dataclass
class NatsCheck(HealthCheck):  # type: ignore[misc]  # the library has no types
    """NATS and its JetStream."""

    name = "event_bus"

    async def run(self) -> None:
        """Raise what keeps NATS from answering."""
        url = settings.CONFIG.event_bus.url

        async def ignore(_: Exception) -> None:
            """The answer to the request says it. The client's default would log it as well."""

        try:
            if url is None:
                raise ServiceUnavailable("no NATS is configured")
            client = await nats.connect(
                url.get_secret_value(),
                connect_timeout=_SECONDS,
                allow_reconnect=False,
                # The client counts attempts at the first connection too, and takes 0 for no limit.
                max_reconnect_attempts=1,
                reconnect_time_wait=0,
                error_cb=ignore,
            )
            try:
                await client.jetstream(timeout=_SECONDS).account_info()
            finally:
                await client.close()
        except (nats.errors.Error, OSError) as error:
            raise ServiceUnavailable("NATS does not answer") from error


class Ready(HealthCheckView):  # type: ignore[misc]  # the library has no types
    """Ready, degraded or not ready.

    Without PostgreSQL no call is answered: not ready, 503. Without Redis every call is answered, but reads are
    slower: degraded, 200. NATS is reported; no call depends on it, so it does not change the state.
    """

    checks = (PostgresCheck, RedisCheck, NatsCheck)

    async def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        """Ask every component at once. The library's own answer has two states, this one has three."""
        self.results = await asyncio.gather(*(check.get_result() for check in self.get_checks()))
        down = {result.check.name: result.error.message for result in self.results if result.error}
        components = {
            result.check.name: {"state": "down", "message": down[result.check.name]}
            if result.error
            else {"state": "up"}
            for result in self.results
        }
        state = "not ready" if "database" in down else "degraded" if "cache" in down else "ready"
        return JsonResponse(
            {"state": state, "components": components}, status=503 if state == "not ready" else 200
        )


def live(_request: HttpRequest) -> JsonResponse:
    """The process answers. Ready says whether it can work."""
    return JsonResponse({"state": "alive"})
