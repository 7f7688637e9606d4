"""Loading what is used most into the cache, and keeping what that is.

Each process adds its counts to a table now and then.  It is the database's, since a Redis that has to be warmed
has usually lost what it knew.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection, transaction

from cqi.cache.stamped import batches
from registry.reading import reads
from registry.reading.uses import uses
from registry.wire.mapping import Lookup, MessageMapping

HALF_LIFE_SECONDS = 86_400.0
MOST_ADDED, MOST_KEPT = 2_000, 10_000
LOADED_AT_ONCE = 200

USES_LOCK = 7_226_016_305
"""The advisory lock of who adds: what two processes write is the same rows, in orders that may differ."""

LOCK_USES = "SELECT pg_advisory_xact_lock(%s)"
ADD = """
INSERT INTO registry_cacheuse AS kept (key, score, at)
SELECT key, uses, now() FROM unnest(%s::text[], %s::bigint[]) AS counted (key, uses)
ON CONFLICT (key) DO UPDATE
SET score = kept.score * power(0.5, extract(epoch FROM now() - kept.at)::float8 / %s) + excluded.score, at = now()
"""
MOST_USED = """
SELECT key FROM registry_cacheuse
ORDER BY score * power(0.5, extract(epoch FROM now() - at)::float8 / %s) DESC, key LIMIT %s
"""
FORGET = f"DELETE FROM registry_cacheuse WHERE key NOT IN ({MOST_USED})"  # noqa: S608  a constant


def add_uses() -> None:
    """Add what this process has counted since the last time."""
    counted = uses.take(MOST_ADDED)
    if not counted:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LOCK_USES, [USES_LOCK])
        cursor.execute(ADD, [list(counted), list(counted.values()), HALF_LIFE_SECONDS])
        cursor.execute(FORGET, [HALF_LIFE_SECONDS, MOST_KEPT])


def warm(most: int = MOST_KEPT) -> int:
    """Load the entries that are used most, so many at most, unless they are there; returns how many there are."""
    with connection.cursor() as cursor:
        cursor.execute(MOST_USED, [HALF_LIFE_SECONDS, most])
        keys = [key for (key,) in cursor.fetchall()]
    return sum(len(reads.fetch_many(mapping, lookup, names)) for mapping, lookup, names in lookups_of(keys))


def lookups_of(keys: Iterable[str]) -> Iterator[tuple[MessageMapping, Lookup, Sequence[reads.Name]]]:
    """What these keys look up, some names at once; what no lookup of this release has is left out."""
    cached = {mapping.kind: mapping for mapping in MessageMapping.by_model.values() if mapping.cached}
    names: dict[str, list[reads.Name]] = defaultdict(list)
    for key in keys:
        kind, _, rest = key.partition(":")
        if kind in cached:
            (lookup,) = cached[kind].cached
            # Only the last part may hold a colon: those before it are slugs and UUIDs.
            names[kind].append(tuple(rest.split(":", len(lookup) - 1)))
    for kind, named in names.items():
        (lookup,) = cached[kind].cached
        for some in batches(named, LOADED_AT_ONCE):
            yield cached[kind], lookup, some
