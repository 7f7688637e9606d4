"""Which life of Redis its entries come from.

A Redis that was restarted with what it had saved, or a replica that took its place, answers what was buried
meanwhile.  So the mark beside the entries names the run of Redis that it was put in.  Where another run
holds the mark, what lies there was carried over, and is removed.  Where there is no mark there is nothing old
either: Redis is new, or was emptied.
"""

from collections.abc import Iterable
from typing import Any

import structlog
from redis.exceptions import RedisError

from .stamped import StampedCache

log = structlog.get_logger(__name__)

SCANNED_AT_ONCE = 1000


def is_of_this_life(store: StampedCache) -> bool:
    """Whether Redis still runs that was marked; one without a mark is marked.  Raises RedisError."""
    run: str = store.client.info("server")["run_id"]
    return store.begin_life().startswith(run.encode())


def remove_earlier_lives(store: StampedCache, kinds: Iterable[str]) -> None:
    """Remove the entries of these kinds, whose keys begin with the kind, and mark what comes from here on.

    Raises RedisError.  What others put in meanwhile may go as well: it is read again.
    """
    client: Any = store.client
    removed = 0
    for kind in kinds:
        cursor = None
        while cursor != 0:
            pattern = f"{store.prefix}{kind}:*"
            cursor, keys = client.scan(cursor or 0, match=pattern, count=SCANNED_AT_ONCE)
            removed += client.unlink(*keys) if keys else 0
    client.unlink(store.mark)
    store.begin_life()
    log.warning("cache_of_another_life", removed=removed)


def keep_one_life(store: StampedCache, kinds: Iterable[str]) -> None:
    """Believe nothing that was carried over, and remove it."""
    if store.availability.is_paused:
        return
    try:
        if not is_of_this_life(store):
            store.availability.distrust()
            remove_earlier_lives(store, kinds)
    except RedisError as error:
        store.availability.failed("life", error)
