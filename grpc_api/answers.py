"""Answers of hot reads, kept in the memory of the process as bytes, by RPC and request.

An answer is kept that came out of the cache as a whole, with the keys and stamps of the entries that it is made of,
and no longer than these lie there.  Whoever changes a row tells its keys and its new stamp, and does so before the
commit.  Each process then drops what is made of the row, and remembers the stamp as long as a tombstone lives, so
that an answer that was in the making is not kept.  What has arrived is heard before each answer.

While a process does not know that it hears everything, it keeps nothing and answers nothing from here.  While Redis
is not trusted it answers nothing from here either: it will be told then what Redis was not.
"""

import json
import time
from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django_redis import get_redis_connection
from prometheus_client import Counter, Gauge
from redis import RedisError

from cqi.cache.stamped import TOMBSTONE_SECONDS
from cqi.subscription import Subscription
from registry.reading.cache import store
from registry.reading.ingredients import Ingredients, noting
from registry.reading.uses import uses

from .lanes import Answer, Call, Lane, Work

ANSWERED = Counter("cqar_answers_reads_total", "Hot reads by what the memory of the process had", ["outcome"])
FROM_MEMORY, FROM_LANE, ASIDE = (ANSWERED.labels(outcome) for outcome in ("hit", "miss", "aside"))
BYTES = Gauge("cqar_answers_bytes", "What answers take in the memory of the process")
IS_ASIDE = Gauge("cqar_answers_aside", "1 while no answer comes from the memory of the process")

OVERHEAD = 1300
"""The bytes that an answer of two rows takes beside its own and its request's."""
HITS_COUNTED = 16
"""So many hits of an answer are counted as uses of its entries at once: each by itself would cost a fifth of it."""
MOST_CHANGED = 100_000
"""More stamps are not remembered.  An import changes so many rows, and then all answers are lost."""

RequestName = tuple[str, bytes]
"""An RPC, and a request to it."""


@dataclass(slots=True)
class KeptAnswer:
    """An answer, and what ends it."""

    answer: bytes
    made_of: Ingredients
    losses: int
    """How many losses there had been: the next one is the end of it."""
    size: int
    hits: int = 0


class KeptAnswers:
    """Those of one process; all of it happens on the loop."""

    def __init__(self, most_bytes: int) -> None:
        """With the memory that they may take; the one not used for longest goes first."""
        self._most, self._bytes = most_bytes, 0
        self._kept: OrderedDict[RequestName, KeptAnswer] = OrderedDict()
        self._made_of: defaultdict[str, set[RequestName]] = defaultdict(set)
        self._changed: OrderedDict[str, tuple[int, float]] = OrderedDict()
        """The last stamp told for a key, and until when it is remembered."""
        self._losses = 0
        self._subscription = Subscription(
            get_redis_connection, store.channel, hear=self._hear, lose=self._lose, failed=beat_failed
        )

    def start(self) -> None:
        """Until then, and without Redis, they stand aside."""
        BYTES.set_function(lambda: self._bytes)
        IS_ASIDE.set_function(lambda: not (self._subscription.is_complete and store.availability.is_trusted))
        self._subscription.start()

    def stop(self) -> None:
        self._subscription.stop()

    def find(self, name: RequestName) -> bytes | None:
        """The answer to this request, if it is kept."""
        if not (self._subscription.listen() and store.availability.is_trusted):
            ASIDE.inc()
            return None
        kept = self._kept.get(name)
        if kept is None or kept.losses != self._losses or kept.made_of.good_until < time.monotonic():
            FROM_LANE.inc()
            return None
        self._kept.move_to_end(name)
        FROM_MEMORY.inc()
        kept.hits += 1
        if not kept.hits % HITS_COUNTED:
            uses.count(kept.made_of.stamps, HITS_COUNTED)
        return kept.answer

    async def make(self, name: RequestName, lane: Lane, work: Work, call: Call) -> Answer:
        """The answer that the lane gives; it is kept where that may be."""
        if not self._subscription.is_complete:
            return await lane.run(work, name[1], call)
        losses, made_of = self._losses, Ingredients()

        def noted(raw: bytes, call: Call) -> Answer:
            with noting(made_of):
                return work(raw, call)

        answer = await lane.run(noted, name[1], call)
        self._subscription.listen()
        # What was told before a loss, it may not have been told.
        if isinstance(answer, bytes) and losses == self._losses and self._is_current(made_of):
            self._keep(name, answer, made_of)
        return answer

    def _is_current(self, made_of: Ingredients) -> bool:
        """Whether it is noted whole, and no row of it is known to have changed."""
        if made_of.spoiled or not made_of.stamps:
            return False
        return all(self._changed.get(key, (0,))[0] <= stamp for key, stamp in made_of.stamps.items())

    def _keep(self, name: RequestName, answer: bytes, made_of: Ingredients) -> None:
        self._drop(name)
        size = len(answer) + len(name[1]) + OVERHEAD
        self._kept[name] = KeptAnswer(answer, made_of, self._losses, size)
        self._bytes += size
        for key in made_of.stamps:
            self._made_of[key].add(name)
        while self._bytes > self._most:
            self._drop(next(iter(self._kept)))

    def _drop(self, name: RequestName) -> None:
        if (kept := self._kept.pop(name, None)) is None:
            return
        self._bytes -= kept.size
        for key in kept.made_of.stamps:
            self._made_of[key].discard(name)
            if not self._made_of[key]:
                del self._made_of[key]

    def _hear(self, message: bytes) -> None:
        """Rows have changed: these are their keys with their new stamps."""
        now = time.monotonic()
        try:
            stamps = {key: int(stamp) for key, stamp in json.loads(message).items()}
        except (ValueError, TypeError, AttributeError):
            # A program of another release may say it in other words.
            self._lose()
            return
        for key, stamp in stamps.items():
            last, _ = self._changed.pop(key, (0, 0.0))
            self._changed[key] = max(last, stamp), now + TOMBSTONE_SECONDS
            for name in list(self._made_of.get(key, ())):
                if self._kept[name].made_of.stamps[key] < stamp:
                    self._drop(name)
        if len(self._changed) > MOST_CHANGED:
            self._lose()
        while self._changed and (
            len(self._changed) > MOST_CHANGED or next(iter(self._changed.values()))[1] < now
        ):
            self._changed.popitem(last=False)

    def _lose(self) -> None:
        """Something may have changed that was not heard: no answer that is kept or in the making is good.

        They are dropped as others need their place, because to drop all of them at once would hold up the loop.
        """
        self._losses += 1


@cache
def answers() -> KeptAnswers:
    """Those of this process; a program that serves starts them."""
    return KeptAnswers(settings.CONFIG.cache.answer_bytes)


def beat_failed(error: RedisError) -> None:
    """A Redis that refuses beats would refuse tombstones, so reads leave it alone too."""
    store.availability.failed("beat", error)
