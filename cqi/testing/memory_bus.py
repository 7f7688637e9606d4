"""A bus in the memory of a test: what it tells a handler NATS would tell it too."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from cqi.bus.backend import Durable
from cqi.bus.topics import MESSAGE_ID


@dataclass(frozen=True)
class StoredMessage:
    """A message as the bus keeps it."""

    subject: str
    payload: bytes
    headers: Mapping[str, str]


@dataclass
class MemoryDelivery:
    """A message in hand."""

    subject: str
    payload: bytes
    headers: Mapping[str, str]
    deliveries: int
    sequence: int
    consumer: "MemoryConsumer"

    async def ack(self) -> None:
        self.consumer.pending.pop(self.sequence, None)
        self.consumer.bus.changed.set()

    async def again(self, seconds: float) -> None:
        if self.sequence in self.consumer.pending:
            self.consumer.pending[self.sequence] = time.monotonic() + seconds

    async def working(self) -> None:
        await self.again(self.consumer.durable.ack_seconds)


@dataclass
class MemoryConsumer:
    """What the bus remembers for a service."""

    bus: "MemoryBus"
    durable: Durable
    next_sequence: int = 1
    pending: dict[int, float] = field(default_factory=dict)
    """When each message that was delivered and not acknowledged is delivered again."""
    deliveries: dict[int, int] = field(default_factory=dict)

    async def fetch(self, seconds: float) -> MemoryDelivery | None:
        give_up = time.monotonic() + seconds
        while (due := self._due()) is None and (left := give_up - time.monotonic()) > 0:
            self.bus.changed.clear()
            soonest = min(self.pending.values(), default=give_up) - time.monotonic()
            try:
                await asyncio.wait_for(self.bus.changed.wait(), min(left, max(soonest, 0.001)))
            except TimeoutError:
                continue
        return None if due is None else self._deliver(due)

    def _due(self) -> int | None:
        """What is to be delivered again, or what is new and has room in flight."""
        now = time.monotonic()
        if again := [sequence for sequence, at in self.pending.items() if at <= now]:
            return min(again)
        if len(self.pending) >= self.durable.in_flight:
            return None
        new = range(self.next_sequence, len(self.bus.messages) + 1)
        return next(filter(self._wants, new), None)

    def _wants(self, sequence: int) -> bool:
        return self.bus.messages[sequence - 1].subject in self.durable.subjects

    def _deliver(self, sequence: int) -> MemoryDelivery:
        self.next_sequence = max(self.next_sequence, sequence + 1)
        self.pending[sequence] = time.monotonic() + self.durable.ack_seconds
        self.deliveries[sequence] = self.deliveries.get(sequence, 0) + 1
        it = self.bus.messages[sequence - 1]
        return MemoryDelivery(it.subject, it.payload, it.headers, self.deliveries[sequence], sequence, self)


class MemoryBus:
    """Keeps all that is sent, in one stream, and what each service has acknowledged, as long as it lives itself."""

    def __init__(self) -> None:
        self.messages: list[StoredMessage] = []
        self.changed = asyncio.Event()
        self._consumers: dict[str, MemoryConsumer] = {}
        self._by_id: dict[str, int] = {}

    async def send(self, subject: str, payload: bytes, headers: Mapping[str, str]) -> int:
        id_ = headers.get(MESSAGE_ID)
        if id_ and id_ in self._by_id:
            return self._by_id[id_]
        self.messages.append(StoredMessage(subject, payload, dict(headers)))
        if id_:
            self._by_id[id_] = len(self.messages)
        self.changed.set()
        return len(self.messages)

    def fetching(self, durable: Durable) -> MemoryConsumer:
        return self._consumers.setdefault(durable.name, MemoryConsumer(self, durable))

    async def keep(self, name: str, subject: str) -> None:
        """Everything is kept."""

    async def kept(self, subject: str) -> tuple[int, int]:
        return 1, len(self.messages)
