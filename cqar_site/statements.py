"""How long each SQL statement takes, in the metrics."""

import time
from collections.abc import Callable
from typing import Any

from prometheus_client import Histogram

STATEMENT_BUCKETS = (0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2.0, 15.0)
STATEMENTS = Histogram(
    "cqar_db_query_duration_seconds",
    "Time of an SQL statement until its first row",
    buckets=STATEMENT_BUCKETS,
)


def time_statements(connection: Any, **_: Any) -> None:
    """Django calls it for each connection it opens, again where a thread takes another from the pool.

    It is the outermost of what surrounds a statement: who adds something for a while takes away the innermost.
    """
    if observed not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, observed)


def observed(execute: Callable[..., Any], *statement: Any) -> Any:
    """Django calls it for each statement, in the place of what carries the statement out."""
    began = time.perf_counter()
    try:
        return execute(*statement)
    finally:
        STATEMENTS.observe(time.perf_counter() - began)
