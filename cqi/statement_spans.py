"""A span of each SQL statement that is part of a trace.

The instrumentations of psycopg do not know connections of a pool, and begin a span whether it is kept or not.
"""

from collections.abc import Callable
from typing import Any

from opentelemetry import trace
from opentelemetry.trace import SpanKind

MOST_TEXT = 2000
"""The characters of a statement that its span has.  Its values are not among them: they stand apart from it."""


def trace_statements(connection: Any, **_: Any) -> None:
    """Django calls it for each connection it opens, again where a thread takes another from the pool."""
    if in_span not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, in_span)


def in_span(execute: Callable[..., Any], sql: Any, *statement: Any) -> Any:
    """Django calls it for each statement, in the place of what carries the statement out."""
    if not trace.get_current_span().is_recording():
        return execute(sql, *statement)
    text = str(sql).strip()
    attributes = {"db.system": "postgresql", "db.statement": text[:MOST_TEXT]}
    tracer = trace.get_tracer(__name__)
    with tracer.start_as_current_span(
        text.partition(" ")[0].upper(), kind=SpanKind.CLIENT, attributes=attributes
    ):
        return execute(sql, *statement)
