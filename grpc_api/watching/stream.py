"""One stream of changes: a coroutine of the loop that sends what its watcher wants, from a revision on."""

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import grpc
from cqc.services.v1.changes_pb2 import WatchChangesResponse
from django.conf import settings

from cqi.context import actor
from cqi.errors import InvalidInput, LimitExceeded, Unavailable
from grpc_api.calls import CANCELLED, admit, bug, end_with, received
from grpc_api.errors import to_status, translate
from grpc_api.handler import own_name
from grpc_api.journal import journal
from grpc_api.spans import traced
from registry.reading.past import AS_OF

from .feed import BATCH_BYTES, Wanted
from .reader import A_READ, packed_between, reader

BOOKMARK_SECONDS = 10.0
UNREAD_SECONDS = 30.0
"""A message that is not taken for so long ends the stream: its reader has gone, or is stuck."""

Start = tuple[Wanted, int]
"""What a watcher asks for, and after which revision."""
Begin = Callable[[bytes], Start | grpc.Status]


def watched(name: str, permission: str, begin: Begin) -> Any:
    """An RPC that is answered by a stream of changes.  `begin` reads its request, in the reader's thread."""
    note, body_seconds = journal().note, settings.CONFIG.grpc.body_seconds

    async def serve(_: Any, context: Any) -> None:
        began, status = time.perf_counter(), CANCELLED
        try:
            status = await keep_sending(name, permission, begin, context, body_seconds)
        finally:
            note(name, status.code.name, time.perf_counter() - began)
        end_with(context, status)

    # Served as stream-stream, which is the same on the wire: so the wait for the request has a limit.
    return grpc.stream_stream_rpc_method_handler(traced(name, serve))


async def keep_sending(
    name: str, permission: str, begin: Begin, context: Any, body_seconds: float
) -> Any:  # a grpc.Status
    """Serve the stream until it ends, and say why it has."""
    try:
        admit(name, permission, context)
        refuse_past(context.invocation_metadata())
        raw = await received(context, body_seconds)
        if not isinstance(raw, bytes):
            return raw
        sizes = settings.CONFIG.grpc
        with reader().feed.watching(actor(), most=sizes.watchers, most_of_caller=sizes.watchers_of_caller):
            start = await reader().ask(partial(begin, raw))
            if isinstance(start, grpc.Status):
                return start
            await Stream(context, *start).send()
    except Exception as error:  # noqa: BLE001
        return to_status(translate(error, own_name, None) or bug(name))


def refuse_past(metadata: Any) -> None:
    if any(key == AS_OF for key, _ in metadata):
        raise InvalidInput(AS_OF, "asks about the past, and what is watched is to come: leave it out")


class Stream:
    """Sends, and knows up to where it has."""

    def __init__(self, context: Any, wanted: Wanted, position: int) -> None:
        self._context, self._wanted, self._position = context, wanted, position
        self._feed = reader().feed
        self._stops = self._feed.stops
        self._sent_at = 0.0

    async def send(self) -> None:
        """Send until it has to end, and raise why."""
        await self._write([])
        while self._feed.stops == self._stops:
            if self._position < self._feed.start:
                await self._send_older()
            else:
                await self._send_newest()
        raise Unavailable(f"the stream ends here: watch again, after revision {self._position}")

    async def _send_older(self) -> None:
        """Send what is not in memory, as much as is read at once."""
        upto = min(self._position + A_READ, self._feed.start)
        found = await reader().ask(partial(packed_between, self._position, upto, self._wanted))
        for batch in in_batches(found):
            await self._feed.turn()
            self._position = batch[-1].revision
            await self._write([change.packed for change in batch])
        self._position = upto
        await self._bookmark()

    async def _send_newest(self) -> None:
        if self._position < self._feed.last:  # it is beyond that where it was asked for between two looks
            packed, self._position = self._feed.after(self._position, self._wanted)
            if packed:
                await self._write(packed)
        await self._bookmark()
        if self._position < self._feed.last or self._feed.stops != self._stops:
            await self._feed.turn()
        else:
            seen = await self._feed.news(self._wanted, self._until_bookmark())
            self._position = max(self._position, seen)

    def _until_bookmark(self) -> float:
        return max(0.0, self._sent_at + BOOKMARK_SECONDS - time.monotonic()) or BOOKMARK_SECONDS

    async def _bookmark(self) -> None:
        """Say how far it is, where nothing was sent for a while; not while the database cannot be asked."""
        if time.monotonic() - self._sent_at >= BOOKMARK_SECONDS and reader().is_current:
            await self._write([])

    async def _write(self, packed: list[bytes]) -> None:
        """Raises LimitExceeded where nobody takes it."""
        told = WatchChangesResponse(revision=self._position).SerializeToString()
        try:
            async with asyncio.timeout(UNREAD_SECONDS):
                await self._context.write(b"".join(packed) + told)
        except TimeoutError:
            raise LimitExceeded(
                f"what was sent was not read for {UNREAD_SECONDS:g} seconds: watch again, after the last revision"
                " that was received"
            ) from None
        self._sent_at = time.monotonic()


def in_batches(found: Iterable[Any]) -> Iterator[list[Any]]:
    """Changes in lists that one message takes."""
    batch: list[Any] = []
    size = 0
    for change in found:
        if batch and size + len(change.packed) > BATCH_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(change)
        size += len(change.packed)
    if batch:
        yield batch
