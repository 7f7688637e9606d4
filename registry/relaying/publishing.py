"""Publishing into the stream from a known state of it: which events it has, and where each subject ends.

Who fails begins anew and looks again, so nothing has to be known about what was under way.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Self

import structlog
from nats.aio.client import Client
from nats.errors import MaxPayloadError
from nats.js import JetStreamContext
from nats.js.api import Header
from nats.js.errors import BadRequestError, NotFoundError
from prometheus_client import Counter, Histogram

from cqi.bus.topics import MESSAGE_ID

from .messages import Entity, OutgoingEvent
from .metrics import RELAY_METRICS
from .outbox import RelayDatabase, next_events, note_published, note_refused, oldest_waiting
from .stream import StreamSettings, ensure_stream, headers_since

log = structlog.get_logger(__name__)

AT_ONCE = 200
"""As many are taken, published and noted as published together."""
POLL_SECONDS = 0.025
ACK_SECONDS = 5.0
NOTE_SECONDS = 2.0
CLOCK_MARGIN = timedelta(minutes=1)
"""The most by which the clocks of PostgreSQL and of NATS may differ."""
WRONG_LAST_SEQUENCE = 10071

EVENTS_PUBLISHED = Counter(
    "cqar_event_published",
    "Events that the stream has acknowledged",
    ["event_type"],
    registry=RELAY_METRICS,
)
PUBLISH_SECONDS = Histogram(
    "cqar_event_publish_seconds",
    "Seconds until the stream acknowledged an event",
    registry=RELAY_METRICS,
)


class EventRefused(Exception):
    """The stream will not have this event, however often it is sent."""


class StreamSession:
    """One session with the stream.  What it raises ends it, and another begins."""

    def __init__(
        self, client: Client, database: RelayDatabase, settings: StreamSettings, known: set[str]
    ) -> None:
        self.js: JetStreamContext = client.jetstream(timeout=ACK_SECONDS)
        self.client, self.database, self.settings = client, database, settings
        self.known = known
        """The ids of events that wait and that the stream may have: they were published and not noted."""
        self.last: dict[str, int] = {}
        """The sequence of the last message of each subject; 0 for none."""
        self.published = 0

    @classmethod
    async def begin(cls, client: Client, database: RelayDatabase, settings: StreamSettings) -> Self:
        """Look at the stream: it is made where it is not there, and read from the oldest event that waits."""
        js = client.jetstream(timeout=ACK_SECONDS)
        await ensure_stream(js, settings)
        known = set()
        if oldest := await database.do(oldest_waiting):
            async for message in headers_since(js, settings.name, oldest - CLOCK_MARGIN):
                known.add((message.headers or {}).get(MESSAGE_ID, ""))
        return cls(client, database, settings, known)

    async def run(self) -> None:
        """Publish until something fails.  Flags have subjects of their own, so they wait for nothing else."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keep_publishing(urgent=True))
            group.create_task(self._keep_publishing(urgent=False))

    async def _keep_publishing(self, *, urgent: bool) -> None:
        while True:
            events = await self.database.do(partial(next_events, urgent=urgent, limit=AT_ONCE))
            if events:
                await self._publish_all(events)
            else:
                await asyncio.sleep(POLL_SECONDS)

    async def _publish_all(self, events: Iterable[OutgoingEvent]) -> None:
        """Publish these, each subject for itself, and each entity in its order."""
        by_subject: dict[str, list[OutgoingEvent]] = defaultdict(list)
        before: dict[Entity, asyncio.Event] = {}
        turns: dict[int, tuple[asyncio.Event | None, asyncio.Event]] = {}
        for event in events:
            by_subject[event.subject].append(event)
            turns[event.revision] = before.get(event.entity), asyncio.Event()
            before[event.entity] = turns[event.revision][1]
        done: list[int] = []
        refused: set[Entity] = set()

        async def publish_subject(chain: list[OutgoingEvent]) -> None:
            for event in chain:
                predecessor, own = turns[event.revision]
                if predecessor is not None:
                    await predecessor.wait()
                if event.entity not in refused:
                    if await self._publish_or_refuse(event):
                        done.append(event.revision)
                    else:
                        refused.add(event.entity)
                own.set()

        try:
            async with asyncio.TaskGroup() as group:
                for chain in by_subject.values():
                    group.create_task(publish_subject(chain))
        finally:
            if done:
                # Also where the rest has failed, or is to end.
                async with asyncio.timeout(NOTE_SECONDS):
                    await self.database.do(partial(note_published, done))

    async def _publish_or_refuse(self, event: OutgoingEvent) -> bool:
        try:
            await self.publish(event)
        except EventRefused as error:
            log.error(  # noqa: TRY400  the sentence says it all
                "event_refused", revision=event.revision, event_id=event.id, error=str(error)
            )
            await self.database.do(partial(note_refused, event.revision, str(error)))
            return False
        EVENTS_PUBLISHED.labels(event.type).inc()
        self.published += 1
        return True

    async def publish(self, event: OutgoingEvent) -> None:
        """Publish one event, unless the stream has it.  Raises EventRefused, or what has failed."""
        if event.id in self.known:
            return
        if event.problem:
            raise EventRefused(event.problem)
        if event.size > self.client.max_payload:
            # NATS itself would close the connection, with all that is under way on it.
            raise EventRefused(f"it has {event.size:,} bytes, and NATS takes {self.client.max_payload:,}")
        expected = await self._last_sequence(event.subject)
        headers = event.headers | {Header.EXPECTED_LAST_SUBJECT_SEQUENCE.value: str(expected)}
        began = time.monotonic()
        try:
            ack = await self.js.publish(event.subject, event.payload, ACK_SECONDS, headers=headers)
        except MaxPayloadError as error:
            raise EventRefused(str(error)) from error
        except BadRequestError as error:
            if error.err_code == WRONG_LAST_SEQUENCE:  # somebody else publishes here: look again
                raise
            raise EventRefused(error.description) from error
        PUBLISH_SECONDS.observe(time.monotonic() - began)
        if ack.duplicate:
            self.last.pop(event.subject, None)
        else:
            self.last[event.subject] = ack.seq
        log.debug("event_published", event_id=event.id, revision=event.revision, sequence=ack.seq)

    async def _last_sequence(self, subject: str) -> int:
        if (known := self.last.get(subject)) is not None:
            return known
        try:
            found = (await self.js.get_last_msg(self.settings.name, subject)).seq
        except NotFoundError:
            found = 0
        self.last[subject] = found or 0
        return self.last[subject]
