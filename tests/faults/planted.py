"""Bugs that others have had, each put into the programs by name, so that a test can see it being found.

A function here breaks a program that was just loaded; it is called in each of them.
"""

import asyncio
import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import nats
from django.conf import settings
from django.db import transaction
from nats.js.errors import NoStreamResponseError

from cqi.cache.entries import entry_of
from cqi.cache.stamped import StampedCache
from registry.models import Change
from registry.relaying import outbox, publishing
from registry.relaying.messages import MESSAGE_ID, OutgoingEvent, outgoing
from registry.relaying.publishing import EventRefused, StreamSession
from registry.writing import changes


def cursor_on_the_id() -> None:
    """The relay takes the changes after the last id that it has seen.  Ids are given before commits are ordered."""
    seen = [0]

    def next_events(*, urgent: bool, limit: int) -> list[OutgoingEvent]:
        found = Change.objects.filter(pk__gt=seen[0], revision__isnull=False, event__contains="Flag")
        found = found if urgent else Change.objects.filter(pk__gt=seen[0], revision__isnull=False)
        events = list(found.order_by("pk")[:limit])
        seen[0] = max([seen[0], *(change.pk for change in events)])
        return [] if urgent else list(outgoing(events))

    publishing.next_events = next_events


def mark_before_ack() -> None:
    """What is about to be published is noted as published."""
    publish = StreamSession.publish

    async def mark_and_publish(self: StreamSession, event: OutgoingEvent) -> None:
        await self.database.do(lambda: outbox.note_published([event.revision]))
        await publish(self, event)

    StreamSession.publish = mark_and_publish  # type: ignore[method-assign]


def no_message_id() -> None:
    """Nothing tells the stream that it has a message already."""
    publish = StreamSession.publish

    async def publish_without_id(self: StreamSession, event: OutgoingEvent) -> None:
        event.headers.pop(MESSAGE_ID, None)
        await publish(self, event)

    StreamSession.publish = publish_without_id  # type: ignore[method-assign]


def delete_before_commit() -> None:
    """A change deletes its entries instead of burying them, and nothing follows its commit."""

    def delete(self: StampedCache, stamps: Mapping[str, int]) -> bool:
        self.client.delete(*self.full_names(list(stamps)))
        return True

    StampedCache.bury = delete  # type: ignore[method-assign]
    changes.entries_of = lambda *_: {}


def fill_without_stamp() -> None:
    """Whoever has read puts what he has read, whatever lies there."""

    def put(self: StampedCache, entries: Mapping[str, tuple[int, bytes]], seconds: float, **_: Any) -> bool:
        for key, entry in entries.items():
            self.client.set(self.prefix + key, entry_of(*entry), px=int(seconds * 1000))
        return True

    StampedCache.put = put  # type: ignore[method-assign]


def publish_on_commit() -> None:
    """Whoever has written publishes after the commit; nobody publishes what he did not come to."""
    waiting: queue.SimpleQueue[Sequence[Change]] = queue.SimpleQueue()

    async def publish_all() -> None:
        client = await nats.connect(settings.CONFIG.event_bus.url.get_secret_value())
        stream = client.jetstream()
        while True:
            for event in outgoing(await asyncio.to_thread(waiting.get)):
                await stream.publish(event.subject, event.payload, headers=event.headers)

    def record_and_publish(rows: Sequence[Any], *, removed: bool) -> None:
        record(rows, removed=removed)
        keys = [(row.pk, row.version) for row in rows]

        def tell() -> None:
            found = Change.objects.filter(entity_id__in=[str(key) for key, _ in keys])
            wanted = {(str(key), version) for key, version in keys}
            waiting.put([each for each in found if (each.entity_id, each.version) in wanted])

        transaction.on_commit(tell)

    async def publish_nothing(self: StreamSession, event: OutgoingEvent) -> None:
        return

    record, changes.record = changes.record, record_and_publish
    StreamSession.publish = publish_nothing  # type: ignore[method-assign]
    threading.Thread(target=lambda: asyncio.run(publish_all()), daemon=True).start()


def no_stream_is_a_refusal() -> None:
    """JetStream that has no leader, or is not ready, is taken for one that will not have the message."""
    publish = StreamSession.publish

    async def publish_or_refuse(self: StreamSession, event: OutgoingEvent) -> None:
        try:
            await publish(self, event)
        except NoStreamResponseError as error:
            raise EventRefused(str(error)) from error

    StreamSession.publish = publish_or_refuse  # type: ignore[method-assign]


PLANTS: dict[str, Callable[[], None]] = {
    plant.__name__: plant
    for plant in (
        cursor_on_the_id,
        mark_before_ack,
        no_message_id,
        delete_before_commit,
        fill_without_stamp,
        publish_on_commit,
        no_stream_is_a_refusal,
    )
}
