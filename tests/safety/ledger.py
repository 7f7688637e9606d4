"""What each flagged thing must be called at which time, by one monotonic clock."""

import threading
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from time import monotonic

FLAGGED, CLEAN = "flagged", "clean"


@dataclass
class Flip:
    """A flag raised or resolved: somewhere between these two times it took effect."""

    makes: str
    began: float
    returned: float | None = None


@dataclass
class Ledger:
    """The flips of every target, and the reads that were compared with them."""

    flips: dict[int, list[Flip]] = field(default_factory=lambda: defaultdict(list))
    reads: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, target: int, makes: str) -> Flip:
        """To be called before the call that flips it."""
        flip = Flip(makes, monotonic())
        self.flips[target].append(flip)
        return flip

    def must_be(self, target: int, start: float, end: float) -> str | None:
        """What a call in this time has to find; None where a flip was under way.

        That is what the last flip made it which returned before the call started, unless another began
        before the call ended.
        """
        begun = [flip for flip in self.flips[target][-8:] if flip.began < end]
        if not begun:
            return CLEAN if len(self.flips[target]) < 8 else None
        last = begun[-1]
        return last.makes if last.returned is not None and last.returned <= start else None

    def compare(self, what: str, start: float, end: float, allowed: dict[int, list[bool]]) -> None:
        """Compare what one call said of some targets with what it had to."""
        counts: Counter[str] = Counter()
        for target, answers in allowed.items():
            must = self.must_be(target, start, end)
            counts[must or "undecided"] += len(answers)
            if must is not None and any(answer != (must == CLEAN) for answer in answers):
                self.wrong.append(f"{what}: target {target} had to be {must}, {answers}")
        with self.lock:
            self.reads += counts
