"""Timing cases against the database, and explaining what PostgreSQL does for them."""

import time
from collections import defaultdict
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


def report(timings: Sequence[Timing]) -> bool:
    """Print a line for each RPC and each case that is at fault; whether there was none."""
    by_rpc: dict[str, list[Timing]] = defaultdict(list)
    for timing in timings:
        by_rpc[timing.name].append(timing)
    columns = f"{'RPC':24}{'cases':>6}{'p50 ms':>8}{'p99 ms':>8}{'p50 cpu':>9}{'max cpu':>9}"
    print(f"{columns}  the most work: its cpu, p50, p99")
    for rpc, group in by_rpc.items():
        times = [ms for timing in group for ms in timing.times]
        hardest = max(group, key=lambda timing: percentile(timing.work, 50))
        print(
            f"{rpc:24}{len(group):6}{percentile(times, 50):8.1f}{percentile(times, 99):8.1f}"
            f"{percentile([ms for timing in group for ms in timing.work], 50):9.1f}"
            f"{percentile(hardest.work, 50):9.1f}  {hardest}"
        )
    slow = [timing for timing in timings if timing.worst > timing.budget]
    scanning = [timing for timing in timings if timing.scanned]
    for timing in slow:
        print(f"SLOW  {timing.name} {timing}")
    for timing in scanning:
        print(f"SCAN  {timing.name} {timing.shown}: {', '.join(sorted(timing.scanned))}")
    statements = sum(timing.statements for timing in timings)
    print(f"{len(timings)} cases, {statements} statements explained, {len(scanning)} with a sequential scan")
    return not slow and not scanning
