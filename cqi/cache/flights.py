"""Reads of the database that are under way: who misses what another thread is reading already waits for it.

So a key that many want, and that has gone, is read once a process.  A read that began before a change must not
answer who asks after it.  Therefore only those share a read who found nothing at all under the key: a change leaves
a tombstone or a value there, for longer than a read can be under way.
"""

import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from typing import Generic, TypeVar

Landed = TypeVar("Landed")

SHARED_SECONDS = 1.0
"""So long a read may be under way, and still be waited for: a Redis that was emptied meanwhile tells no change."""


class Flight(Future[Landed]):
    """One key's part of a read."""

    def __init__(self) -> None:
        super().__init__()
        self.ends_at = time.monotonic() + SHARED_SECONDS


class Flights(Generic[Landed]):
    """Those of one process.  What is found must be safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._under_way: dict[str, Flight[Landed]] = {}

    def find(
        self,
        keys: Sequence[str],
        read: Callable[[Sequence[str]], Mapping[str, Landed]],
        *,
        sharing: Collection[str],
    ) -> dict[str, Landed]:
        """What `read` finds for these keys; those of `sharing` may come from a read that is under way.

        Where that read fails or takes long, this one is made too.
        """
        led, joined = self._board([key for key in keys if key in sharing])
        found: dict[str, Landed] = {}
        if own := [key for key in keys if key not in joined]:
            found |= self._lead(own, led, read)
        late = []
        for key, flight in joined.items():
            try:
                found[key] = flight.result(max(0.0, flight.ends_at - time.monotonic()))
            except KeyError:  # it found nothing under this key
                continue
            except (TimeoutError, CancelledError):
                late.append(key)
        return found | dict(read(late)) if late else found

    def _board(self, keys: Sequence[str]) -> tuple[dict[str, Flight[Landed]], dict[str, Flight[Landed]]]:
        """The flights that begin here, and those under way that are joined."""
        led, joined = {}, {}
        with self._lock:
            for key in keys:
                flight = self._under_way.get(key)
                if flight is not None and time.monotonic() < flight.ends_at:
                    joined[key] = flight
                else:
                    led[key] = self._under_way[key] = Flight()
        return led, joined

    def _lead(
        self,
        keys: Sequence[str],
        led: Mapping[str, Flight[Landed]],
        read: Callable[[Sequence[str]], Mapping[str, Landed]],
    ) -> dict[str, Landed]:
        found: dict[str, Landed] = {}
        try:
            found = dict(read(keys))
            for key, flight in led.items():
                if key in found:
                    flight.set_result(found[key])
                else:
                    flight.set_exception(KeyError(key))
        finally:
            # After a failure each of those who wait reads by itself.
            with self._lock:
                for key, flight in led.items():
                    flight.cancel()
                    if self._under_way.get(key) is flight:
                        del self._under_way[key]
        return found
