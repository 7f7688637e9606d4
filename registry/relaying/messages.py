"""A change as it is published: the subject, the headers, and the event of the contract."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from google.protobuf.message import DecodeError, Message

from cqi.bus.topics import MESSAGE_ID, PROTOBUF_TYPE
from registry.models import Change
from registry.wire.events import event_kinds, event_message, kinds_by_event
from registry.wire.listed import note_new_listings

SUBJECT_PREFIX = "cqc.events.v1"
EVENT_SOURCE = "cqar"

ADDED_BYTES = 128
"""What the relay and its client add to the headers at most, and how they are framed."""
REVISION_HEADER = "cqar-revision"
REPLAY_HEADER = "cqar-replay"
"""Of an event that is published again: the id that it has had."""

Entity = tuple[str, str]
"""The kind of a row and its key."""


@dataclass(frozen=True)
class OutgoingEvent:
    """An event on its way into the stream."""

    revision: int
    entity: Entity
    id: str
    """Made of entity, key and version: the same whenever the change is published."""
    type: str
    subject: str
    headers: dict[str, str]
    payload: bytes
    problem: str = ""
    """Why it cannot be made at all; empty where it can."""

    @property
    def size(self) -> int:
        """Its bytes with its headers, as NATS counts them."""
        headers = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
        return len(self.payload) + len(headers.encode()) + ADDED_BYTES


def event_subject(event: str) -> str:
    """`cqc.events.v1.asset_created` for AssetCreated."""
    return f"{SUBJECT_PREFIX}.{re.sub(r'(?<!^)(?=[A-Z])', '_', event).lower()}"


@cache
def published_events() -> tuple[str, ...]:
    """The names of all events that the registry publishes."""
    return tuple(sorted(kinds_by_event()))


def outgoing(changes: Iterable[Change]) -> Iterator[OutgoingEvent]:
    """The events of changes in their order; what is looked up for them is looked up for all at once."""
    changes = list(changes)
    note_new_listings(changes)
    for change in changes:
        message, problem = None, ""
        try:
            message = event_message(change)
        except (DecodeError, KeyError, ValueError, TypeError) as error:  # it holds up its own row only
            problem = f"its event cannot be made: {error}"
        if message is None and not problem:
            problem = f"the contract has no event {change.event}"
        yield event_to_publish(change, message, problem)


def event_to_publish(change: Change, message: Message | None, problem: str) -> OutgoingEvent:
    """The event with what NATS, CloudEvents and whoever filters want to know of it."""
    id_ = f"{change.entity}/{change.entity_id}/{change.version}"
    headers = {
        MESSAGE_ID: id_,
        "Content-Type": PROTOBUF_TYPE,
        "ce-specversion": "1.0",
        "ce-id": getattr(message, "event_id", id_),
        "ce-source": EVENT_SOURCE,
        "ce-type": f"{SUBJECT_PREFIX}.{change.event}",
        "ce-subject": f"{change.entity}/{change.entity_id}",
        "ce-time": change.at.isoformat() if change.at else "",
        REVISION_HEADER: str(change.revision),
        "cqar-version": str(change.version),
    }
    if change.trace:
        headers["traceparent"] = change.trace
    payload = message.SerializeToString() if message is not None else b""
    entity = (change.entity, change.entity_id)
    subject = event_subject(change.event)
    return OutgoingEvent(
        int(change.revision or 0), entity, id_, change.event, subject, headers, payload, problem
    )


def known_event(type_: str) -> type[Message]:
    """The message of an event by its name.  Raises KeyError."""
    return event_kinds()[type_]
