"""Liveness and readiness: whether this process can serve, and which servers behind it answer."""

import asyncio
import dataclasses

import nats
import psycopg
from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_redis import get_redis_connection
from health_check.base import HealthCheck
from health_check.exceptions import ServiceUnavailable
from redis.exceptions import RedisError

_SECONDS = 2

Components = dict[str, dict[str, str]]
"""What each server behind this process says, by its name."""


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
            raise ServiceUnavailable("NATS does not answer: changes are told late") from error


CHECKS = (PostgresCheck, RedisCheck, NatsCheck)


@require_safe
def live(_request: HttpRequest) -> JsonResponse:
    """The process answers. Ready says whether it can work."""
    return JsonResponse({"state": "alive"})


@require_safe
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """Ready, degraded or not ready, and which components are up.

    Without PostgreSQL no call is answered: not ready, 503. Without Redis every call is answered, but reads are
    slower, and without NATS what changed is told when it is back: degraded, 200.
    """
    components = async_to_sync(ask_components)()
    return readiness(components, shown={"components": components})


@require_safe
@never_cache
def ready_in_short(_request: HttpRequest) -> JsonResponse:
    """The same for whoever reaches the HTTP port: it names no component."""
    return readiness(async_to_sync(ask_components)(), shown={})


def readiness(components: Components, shown: dict[str, Components]) -> JsonResponse:
    down = {name for name, told in components.items() if told["state"] == "down"}
    state = "not ready" if "database" in down else "degraded" if down else "ready"
    return JsonResponse({"state": state, **shown}, status=503 if state == "not ready" else 200)


async def ask_components() -> Components:
    """Ask every component at once."""
    results = await asyncio.gather(*(check().get_result() for check in CHECKS))
    return {
        result.check.name: {"state": "down", "message": result.error.message}
        if result.error
        else {"state": "up"}
        for result in results
    }
