"""Entries that Redis has lost: evicted where memory was short, or gone with a restart or a flush.

Redis itself counts evictions without their kinds.  A change leaves a tombstone, which lives longer than what is
remembered here.  So where a process has seen an entry a moment ago, and now nothing lies there, it was lost.
"""

import time
from collections.abc import Iterable, Mapping

from .stamped import TOMBSTONE_SECONDS

HALF_SECONDS = TOMBSTONE_SECONDS / 2 - 5
TOO_OLD_SECONDS = TOMBSTONE_SECONDS - HALF_SECONDS
"""A half that was not ended by then is too old: what it tells, a tombstone may have outlived."""
MOST_REMEMBERED = 20_000


class Losses:
    """What one process has seen in Redis in the last minute, in two halves; the older is dropped as a whole."""

    def __init__(self) -> None:
        self._recent: dict[str, float] = {}
        self._before: dict[str, float] = {}
        self._began = time.monotonic()

    def saw(self, ends: Mapping[str, float]) -> None:
        """Note keys of entries, each with the moment of time.monotonic() at which it ends."""
        now = time.monotonic()
        if now - self._began > HALF_SECONDS or len(self._recent) > MOST_REMEMBERED:
            self._before = self._recent if now - self._began < TOO_OLD_SECONDS else {}
            self._recent, self._began = {}, now
        self._recent.update(ends)

    def lost(self, keys: Iterable[str]) -> list[str]:
        """Those of these keys, under which nothing lies, that should still be there; each is told once."""
        now = time.monotonic()
        if now - self._began > HALF_SECONDS:
            return []
        gone = {key: max(self._recent.pop(key, 0.0), self._before.pop(key, 0.0)) for key in keys}
        return [key for key, ends_at in gone.items() if ends_at > now + 1.0]
