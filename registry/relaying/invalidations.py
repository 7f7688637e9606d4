"""Invalidations that Redis did not take: whether any is owed, and telling Redis again until it takes them.

A Redis may refuse writes and answer reads, or be reached by one process and not by another.  Then a row that was
changed is answered as it was by everybody who reaches Redis.  So every process that serves asks the database what
is owed, and trusts Redis only for a moment after the answer.  None can promise that it reaches Redis, so each tries
to pay; what one has in hand the others leave to it.

No answer is therefore older than TRUSTED_SECONDS after its commit, whatever Redis does.
"""

import time
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models.functions import Now
from prometheus_client import Gauge

from registry.models import OwedInvalidation
from registry.reading import cache
from registry.wire.mapping import MessageMapping

OVERDUE_SECONDS = 0.5
"""So long something may be owed before Redis is not trusted: a refusal that is made good at once is not felt."""
TRUSTED_SECONDS = 0.7
"""How long an answer of the database holds.  Two looks may come late before Redis is not trusted for it."""
ROWS_AT_ONCE = 1000
MOST_WAITING = 10_000

WAITING = Gauge(
    "cqar_invalidations_waiting", f"Invalidations that Redis has not taken, {MOST_WAITING} for more"
)
OLDEST_OWED = Gauge(
    "cqar_invalidation_oldest_seconds", "The age of the oldest invalidation that Redis has not taken"
)

LOOK = """
SELECT (SELECT count(*) FROM (SELECT FROM registry_owedinvalidation LIMIT %s) AS counted),
    (SELECT extract(epoch FROM clock_timestamp() - min(owed_at))::float8 FROM registry_owedinvalidation)
"""


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed to Redis."""

    count: int
    age: float
    """Of the oldest, in seconds."""


def look() -> Owed:
    """Ask the database what is owed, and trust Redis as far as the answer allows."""
    asked = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute(LOOK, [MOST_WAITING])
        count, age = cursor.fetchone()
    owed = Owed(count, age or 0.0)
    WAITING.set(owed.count)
    OLDEST_OWED.set(owed.age)
    until = asked + TRUSTED_SECONDS
    cache.store.availability.trust(min(until, asked + OVERDUE_SECONDS - owed.age) if owed.count else until)
    return owed


def pay() -> bool:
    """Tell Redis what is owed, the oldest first; whether some was, and Redis took it.

    What another process has in hand is left to it.  Telling the same twice does no harm.
    """
    with transaction.atomic():
        oldest = OwedInvalidation.objects.select_for_update(skip_locked=True).order_by("pk")
        rows = list(oldest[:ROWS_AT_ONCE])
        stamps: dict[str, int] = {}
        for row in rows:
            for key, stamp in zip(row.keys, row.stamps, strict=True):
                stamps[key] = max(stamp, stamps.get(key, 0))
        if not rows or not cache.store.bury(stamps):
            return False
        OwedInvalidation.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return True


def look_and_pay() -> None:
    """One turn: look, pay while Redis takes it, and look again.  Raises DatabaseError."""
    while (owed := look()).count:
        if not pay():
            # Its age counts from the begin of its transaction, so a new one can look old: Redis was asked first.
            if owed.age > (moot_after := 2 * longest_lifetime()):
                OwedInvalidation.objects.filter(owed_at__lt=Now() - timedelta(seconds=moot_after)).delete()
            return


def longest_lifetime() -> int:
    """The seconds after which no entry is left that a change should have buried: then nothing is owed for it."""
    mappings = MessageMapping.by_model.values()
    return max(seconds for mapping in mappings for seconds in mapping.cached.values())
