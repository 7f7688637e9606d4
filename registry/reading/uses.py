"""How often this process has used each entry of the cache, counted until somebody takes the counts."""

from collections.abc import Iterable
from heapq import nlargest

MOST_COUNTED_KEYS = 20_000
"""Beyond it no further keys are counted until the counts are taken: to sort them would hold up who reads."""


class Uses:
    """Those of one process.  Threads that count one key at once may lose a use: that changes no order."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def count(self, keys: Iterable[str], times: int = 1) -> None:
        counts = self._counts
        for key in keys:
            if (before := counts.get(key)) is not None:
                counts[key] = before + times
            elif len(counts) < MOST_COUNTED_KEYS:
                counts[key] = times

    def take(self, most: int) -> dict[str, int]:
        """The most used and how often, so many at most; counting begins anew."""
        counts, self._counts = self._counts, {}
        return dict(nlargest(most, list(counts.items()), key=lambda use: use[1]))


uses = Uses()
