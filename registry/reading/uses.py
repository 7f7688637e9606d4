"""How often this process has used each entry of the cache, counted until somebody takes the counts."""

from collections.abc import Iterable
from heapq import nlargest

MOST_COUNTED_KEYS = 20_000
"""Beyond it the less used half is forgotten."""


class Uses:
    """Those of one process.  Threads that count one key at once may lose a use: that changes no order."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def count(self, keys: Iterable[str], times: int = 1) -> None:
        counts = self._counts
        for key in keys:
            counts[key] = counts.get(key, 0) + times
        if len(counts) > MOST_COUNTED_KEYS:
            self._counts = most_used(counts, MOST_COUNTED_KEYS // 2)

    def take(self, most: int) -> dict[str, int]:
        """The most used and how often, so many at most; counting begins anew."""
        counts, self._counts = self._counts, {}
        return most_used(counts, most)


def most_used(counts: dict[str, int], most: int) -> dict[str, int]:
    return dict(nlargest(most, list(counts.items()), key=lambda use: use[1]))


uses = Uses()
