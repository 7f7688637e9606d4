"""Calls a second by caller, for all processes of a service together; no call waits for Redis.

Each process takes calls from an allowance in its memory.  Ten times a second a thread fills the allowances up, out
of one bucket a caller in Redis, by Redis' own clock.  While Redis does not answer, each process fills them up by
itself: then a caller can have as many times its rate as there are processes.
"""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from redis import RedisError

from cqi.errors import LimitExceeded

log = structlog.get_logger(__name__)

LEASE_SECONDS = 0.1
AHEAD_SECONDS = 2 * LEASE_SECONDS
"""The most that a process has at hand, as seconds of a caller's rate; more where filling takes longer than that."""
IDLE_SECONDS = 60.0

LEASE = """
local now = redis.call('TIME')
now = now[1] + now[2] / 1000000
local rate, wanted = tonumber(ARGV[1]), tonumber(ARGV[2])
local kept = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = math.min(rate, (tonumber(kept[1]) or rate) + math.max(0, now - (tonumber(kept[2]) or now)) * rate)
local given = math.max(0, math.min(wanted, math.floor(tokens)))
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens - given), 'at', tostring(now))
redis.call('EXPIRE', KEYS[1], 60)
return given
"""
"""A bucket that fills at the caller's rate and holds one second of it.  It gives what is wanted, or what it has.

The clock of Redis can go back, also by a failover: then the bucket fills from the new time on, and loses nothing.
"""


@dataclass(slots=True)
class Allowance:
    """What one caller may still do here.  Each count has one thread that writes it, so none needs a lock."""

    rate: int
    granted: int
    """The calls that were granted so far.  The first are granted before the bucket was asked, so that a first call
    does not wait.  The filling thread writes it."""
    owed: int
    """The part of them that the bucket does not know of yet."""
    taken: int = 0
    """The calls that were made so far.  The event loop writes it."""
    taken_at: float = 0.0

    def left(self) -> int:
        return self.granted - self.taken


class Rates:
    """The allowances of one process."""

    def __init__(self, client: Callable[[], Any], name: str) -> None:
        """`client` gives a client of Redis; the keys begin with `name`, which is the service's."""
        self._client, self._name = client, name
        self._allowances: dict[str, Allowance] = {}
        self._filled_at = time.monotonic()
        self._fails = False

    def take(self, caller: str, rate: int) -> None:
        """Take one call of this caller, on the event loop.  Raises LimitExceeded where none is left."""
        allowance = self._allowances.get(caller)
        if allowance is None or allowance.rate != rate:
            first = max(1, round(rate * LEASE_SECONDS))
            allowance = self._allowances[caller] = Allowance(rate, granted=first, owed=first)
        if allowance.left() <= 0:
            raise LimitExceeded(
                f"{caller} makes more than {rate} calls a second: wait, then retry",
                retry_after_seconds=max(LEASE_SECONDS, 1 / rate),
            )
        allowance.taken += 1
        allowance.taken_at = time.monotonic()

    def fill(self) -> None:
        """Lease for every caller what it lacks.

        A Redis that hangs is waited for once, and not once a caller: the others would run dry meanwhile.
        """
        now = time.monotonic()
        since, self._filled_at = now - self._filled_at, now
        is_shared = True
        for caller, allowance in list(self._allowances.items()):
            if now - allowance.taken_at > IDLE_SECONDS:
                del self._allowances[caller]
                continue
            ahead = math.ceil(allowance.rate * max(AHEAD_SECONDS, since))
            wanted = allowance.owed + max(0, ahead - allowance.left())
            given = self._lease(caller, allowance.rate, wanted) if is_shared else None
            if given is None:
                is_shared = False
                given = min(wanted, allowance.owed + math.ceil(allowance.rate * since))
            allowance.granted += given - allowance.owed
            allowance.owed = 0

    def _lease(self, caller: str, rate: int, wanted: int) -> int | None:
        """What the bucket gives, None where Redis does not answer."""
        try:
            lease = self._client().register_script(LEASE)
            given = int(lease(keys=[f"{self._name}:rate:{caller}"], args=[rate, wanted]))
        except RedisError as error:
            if not self._fails:
                log.warning("rates_not_shared", error=type(error).__name__)
            self._fails = True
            return None
        self._fails = False
        return given

    def start(self) -> "Rates":
        """Keep filling, in a thread of its own."""
        threading.Thread(target=self._keep_filling, name="rates", daemon=True).start()
        return self

    def _keep_filling(self) -> None:
        while True:
            time.sleep(LEASE_SECONDS)
            try:
                self.fill()
            except Exception:  # callers must not run dry, whatever it was: it is tried again
                log.exception("rates_not_filled")
