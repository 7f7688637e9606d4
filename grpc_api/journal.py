"""What every call leaves behind: its time in the metrics, and one log line.

The loop must never wait for whoever reads the log.  So it only notes a call, and a thread writes the lines; where
it falls behind too far, the oldest are dropped and counted.
"""

import threading
import time
from collections import deque
from functools import cache
from typing import Any

import structlog
from prometheus_client import Counter, Histogram

log = structlog.get_logger("grpc")

BUCKETS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0)
SECONDS = Histogram("cqar_rpc_seconds", "Time of a call by its status", ["rpc", "status"], buckets=BUCKETS)
DROPPED = Counter("cqar_rpc_log_lines_dropped", "Log lines of calls that were never written")

MOST_LINES = 10_000
WRITE_EVERY_SECONDS = 0.05
NO_CALLER, NOBODYS_LINES = "UNAUTHENTICATED", 10
"""Lines between two writes of calls whose caller is not known.  Nobody has a rate, and would fill the disk."""


class Journal:
    """Its thread wakes now and then, and not for each call: a switch of threads costs more than a line."""

    def __init__(self) -> None:
        self._lines: deque[tuple[str, str, float, str, str]] = deque()
        self._series: dict[tuple[str, str], Any] = {}
        self._nobodys = 0
        self._writing = threading.Lock()
        threading.Thread(target=self._keep_writing, name="journal", daemon=True).start()

    def note(self, rpc: str, status: str, seconds: float, actor: str, call_id: str) -> None:
        series = self._series.get((rpc, status))
        if series is None:
            series = self._series[rpc, status] = SECONDS.labels(rpc, status)
        series.observe(seconds)
        if status == NO_CALLER:
            self._nobodys += 1
            if self._nobodys > NOBODYS_LINES:
                DROPPED.inc()
                return
        if len(self._lines) >= MOST_LINES:
            self._lines.popleft()
            DROPPED.inc()
        self._lines.append((rpc, status, seconds, actor, call_id))

    def write(self) -> None:
        """Write what was noted so far."""
        with self._writing:
            self._nobodys = 0
            for _ in range(len(self._lines)):
                rpc, status, seconds, actor, call_id = self._lines.popleft()
                ms = round(seconds * 1000, 2)
                log.info("rpc", rpc=rpc, status=status, ms=ms, actor=actor, call_id=call_id)

    def _keep_writing(self) -> None:
        while True:
            time.sleep(WRITE_EVERY_SECONDS)
            self.write()


@cache
def journal() -> Journal:
    """The journal of this process."""
    return Journal()
