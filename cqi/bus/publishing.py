"""Publishing of protobuf messages."""

from collections.abc import Mapping
from uuid import uuid4

from google.protobuf.message import Message
from prometheus_client import Counter

from cqi.tracing import traceparent

from .backend import Bus
from .topics import MESSAGE_ID, PROTOBUF_TYPE, Topic

PUBLISHED = Counter("cqi_bus_published_total", "Messages that the bus has stored", ["subject"])


async def publish(
    bus: Bus, topic: Topic, message: Message, *, id_: str = "", headers: Mapping[str, str] | None = None
) -> int:
    """Send it, and return its place in the stream once it is stored.

    Who may have to repeat it gives it an id.  Raises BusUnavailable, and TypeError for another topic's message.
    """
    check_type(topic, message)
    own = {MESSAGE_ID: id_ or str(uuid4()), "Content-Type": PROTOBUF_TYPE}
    if trace := traceparent():
        own["traceparent"] = trace
    sequence = await bus.send(topic.subject, message.SerializeToString(), {**own, **(headers or {})})
    PUBLISHED.labels(topic.subject).inc()
    return sequence


def check_type(topic: Topic, message: Message) -> None:
    """Another message's bytes would be read as this one's, as if most of it were unknown."""
    if not isinstance(message, topic.message):
        name, other = topic.message.DESCRIPTOR.full_name, message.DESCRIPTOR.full_name
        raise TypeError(f"{topic.subject} takes {name}, not {other}")
