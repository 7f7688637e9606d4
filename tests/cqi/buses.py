"""What the tests of the bus share: topics, a handler that notes what it gets, and an empty bus on NATS."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from cqc.events.v1 import asset_events_pb2 as events

from cqi.bus.backend import Bus
from cqi.bus.connection import connected
from cqi.bus.consumers import Consumer
from cqi.bus.jetstream import JetStreamBus
from cqi.bus.publishing import publish
from cqi.bus.topics import Received, Topic

CREATED = Topic("bus.test.created", events.AssetCreated)
DELETED = Topic("bus.test.deleted", events.AssetDeleted)


@asynccontextmanager
async def empty_jetstream(url: str) -> AsyncIterator[JetStreamBus]:
    async with connected(url, "test") as client:
        bus = JetStreamBus(client)
        for stream in await bus.js.streams_info():
            await bus.js.delete_stream(stream.config.name)
        await bus.keep("test", "bus.test.>")
        yield bus


@dataclass
class Noting:
    """A handler that notes what it gets, and may fail with it."""

    fail: Callable[[Received], Exception | None] = lambda _: None
    seen: list[Received] = field(default_factory=list)

    async def __call__(self, received: Received) -> None:
        self.seen.append(received)
        if error := self.fail(received):
            raise error

    @property
    def ids(self) -> list[str]:
        return [received.message.event_id for received in self.seen]


@asynccontextmanager
async def consuming(bus: Bus, handler, topics=(CREATED, DELETED), service="orders", **options):
    """A consumer beside the test; it is drained at the end."""
    consumer = Consumer(bus, service, topics, handler, **options)
    task = asyncio.create_task(consumer.run())
    try:
        yield consumer
    finally:
        consumer.stop()
        await task


async def until(condition: Callable[[], bool]) -> None:
    """Within the test's own time limit."""
    while not condition():
        await asyncio.sleep(0.01)


async def send(bus: Bus, *ids: str) -> None:
    for id_ in ids:
        await publish(bus, CREATED, events.AssetCreated(event_id=id_), id_=id_)
