"""What was acknowledged, what was asked, and what was wrong: the one memory that all workers share.

A version that was acknowledged must be in every answer to a question that was asked later.  While a fault of Redis
lasts, and for a second after it, an answer may be as old as a second; such answers are counted apart.
"""

import threading
import time
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field

BOUND_SECONDS = 1.0
"""How old an answer may be while Redis is ill, and how long after that it may be so."""


@dataclass
class Acknowledged:
    """The versions of one asset that a writer was told, and the moments when it was told."""

    moments: list[float] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)

    def version_at(self, moment: float) -> int:
        """The version that a question asked at this moment must be answered with, at least."""
        place = bisect_right(self.moments, moment)
        return self.versions[place - 1] if place else 0


@dataclass(frozen=True)
class OldAnswer:
    """An answer that is older than what had been acknowledged when it was asked for."""

    asset: str
    version: int
    asked: float
    answered: float
    where: str
    fault: str
    """The last fault before it was answered, or the one that lasted."""


class AnswerLedger:
    """All methods may be called by any thread."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.wrong: list[str] = []
        """Sentences about what must never be."""
        self.marks: dict[tuple[str, int], str] = {}
        """What each acknowledged write had written, by asset and version."""
        self.created: dict[str, str] = {}
        """The asset that each request to make one was answered with."""
        self.blocked: dict[str, object] = {}
        """The assets with a CRITICAL flag, from its acknowledgement until somebody begins to resolve it."""
        self.fault = "no fault"
        """The fault that lasts, or else the last one, as it is told with what was wrong."""
        self._acknowledged: dict[str, Acknowledged] = defaultdict(Acknowledged)
        self._old: list[OldAnswer] = []
        self._redis_ill: list[tuple[float, float]] = []
        self._lock = threading.Lock()

    def count(self, what: str, number: int = 1) -> None:
        with self._lock:
            self.counts[what] += number

    def blame(self, what: str) -> None:
        """Note something that must never be."""
        with self._lock:
            self.wrong.append(what)

    def acknowledge(self, asset: str, version: int, mark: str, counted_as: str = "writes") -> None:
        """A write was answered: from now on its version must be seen."""
        with self._lock:
            known = self._acknowledged[asset]
            if version > known.version_at(float("inf")):
                known.moments.append(time.monotonic())
                known.versions.append(version)
            self.marks[asset, version] = mark
            self.counts[counted_as] += 1

    def redis_is_ill(self, began: float, ended: float) -> None:
        """Note when Redis, or a link to it, had a fault or was late; the end is infinite while it lasts."""
        with self._lock:
            self._redis_ill = [span for span in self._redis_ill if span[0] != began]
            self._redis_ill.append((began, ended))

    def note_read(self, asset: str, asked: float, version: int, where: str) -> None:
        """A question that was asked at this moment was answered with this version."""
        with self._lock:
            self.counts["reads"] += 1
            if version < self._acknowledged[asset].version_at(asked):
                self._old.append(OldAnswer(asset, version, asked, time.monotonic(), where, self.fault))

    def judge_old(self) -> None:
        """Judge the answers that were older than what was acknowledged, when it is known how Redis fared."""
        with self._lock:
            old, self._old = self._old, []
            for answer in old:
                known = self._acknowledged[answer.asset]
                is_ill = any(
                    began <= answer.answered and answer.asked <= ended + BOUND_SECONDS
                    for began, ended in self._redis_ill
                )
                if is_ill and answer.version >= known.version_at(answer.asked - BOUND_SECONDS):
                    self.counts["reads while Redis was ill, of up to a second before"] += 1
                    continue
                wanted = known.version_at(answer.asked)
                age = answer.asked - known.moments[known.versions.index(wanted)]
                self.wrong.append(
                    f"stale: {answer.where} answered version {answer.version} of {answer.asset}, {age:.3f} s"
                    f" after {wanted} was acknowledged{' (Redis was ill)' if is_ill else ''}, {answer.fault}"
                )
