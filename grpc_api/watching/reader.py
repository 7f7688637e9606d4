"""The thread that reads changes out of the database: the new ones once for all streams, older ones for each."""

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import structlog
from cqc.services.v1.changes_pb2 import WatchChangesResponse
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone
from prometheus_client import Gauge

from cqi.errors import OutOfRange
from cqi.event_loop import Result, event_loop, on_loop
from registry.models import Change
from registry.reading.recorded import kept_since, sealed
from registry.services.sealing import last_revision
from registry.wire.changes import change_messages

from .feed import Feed, PackedChange, Wanted

log = structlog.get_logger(__name__)

LOOK_SECONDS = 0.03
"""The most that a change waits here: the question is one row of one index, and one thread of a server asks it."""
FAILED_SECONDS = 0.5
A_READ = 500
"""The revisions that are looked through at once."""
STALE_SECONDS = 2.0
"""A thread that has not looked for so long cannot say that nothing is new."""
WATCHERS = Gauge("cqar_watchers", "Open streams of changes")


class Reader:
    """Feeds the streams of a process."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        self._loop = event_loop()
        self._last: int | None = None
        self._looked_at = float("-inf")
        self._jobs: queue.SimpleQueue[tuple[Callable[[], Any], asyncio.Future[Any]]] = queue.SimpleQueue()
        self._wake = threading.Event()
        self._fails = False
        WATCHERS.set_function(lambda: feed.watchers)
        threading.Thread(target=self._keep_reading, name="watching", daemon=True).start()

    @property
    def is_current(self) -> bool:
        """Whether what is in the feed was everything a moment ago."""
        return time.monotonic() - self._looked_at < STALE_SECONDS

    async def ask(self, work: Callable[[], Result]) -> Result:
        """Do this in the thread, after it has looked for what is new.  On the loop."""
        done: asyncio.Future[Result] = self._loop.create_future()
        self._jobs.put((work, done))
        self._wake.set()
        return await done

    def _keep_reading(self) -> None:
        while True:
            if not self.feed.watchers and self._jobs.empty():
                connection.close()
                self._last = None
                self._wake.wait()
            self._wake.clear()
            try:
                self._look()
            except (DatabaseError, InterfaceError) as error:
                self._failed(error)
            except Exception as error:  # whatever it is, those who watch wait for the next look
                log.exception("watch_failed")
                self._failed(error)
            else:
                self._fails = False
            self._do_jobs()
            if self._fails or self._jobs.empty():
                self._wake.wait(FAILED_SECONDS if self._fails else LOOK_SECONDS)

    def _look(self) -> None:
        """Feed what was committed since the last look."""
        head = last_revision()
        if self._last is not None and head < self._last:
            # The database was restored from a backup: who watches is told so when he comes again.
            self._tell(self.feed.stop)
            self._last = None
        if self._last is None:
            self._tell(self.feed.restart, head)
            self._last = head
        while self._last < head:
            upto = min(self._last + A_READ, head)
            self._tell(self.feed.add, packed_between(self._last, upto, Wanted()))
            self._last = upto
        self._looked_at = time.monotonic()

    def _do_jobs(self) -> None:
        """Older changes for one stream after the other, as many as there is time for before the next look."""
        until = time.monotonic() + LOOK_SECONDS
        while not self._jobs.empty() and time.monotonic() < until:
            work, done = self._jobs.get()
            try:
                result = work()
            except Exception as error:  # noqa: BLE001  it belongs to who asked
                self._tell(fail, done, error)
            else:
                self._tell(succeed, done, result)

    def _failed(self, error: Exception) -> None:
        """What broke a connection stays broken: the next look has a new one."""
        if not self._fails:
            log.warning("watch_interrupted", error=type(error).__name__)
        self._fails = True
        connection.close()

    def _tell(self, tell: Callable[..., Any], *what: Any) -> None:
        self._loop.call_soon_threadsafe(tell, *what)


def succeed(done: asyncio.Future[Any], result: Any) -> None:
    if not done.done():
        done.set_result(result)


def fail(done: asyncio.Future[Any], error: Exception) -> None:
    if not done.done():
        done.set_exception(error)


def packed_between(after: int, upto: int, wanted: Wanted) -> list[PackedChange]:
    """The changes of these revisions that are wanted, in their order."""
    rows = sealed().filter(revision__gt=after, revision__lte=upto)
    if wanted.entities:
        rows = rows.filter(entity__in=wanted.entities)
    if wanted.entity_ids:
        rows = rows.filter(entity_id__in=wanted.entity_ids)
    return packed_changes(rows.order_by("revision").defer("keys"))


def packed_changes(changes: Iterable[Change]) -> list[PackedChange]:
    rows = list(changes)
    return [
        PackedChange(
            message.revision,
            message.entity_type,
            message.entity_id,
            WatchChangesResponse(changes=[message]).SerializeToString(),
        )
        for message in change_messages(rows)
    ]


def start_after(revision: int | None) -> int:
    """The revision after which a stream starts that asks for what follows this one.  Raises OutOfRange."""
    newest = last_revision()
    if revision is None:
        return newest
    oldest = kept_since(timezone.now())
    if revision == 0:
        return newest if oldest is None else oldest - 1
    if revision > newest:
        raise OutOfRange(
            f"after_revision is {revision}, and the newest is {newest}: list again, then watch after that list's"
            " cqar-revision"
        )
    if revision < newest and (oldest is None or revision < oldest - 1):
        raise OutOfRange(
            f"what follows revision {revision} is older than 30 days: list again, then watch after that list's"
            " cqar-revision"
        )
    return revision


@cache
def reader() -> Reader:
    """The reader of this process; made outside of the loop."""

    async def make() -> Feed:
        return Feed()

    return Reader(on_loop(make()))
