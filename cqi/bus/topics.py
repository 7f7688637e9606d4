"""What is sent: topics, and a message as a handler gets it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from google.protobuf.message import DecodeError, Message

MESSAGE_ID = "Nats-Msg-Id"
"""The header by which a stream knows what it has already."""
PROTOBUF_TYPE = "application/protobuf"


class BusUnavailable(Exception):
    """The bus did not answer.  What was sent may be stored; sent again by the same id it is stored once."""


class PermanentError(Exception):
    """What a handler raises of a message that no repetition helps; its text is the reason that operators read."""


class RetryLater(Exception):
    """The message is to be delivered again after so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"again in {seconds:.1f} s")
        self.seconds = seconds


@dataclass(frozen=True)
class Topic:
    """A subject, `cqc.events.v1.asset_created`, and the type of what is sent under it."""

    subject: str
    message: type[Message]


@dataclass(frozen=True)
class Received:
    """A message as its handler gets it."""

    topic: Topic
    payload: bytes
    headers: Mapping[str, str]
    deliveries: int
    """How often it was delivered, this time included."""
    sequence: int
    """Its place in the stream."""

    @cached_property
    def message(self) -> Any:
        """What was sent.  Raises PermanentError where that is no message of the topic."""
        try:
            return self.topic.message.FromString(self.payload)
        except DecodeError as error:
            name = self.topic.message.DESCRIPTOR.full_name
            raise PermanentError(f"its {len(self.payload)} bytes are no {name}") from error

    @property
    def id(self) -> str:
        """What its publisher calls it; empty where it gave no id."""
        return self.headers.get(MESSAGE_ID) or self.headers.get("ce-id", "")


EventHandler = Callable[[Received], Awaitable[None]]
"""Returns once a message is handled, and raises where it is not: then it is delivered again."""
EventMiddleware = Callable[[EventHandler], EventHandler]
