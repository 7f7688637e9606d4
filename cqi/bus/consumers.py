"""Consuming: a service's handler gets each message of its topics, at least once.

With one message in flight the messages come in the order of the stream, also what is delivered again.  With more,
what fails is overtaken by what follows it, so a handler decides by versions.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass, field

import structlog

from .backend import Bus, Delivery, Durable, Fetching
from .topics import BusUnavailable, EventHandler, Received, RetryLater, Topic

log = structlog.get_logger(__name__)

FETCH_SECONDS = 0.5
"""So long a fetch waits for a message.  A consumer that is to stop notices it then."""
WAIT_SECONDS = 1.0


@dataclass
class Consumer:
    """Hands the messages of topics to a handler until it is stopped.

    Processes of one service share the messages.  They begin with the oldest that is kept, and
    go on where they were.
    """

    bus: Bus
    service: str
    topics: Sequence[Topic]
    handler: EventHandler
    _: KW_ONLY
    ack_seconds: float = 10.0
    """So long after a process died its messages are delivered again; those in hand of one that lives are not."""
    in_flight: int = 1
    drain_seconds: float = 20.0
    """What is still in hand so long after the stop is let go, and delivered again."""
    _stopped: asyncio.Event = field(default_factory=asyncio.Event)

    def stop(self) -> None:
        """Let `run` end: nothing more is fetched, what is in hand is finished and acknowledged."""
        self._stopped.set()

    async def run(self) -> None:
        """Consume until `stop`.  An outage of the bus is waited out, and a handler's error repeated."""
        subjects = tuple(topic.subject for topic in self.topics)
        source = self.bus.fetching(Durable(self.service, subjects, self.ack_seconds, self.in_flight))
        in_hand: set[asyncio.Task[None]] = set()
        try:
            while not self._stopped.is_set():
                if len(in_hand) == self.in_flight:
                    await asyncio.wait(in_hand, timeout=FETCH_SECONDS, return_when=asyncio.FIRST_COMPLETED)
                elif delivery := await self._fetch(source):
                    task = asyncio.create_task(self._handle(delivery))
                    in_hand.add(task)
                    task.add_done_callback(in_hand.discard)
            if in_hand:
                await asyncio.wait(in_hand, timeout=self.drain_seconds)
        finally:
            for task in in_hand:
                task.cancel()

    async def _fetch(self, source: Fetching) -> Delivery | None:
        try:
            return await source.fetch(FETCH_SECONDS)
        except BusUnavailable as error:
            log.warning("bus_unavailable", service=self.service, error=str(error))
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), WAIT_SECONDS)
            return None

    async def _handle(self, delivery: Delivery) -> None:
        """Let the handler have it, and tell the bus.  What the bus does not hear it delivers again."""
        topic = next(topic for topic in self.topics if topic.subject == delivery.subject)
        received = Received(topic, delivery.payload, delivery.headers, delivery.deliveries, delivery.sequence)
        holding = asyncio.create_task(self._hold(delivery))
        with suppress(BusUnavailable):
            try:
                await self.handler(received)
            except RetryLater as error:
                await delivery.again(error.seconds)
            except Exception:  # noqa: BLE001  the middleware tells it
                await delivery.again(WAIT_SECONDS)
            else:
                await delivery.ack()
            finally:
                holding.cancel()

    async def _hold(self, delivery: Delivery) -> None:
        while True:
            await asyncio.sleep(self.ack_seconds / 3)
            with suppress(BusUnavailable):
                await delivery.working()
