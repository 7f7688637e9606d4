"""What waits to be published, in the database.  All of it runs as the relay, in a thread of its own."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime
from typing import Self, TypeVar

from django.db import DatabaseError, InterfaceError, connection

from cqi.roles import as_role
from registry.models import Change

from .messages import OutgoingEvent, outgoing

Done = TypeVar("Done")

LONGEST_RETRY_SECONDS = 600
CLOSE_SECONDS = 3.0

# A row that was refused holds back all that follows of its entity, itself too, until it is tried again.
NEXT = """
SELECT id, revision, change.entity, change.entity_id, version, event, actor, channel, reason, message, trace, at
FROM registry_waitingevent AS waiting JOIN registry_change AS change USING (revision)
WHERE urgent = %s AND parked_at IS NULL AND NOT EXISTS (
    SELECT FROM registry_waitingevent AS refused
    WHERE refused.entity_id = waiting.entity_id AND refused.entity = waiting.entity
    AND refused.parked_at IS NULL AND refused.refused_at IS NOT NULL
    AND refused.retry_at > now() AND refused.revision <= waiting.revision
) ORDER BY waiting.revision LIMIT %s
"""
OLDEST = """
SELECT min(change.at) FROM registry_waitingevent JOIN registry_change AS change USING (revision)
WHERE parked_at IS NULL
"""
NOTE_PUBLISHED = "DELETE FROM registry_waitingevent WHERE revision = ANY(%s)"
NOTE_REFUSED = """
UPDATE registry_waitingevent SET refusal = %s, refused_at = now(), tries = tries + 1,
    retry_at = now() + make_interval(secs => least(power(2, least(tries, 20)), %s))
WHERE revision = %s
"""


class RelayDatabase:
    """The relay's connection, and the thread that has it, so that the loop waits for no database."""

    def __init__(self, role: dict[str, str]) -> None:
        """`role` has the `user` and `password` to connect with; empty for the application's."""
        self._role = {name.upper(): value for name, value in role.items()}
        self._kept = ExitStack()
        self._thread = ThreadPoolExecutor(1, "relay database", initializer=self._enter)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        # A server that is frozen keeps the thread; it ends when the connection does.
        closing = asyncio.get_running_loop().run_in_executor(self._thread, self._kept.close)
        await asyncio.wait([closing], timeout=CLOSE_SECONDS)
        self._thread.shutdown(wait=False)

    async def do(self, work: Callable[[], Done]) -> Done:
        """Do this in the thread.  A connection that has failed is closed, and the next work has a new one."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._do, work)

    def _enter(self) -> None:
        self._kept.enter_context(as_role(**self._role))

    def _do(self, work: Callable[[], Done]) -> Done:
        try:
            return work()
        except (DatabaseError, InterfaceError):
            connection.close()
            raise


def next_events(*, urgent: bool, limit: int) -> list[OutgoingEvent]:
    """The first that can be published, in the order of revisions; at most `limit` of them."""
    return list(outgoing(Change.objects.raw(NEXT, [urgent, limit])))


def oldest_waiting() -> datetime | None:
    """When the oldest change was committed that waits, parked ones apart; None where none does."""
    with connection.cursor() as cursor:
        cursor.execute(OLDEST)
        found: datetime | None = cursor.fetchone()[0]
        return found


def note_published(revisions: Sequence[int]) -> None:
    """The stream has acknowledged these."""
    with connection.cursor() as cursor:
        cursor.execute(NOTE_PUBLISHED, [list(revisions)])


def note_refused(revision: int, why: str) -> None:
    """The stream will not have this one.  It is tried again after a second, then after twice as long each time."""
    with connection.cursor() as cursor:
        cursor.execute(NOTE_REFUSED, [why, LONGEST_RETRY_SECONDS, revision])
