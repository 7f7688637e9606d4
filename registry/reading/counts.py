"""What reads count: what the cache had, what Redis has lost, and what was asked for and is not there."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from prometheus_client import Counter

HITS = Counter("cqar_cache_hit", "Entries that the cache had", ["entity"])
MISSES = Counter("cqar_cache_miss", "Entries that the cache had not", ["entity"])
EVICTIONS = Counter("cqar_cache_eviction", "Entries that Redis lost within a minute of a read", ["entity"])
UNMAPPED = Counter("cqar_unmapped_lookups", "Names that led to nothing, by the kind of name", ["kind"])


@cache
def series(counter: Counter, label: str) -> Any:
    """The series of a counter under its one label: found once, since to find it costs more than to count."""
    return counter.labels(label)


def entity_of(key: str) -> str:
    """The kind of entry that a cache key is of."""
    return key.partition(":")[0]


def count_read(keys: Sequence[str], found: int) -> None:
    """Count a read of these keys, which are of one kind, and of which so many were found."""
    if keys:
        entity = entity_of(keys[0])
        series(HITS, entity).inc(found)
        series(MISSES, entity).inc(len(keys) - found)


def count_evicted(keys: Iterable[str]) -> None:
    for key in keys:
        series(EVICTIONS, entity_of(key)).inc()


def count_unmapped(kind: str, number: int = 1) -> None:
    series(UNMAPPED, kind).inc(number)
