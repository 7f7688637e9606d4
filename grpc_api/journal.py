"""What every call leaves behind: its count and its time in the metrics, and one log line.

The loop only notes a call, and a thread makes the lines, which is most of their cost; where it falls behind too
far, the oldest are dropped and counted.
"""

import threading
import time
from collections import deque
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

import structlog
from prometheus_client import Counter, Histogram

from cqi.context import actor, call_id
from cqi.log_queue import log_queue
from cqi.tracing import named_ids, trace_ids

from .spans import tell_end

log = structlog.get_logger("grpc")

BUCKETS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0)
REQUESTS = Counter("cqar_grpc_request", "Calls by how they ended", ["method", "status"])
SECONDS = Histogram(
    "cqar_grpc_request_duration_seconds", "Time of a call, whatever its status", ["method"], buckets=BUCKETS
)

MOST_LINES = 10_000
WRITE_EVERY_SECONDS = 0.05
NO_CALLER, NOBODYS_LINES = "UNAUTHENTICATED", 10
"""Lines between two writes of calls whose caller is not known, or was not asked for.  Nobody has a rate, and would
fill the disk."""


class EndedCall(NamedTuple):
    """A call as its line tells it."""

    method: str
    status: str
    seconds: float
    at: float
    """When it ended, on time.time's clock."""
    caller: str
    request_id: str
    trace: tuple[str, str] | None


class Journal:
    """Its thread wakes now and then, and not for each call: a switch of threads costs more than a line."""

    def __init__(self) -> None:
        self._calls: deque[tuple[Any, ...]] = deque()
        """What makes an EndedCall, each.  The loop makes none: that costs ten times a tuple."""
        self._series: dict[tuple[str, str], tuple[Any, Any]] = {}
        self._nobodys = 0
        self._writing = threading.Lock()
        threading.Thread(target=self._keep_writing, name="journal", daemon=True).start()

    def note(self, method: str, status: str, seconds: float) -> None:
        """Note the end of the call that this work is part of.  On the loop."""
        series = self._series.get((method, status))
        if series is None:
            series = self._series[method, status] = REQUESTS.labels(method, status), SECONDS.labels(method)
        series[0].inc()
        series[1].observe(seconds)
        tell_end(status)
        if status == NO_CALLER or not call_id():
            self._nobodys += 1
            if self._nobodys > NOBODYS_LINES:
                log_queue().drop()
                return
        if len(self._calls) >= MOST_LINES:
            self._calls.popleft()
            log_queue().drop()
        self._calls.append((method, status, seconds, time.time(), actor(), call_id(), trace_ids()))

    def write(self) -> None:
        """Write what was noted so far."""
        with self._writing:
            self._nobodys = 0
            for _ in range(len(self._calls)):
                call = EndedCall._make(self._calls.popleft())
                log.info(
                    "grpc_request",
                    timestamp=datetime.fromtimestamp(call.at, UTC).isoformat().replace("+00:00", "Z"),
                    method=call.method,
                    status=call.status,
                    duration=round(call.seconds, 6),
                    caller=call.caller,
                    request_id=call.request_id,
                    **named_ids(call.trace),
                )

    def _keep_writing(self) -> None:
        while True:
            time.sleep(WRITE_EVERY_SECONDS)
            self.write()


@cache
def journal() -> Journal:
    """The journal of this process."""
    return Journal()
