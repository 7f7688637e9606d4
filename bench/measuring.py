"""Timing cases against the database, and explaining what PostgreSQL does for them."""

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache

from bench.calls import call
from bench.cases import Case, request_for
from bench.cpu import stopwatch
from bench.plans import explained

BUDGET_MS = 50.0
BIG = 10_000
"""Rows from which on a table must not be read whole."""


@dataclass(frozen=True)
class Timing:
    """What calls of one case took, in milliseconds, and the big tables that were read whole."""

    case: Case
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
        return f"{self.case.shown or '-'}: {cpu:.1f}, {p50:.1f}, {self.worst:.1f}"


def percentile(times: Sequence[float], percent: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def measure(case: Case, calls: int, *, cold: bool) -> Timing:
    """Time a case after a first call, which is not counted; `cold` empties the cache before each call."""
    request, times, work = request_for(case), [], []
    for _ in range(calls):
        if cold:
            cache.clear()
        worked, start = stopwatch(), time.perf_counter()
        call(case.rpc, request)
        times.append((time.perf_counter() - start) * 1000)
        work.append(worked())
    return Timing(case, times, work, *explained(lambda: call(case.rpc, request), BIG))


def report(timings: Sequence[Timing]) -> bool:
    """Print a line for each RPC and each case that is at fault; whether there was none."""
    by_rpc: dict[str, list[Timing]] = defaultdict(list)
    for timing in timings:
        by_rpc[timing.case.rpc].append(timing)
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
    slow = [timing for timing in timings if timing.worst > BUDGET_MS]
    scanning = [timing for timing in timings if timing.scanned]
    for timing in slow:
        print(f"SLOW  {timing.case.rpc} {timing}")
    for timing in scanning:
        print(f"SCAN  {timing.case.rpc} {timing.case.shown}: {', '.join(sorted(timing.scanned))}")
    statements = sum(timing.statements for timing in timings)
    print(f"{len(timings)} cases, {statements} statements explained, {len(scanning)} with a sequential scan")
    return not slow and not scanning
