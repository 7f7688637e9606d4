"""What a bus has to do: keep what is sent, and hand it out until it is acknowledged."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


class Delivery(Protocol):
    """A message in hand.  Raises BusUnavailable where the bus cannot be told; then it is delivered again."""

    subject: str
    payload: bytes
    headers: Mapping[str, str]
    deliveries: int
    sequence: int

    async def ack(self) -> None:
        """It is handled; returns when the bus knows it."""

    async def again(self, seconds: float) -> None:
        """It is to be delivered again, after so many seconds."""

    async def working(self) -> None:
        """It is still in hand: the time for its acknowledgement begins anew."""


@dataclass(frozen=True)
class Durable:
    """What the bus remembers for a service: which of these subjects' messages its processes have acknowledged."""

    service: str
    subjects: Sequence[str]
    ack_seconds: float
    """After so long without a word of it a message is delivered again: its process may have died."""
    in_flight: int
    """So many messages are in hand at most, in all processes of the service together."""

    @property
    def name(self) -> str:
        """Of the service and its subjects: what else it subscribes to is remembered apart."""
        digest = hashlib.sha256(" ".join(sorted(self.subjects)).encode()).hexdigest()
        return f"{self.service}-{digest[:8]}"


class Fetching(Protocol):
    """Takes what is next for a durable consumer."""

    async def fetch(self, seconds: float) -> Delivery | None:
        """The next message, as soon as there is one and has room in flight; None where none came in that time.

        Raises BusUnavailable.
        """


class Bus(Protocol):
    """A way to send messages, and to get them."""

    async def send(self, subject: str, payload: bytes, headers: Mapping[str, str]) -> int:
        """Store it and return its place in the stream; that of the first where the stream has its id already.

        Raises BusUnavailable.
        """

    def fetching(self, durable: Durable) -> Fetching:
        """For a consumer that begins, the first time, with the oldest message that is kept."""

    async def keep(self, name: str, subject: str) -> None:
        """See that what is sent under the subject, which may end in `>`, is kept in a stream.

        Raises BusUnavailable.
        """

    async def kept(self, subject: str) -> tuple[int, int]:
        """The places of the first and the last message of the stream of this subject; the first is one more
        than the last where it is empty.

        Raises BusUnavailable.
        """
