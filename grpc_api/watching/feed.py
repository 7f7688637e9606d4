"""The newest changes in memory, and the turns in which they are sent; all of it is used on the loop only.

A stream keeps no queue of its own: it knows up to which revision it has sent, and takes what follows from here.  So
what a slow reader costs is one number, and one that lags behind what is kept here reads on in the database.
"""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass

from cqi.errors import LimitExceeded

MOST_CHANGES, MOST_BYTES = 10_000, 32 * 1024 * 1024
"""What is kept in memory."""
BATCH_BYTES = 1024 * 1024
"""One message to a watcher; gRPC's clients take 4 MiB."""
TOGETHER = 4
"""Streams that send in one turn."""
REST = 4.0
"""So many times as long as a turn took the loop has for calls: a trade check waits for a turn at most, and streams
have a fifth of the loop.  Where that is too little for all, each sends less often, and more at a time."""
LEAST_REST_SECONDS = 0.001


@dataclass(frozen=True, slots=True)
class PackedChange:
    """A change as it is sent."""

    revision: int
    entity: str
    entity_id: str
    packed: bytes
    """A WatchChangesResponse with this change: several in a row are a message too, with all their changes."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes a watcher asks for; an empty set asks for all."""

    entities: frozenset[str] = frozenset()
    entity_ids: frozenset[str] = frozenset()

    def takes(self, told: PackedChange) -> bool:
        """Whether this change is wanted."""
        return (not self.entities or told.entity in self.entities) and (
            not self.entity_ids or told.entity_id in self.entity_ids
        )

    def may_take(self, entities: Set[str], entity_ids: Set[str]) -> bool:
        """Whether one of several changes can be wanted, by the kinds and keys that they have."""
        return (not self.entities or not self.entities.isdisjoint(entities)) and (
            not self.entity_ids or not self.entity_ids.isdisjoint(entity_ids)
        )


@dataclass(eq=False, slots=True)
class Waiting:
    """A stream that has sent all there is."""

    wanted: Wanted
    position: int
    """Up to here nothing new was wanted."""
    turn: "asyncio.Future[None]"
    """Done when there is something, and it is this stream's turn to send."""


class Feed:
    """The changes after `start` and up to `last`, without a gap, and who watches."""

    def __init__(self) -> None:
        self.start = self.last = 0
        self.stops = 0
        """How often all streams were ended: one that began before ends."""
        self._told: list[PackedChange] = []
        self._bytes = 0
        self._callers: Counter[str] = Counter()
        self._waiting: dict[Waiting, None] = {}
        self._ready: deque[asyncio.Future[None]] = deque()
        self._has_ready = asyncio.Event()
        self._pacing = asyncio.get_running_loop().create_task(self._pace())

    @property
    def watchers(self) -> int:
        """The open streams."""
        return self._callers.total()

    @contextmanager
    def watching(self, caller: str, *, most: int, most_of_caller: int) -> Iterator[None]:
        """Count a stream while it is open.  Raises LimitExceeded."""
        if self.watchers >= most:
            raise LimitExceeded(f"{most} streams are open here: watch at another server, or later")
        if self._callers[caller] >= most_of_caller:
            raise LimitExceeded(f"{caller} has {most_of_caller} streams open: close one, or watch with one")
        self._callers[caller] += 1
        try:
            yield
        finally:
            self._callers[caller] -= 1
            self._callers += Counter()  # forgets who has none

    def restart(self, last: int) -> None:
        """Keep nothing, and go on after this revision."""
        self._told, self._bytes, self.start, self.last = [], 0, last, last
        self._wake_all()

    def add(self, told: Sequence[PackedChange]) -> None:
        """Keep the next changes, and let those who watch have them."""
        self._told += told
        self._bytes += sum(len(change.packed) for change in told)
        self.last = told[-1].revision
        if len(self._told) > MOST_CHANGES or self._bytes > MOST_BYTES:
            self._forget()
        entities, ids = {change.entity for change in told}, {change.entity_id for change in told}
        for waiting in list(self._waiting):
            if waiting.wanted.may_take(entities, ids):
                self._wake(waiting)
            else:
                waiting.position = self.last

    def after(self, position: int, wanted: Wanted) -> tuple[list[bytes], int]:
        """What follows a revision of those that are kept, as much as one message takes, and up to where that is."""
        found: list[bytes] = []
        size = 0
        for change in self._told[position - self.start :]:
            if wanted.takes(change):
                if found and size + len(change.packed) > BATCH_BYTES:
                    return found, position
                found.append(change.packed)
                size += len(change.packed)
            position = change.revision
        return found, self.last

    async def turn(self) -> None:
        """Wait until it is this stream's turn to send."""
        mine = asyncio.get_running_loop().create_future()
        self._ready.append(mine)
        self._has_ready.set()
        await mine

    async def news(self, wanted: Wanted, seconds: float) -> int:
        """Wait for something new that can be wanted, so long at most, and for this stream's turn to send.

        Returns up to where nothing was wanted, of what came after the last that there was.
        """
        waiting = Waiting(wanted, self.last, asyncio.get_running_loop().create_future())
        self._waiting[waiting] = None
        try:
            async with asyncio.timeout(seconds):
                await waiting.turn
        except TimeoutError:
            await self.turn()
        finally:
            self._waiting.pop(waiting, None)
        return waiting.position

    def stop(self) -> None:
        """Have every open stream end, and its watcher told where to go on."""
        self.stops += 1
        self._wake_all()

    def _wake_all(self) -> None:
        for waiting in list(self._waiting):
            self._wake(waiting)

    def _wake(self, waiting: Waiting) -> None:
        del self._waiting[waiting]
        self._ready.append(waiting.turn)
        self._has_ready.set()

    def _forget(self) -> None:
        """Drop the older half."""
        half = (len(self._told) + 1) // 2
        self._bytes -= sum(len(change.packed) for change in self._told[:half])
        self.start = self._told[half - 1].revision
        del self._told[:half]

    async def _pace(self) -> None:
        while True:
            await self._has_ready.wait()
            while self._ready:
                began = time.perf_counter()
                for _ in range(min(TOGETHER, len(self._ready))):
                    turn = self._ready.popleft()
                    if not turn.done():
                        turn.set_result(None)
                # In the first round of the loop the streams wake up, in the second gRPC sends what they gave it.
                await asyncio.sleep(0)
                await asyncio.sleep(0)
                await asyncio.sleep(max(LEAST_REST_SECONDS, REST * (time.perf_counter() - began)))
            self._has_ready.clear()
