"""Timing cases against the database, and explaining what PostgreSQL does for them."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from bench.calls import call
from bench.cases import MeasuredRequest, request_for
from bench.cpu import stopwatch
from bench.lists import ListPage
from bench.plans import whole_reads

BUDGET_MS = 50.0
LIST_BUDGET_MS = 300.0
BIG = 10_000
"""Rows from which on a table must not be read whole."""


@dataclass(frozen=True)
class Timing:
    """What calls of one case took, in milliseconds, and the big tables that were read whole."""

    name: str
    """The RPC, or the list of the admin."""
    shown: str
    budget: float
    times: list[float]
    work: list[float]
    """The processor time of the same calls."""
    statements: int
    scanned: set[str]

    @property
    def worst(self) -> float:
        return percentile(self.times, 99)

    @property
    def faults(self) -> list[str]:
        """A line for each thing that is wrong."""
        slow = [f"SLOW  {self.name} {self}"] if self.worst > self.budget else []
        scanning = (
            [f"SCAN  {self.name} {self.shown}: {', '.join(sorted(self.scanned))}"] if self.scanned else []
        )
        return slow + scanning

    def __str__(self) -> str:
        cpu, p50 = percentile(self.work, 50), percentile(self.times, 50)
        return f"{self.shown or '-'}: {cpu:.1f}, {p50:.1f}, {self.worst:.1f}"


def percentile(times: Sequence[float], percent: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def measure_request(case: MeasuredRequest, calls: int, *, cold: bool) -> Timing:
    """Time a case after a first call, which is not counted; `cold` empties the cache before each call."""
    request = request_for(case)
    times, work = timed(lambda: call(case.rpc, request), calls, cold=cold)
    found = whole_reads(lambda: call(case.rpc, request), BIG)
    return Timing(case.rpc, case.shown, BUDGET_MS, times, work, *found)


def measure_list(page: ListPage, calls: int) -> Timing:
    """Time a page of the admin after a first one, which is not counted."""
    page.open()
    times, work = timed(page.open, calls, cold=False)
    return Timing(page.name, page.shown, LIST_BUDGET_MS, times, work, 0, set())


def timed(work: Callable[[], Any], calls: int, *, cold: bool) -> tuple[list[float], list[float]]:
    times, worked = [], []
    for _ in range(calls):
        if cold:
            cache.clear()
        stop, start = stopwatch(), time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
        worked.append(stop())
    return times, worked
