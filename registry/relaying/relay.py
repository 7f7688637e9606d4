"""The relay: one process publishes what was changed, and begins anew whenever something fails."""

import asyncio
import random
from functools import partial

import structlog
from django.db import DatabaseError, InterfaceError
from nats.errors import Error as NatsError

from cqi.bus.connection import connected
from cqi.leading import Leader, Turn

from .measuring import keep_measuring
from .metrics import RELAY_LEADER
from .outbox import RelayDatabase
from .publishing import StreamSession
from .stream import StreamSettings

log = structlog.get_logger(__name__)

RELAY_LOCK = 5_317_904_226
"""The advisory lock of who publishes."""
OVER_SECONDS = 0.1
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.1, 2.0
FAULTS = (NatsError, DatabaseError, InterfaceError, OSError)
"""What an outage raises, of NATS or of PostgreSQL; a time limit is an OSError."""


def relay_leader(url: str, settings: StreamSettings, role: dict[str, str]) -> Leader:
    """The leader that publishes in its turn, to the NATS at this URL.

    `role` has the `user` and `password` to connect to the database with; empty for the application's.
    """
    return Leader("relay", RELAY_LOCK, partial(publish_changes, url, settings, role), **role)


def publish_changes(url: str, settings: StreamSettings, role: dict[str, str], turn: Turn) -> None:
    """Publish what waits and what comes, until the turn is over."""
    with RELAY_LEADER.track_inprogress():
        asyncio.run(publish_until_over(url, settings, role, turn))


async def publish_until_over(url: str, settings: StreamSettings, role: dict[str, str], turn: Turn) -> None:
    work = {
        asyncio.create_task(keep_publishing(url, settings, role)),
        asyncio.create_task(keep_measuring(role)),
    }
    ended: set[asyncio.Task[None]] = set()
    while not turn.over.is_set() and not ended:
        ended, _ = await asyncio.wait(work, timeout=OVER_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    for task in work:
        task.cancel()
    await asyncio.wait(work)
    for task in ended:
        task.result()  # raises what has ended it


async def keep_publishing(url: str, settings: StreamSettings, role: dict[str, str]) -> None:
    """Publish for ever: what fails is said once, and tried again after a pause that grows."""
    pause, said = FIRST_PAUSE_SECONDS, ""
    while True:
        publisher = None
        try:
            async with RelayDatabase(role) as database, connected(url, "relay") as client:
                while True:
                    publisher = await StreamSession.begin(client, database, settings)
                    if said:
                        log.info("relay_goes_on")
                    said = ""
                    await publisher.run()
        except* FAULTS as faults:
            problem = first_fault(faults)
            if problem != said:
                log.warning("relay_interrupted", error=problem)
            said = problem
        if publisher is not None and publisher.published:
            pause = FIRST_PAUSE_SECONDS
        await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311  it spreads, and hides nothing
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


def first_fault(faults: BaseExceptionGroup[BaseException]) -> str:
    """The first of the faults, in words."""
    first: BaseException = faults
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    return f"{type(first).__name__}: {first}".strip().rstrip(":")
