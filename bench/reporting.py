"""What is measured of each RPC and of each list of the admin, in a line of its own as soon as it is known."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from django.db import DatabaseError

from bench import cases, lists
from bench.measuring import Timing, measure_list, measure_request, percentile

MOST_OPENED = 5
"""So often a page of the admin is opened at most."""
HEAD = (
    f"{'RPC':24}{'cases':>6}{'p50 ms':>8}{'p99 ms':>8}{'p50 cpu':>9}{'max cpu':>9}"
    "  the most work: its cpu, p50, p99"
)

Measure = Callable[[], Timing]


@dataclass(frozen=True)
class Named:
    """A case, and how it is measured."""

    shown: str
    measure: Measure


@dataclass(frozen=True)
class Report:
    """What is known of one RPC or list."""

    name: str
    timings: Sequence[Timing]
    faults: Sequence[str]
    """A line for each case that is at fault."""

    @property
    def is_good(self) -> bool:
        return not self.faults

    def __str__(self) -> str:
        return "\n".join([*([self._figures()] if self.timings else []), *self.faults])

    def _figures(self) -> str:
        times = [ms for timing in self.timings for ms in timing.times]
        work = [ms for timing in self.timings for ms in timing.work]
        hardest = max(self.timings, key=lambda timing: percentile(timing.work, 50))
        return (
            f"{self.name:24}{len(self.timings):6}{percentile(times, 50):8.1f}{percentile(times, 99):8.1f}"
            f"{percentile(work, 50):9.1f}{percentile(hardest.work, 50):9.1f}  {hardest}"
        )


def groups(calls: int, only: str) -> Iterator[tuple[str, list[Named]]]:
    """The cases of each RPC, then those of each list of the admin, whose name begins so."""
    by_rpc: dict[str, list[Named]] = defaultdict(list)
    for case in cases.lookups():
        by_rpc[case.rpc].append(Named(case.shown, partial(measure_request, case, calls, cold=True)))
    for case in (*cases.lists(), *cases.searches()):
        by_rpc[case.rpc].append(Named(case.shown, partial(measure_request, case, calls, cold=False)))
    yield from ((rpc, chosen) for rpc, chosen in by_rpc.items() if rpc.startswith(only))
    for name, pages in groupby(lists.list_pages(only), key=lambda page: page.name):
        opened = min(calls, MOST_OPENED)
        yield name, [Named(page.shown, partial(measure_list, page, opened)) for page in pages]


def measured(name: str, chosen: Sequence[Named], seconds: float) -> Report:
    """Measure these cases, as far as the time is enough for them."""
    end = time.monotonic() + seconds
    timings: list[Timing] = []
    faults: list[str] = []
    for number, case in enumerate(chosen):
        if time.monotonic() > end:
            faults.append(f"LEFT  {name}: {len(chosen) - number} of {len(chosen)} cases, after {seconds:g} s")
            break
        try:
            timing = case.measure()
        except (DatabaseError, lists.NoPage) as error:
            faults.append(f"FAIL  {name} {case.shown or '-'}: {error}".rstrip())
            continue
        timings.append(timing)
        faults += timing.faults
    return Report(name, timings, faults)


def table_of(reports: Sequence[Report]) -> str:
    timings = [timing for report in reports for timing in report.timings]
    statements = sum(timing.statements for timing in timings)
    scanning = sum(bool(timing.scanned) for timing in timings)
    return f"{len(timings)} cases, {statements} statements explained, {scanning} with a sequential scan"
