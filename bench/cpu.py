"""The processor time of a call: what its latency is where nobody else uses the machine."""

import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection


def stopwatch() -> Callable[[], float]:
    """The milliseconds that this thread and its PostgreSQL process have worked since the start.

    PostgreSQL's part counts only on Linux and where it runs on this machine; helpers of a parallel
    query do not count.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        statistics = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def worked() -> float:
        theirs = int(statistics.read_text().split()[0]) / 1e6 if statistics.exists() else 0.0
        return time.thread_time() * 1000 + theirs

    start = worked()
    return lambda: worked() - start
