"""A connection to NATS that heals by itself, and says at once when it is broken."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import nats
import structlog
from nats.aio.client import Client

from cqi.config import Config

log = structlog.get_logger(__name__)

CONNECT_SECONDS = 5.0
PING_SECONDS = 5
"""A server that answers no two of these in a row is left: its connection stands, as one that is cut off does."""
RECONNECT_SECONDS = 0.5


def bus_url(config: Config) -> str:
    """Where NATS is; a program that needs it has it started where none is configured."""
    url = config.event_bus.url
    assert url is not None, "the servers are started before a command runs"
    return url.get_secret_value()


@asynccontextmanager
async def connected(url: str, name: str) -> AsyncIterator[Client]:
    """A connection that tries for ever to come back.  Raises nats.errors.Error or OSError where it never was one.

    What is published while it is broken is refused at once, instead of being sent at some time later.
    """
    client = Client()

    async def disconnected() -> None:
        if not client.is_closed:
            log.warning("bus_disconnected")

    async def reconnected() -> None:
        log.info("bus_reconnected")

    async def failed(error: Exception) -> None:
        # Each try to come back fails in the same way.
        log.debug("bus_failed", error=str(error) or type(error).__name__)

    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            await client.connect(
                url,
                name=name,
                max_reconnect_attempts=-1,  # by default it gives up for good
                reconnect_time_wait=RECONNECT_SECONDS,  # type: ignore[arg-type]  # seconds, of any kind
                ping_interval=PING_SECONDS,
                pending_size=-1,
                connect_timeout=2,
                disconnected_cb=disconnected,
                reconnected_cb=reconnected,
                error_cb=failed,
            )
        yield client
    except TimeoutError as error:
        raise nats.errors.TimeoutError from error
    finally:
        with suppress(nats.errors.Error, OSError, TimeoutError):
            async with asyncio.timeout(CONNECT_SECONDS):
                await client.close()
