"""The stream against the record: what is missing in it, what is in it twice, or in the wrong order, or made up."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from nats.js import JetStreamContext

from cqi.bus.connection import connected
from cqi.bus.topics import MESSAGE_ID
from registry.models import Change, WaitingEvent

from .messages import REPLAY_HEADER, REVISION_HEADER
from .stream import headers_since

CHANGES_AT_ONCE = 10_000


@dataclass(frozen=True)
class StoredEvent:
    """An event as the stream has it."""

    sequence: int
    id: str
    revision: int
    is_replay: bool


async def stored_events(url: str, stream: str) -> list[StoredEvent]:
    """All that the stream holds, in its order.  Raises NotFoundError where there is no stream."""
    async with connected(url, "compare") as client:
        js: JetStreamContext = client.jetstream()
        found = []
        async for message in headers_since(js, stream):
            headers = message.headers or {}
            replayed = headers.get(REPLAY_HEADER, "")
            found.append(
                StoredEvent(
                    message.metadata.sequence.stream,
                    replayed or headers.get(MESSAGE_ID, ""),
                    int(headers.get(REVISION_HEADER, 0)),
                    bool(replayed),
                )
            )
        return found


def what_waits() -> tuple[int, set[int]]:
    """The newest revision, and the revisions that are not published.

    To be asked before the stream is read: what is in neither then is in neither ever.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT head FROM history.revision")
        head = int(cursor.fetchone()[0])
    return head, set(WaitingEvent.objects.values_list("revision", flat=True))


def stream_differences(
    stored: Sequence[StoredEvent], head: int, waiting: set[int], since: int | None
) -> Iterator[str]:
    """A line for each difference, of revisions from `since` on; by default from the first that the stream has."""
    yield from within_stream(stored)
    first = since if since is not None else min((each.revision for each in stored), default=head + 1)
    ids = {each.id for each in stored}
    known = set()
    changes = Change.objects.filter(revision__gte=first, revision__lte=head).order_by("revision")
    columns = ("revision", "entity", "entity_id", "version", "message")
    for revision, entity, key, version, message in changes.values_list(*columns).iterator(CHANGES_AT_ONCE):
        id_ = f"{entity}/{key}/{version}"
        known.add(id_)
        if id_ not in ids and revision not in waiting and message is not None:
            yield f"not in the stream and not waiting: {id_}, revision {revision}"
    for each in stored:
        if first <= each.revision <= head and each.id not in known:
            yield f"in the stream without a change: {each.id}, sequence {each.sequence}"


def within_stream(stored: Iterable[StoredEvent]) -> Iterator[str]:
    """What is wrong in the stream by itself; what was replayed stands where it stands."""
    times, last = Counter[str](), dict[str, int]()
    for each in stored:
        if each.is_replay:
            continue
        times[each.id] += 1
        if times[each.id] > 1:
            yield f"more than once in the stream: {each.id}, sequence {each.sequence}"
            continue
        row, _, version = each.id.rpartition("/")
        if version.isdecimal() and int(version) < last.get(row, 0):
            yield f"after a later version in the stream: {each.id}, sequence {each.sequence}"
        last[row] = max(last.get(row, 0), int(version) if version.isdecimal() else 0)
