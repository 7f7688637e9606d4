"""Traces: sent to the OTLP collector that the configuration names, or not made at all."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opentelemetry.trace import Span, SpanContext

    from cqi.config import Config


_current_span: "Callable[[], Span] | None" = None


def start_tracing(config: "Config", http_position: int = 0) -> None:
    """Trace HTTP, SQL and Redis from here on; call it before the servers are built.

    `http_position` is the place among Django's middleware from which on a request is traced.
    """
    global _current_span
    if not config.tracing.enabled:
        return
    # These libraries take long to import. A program that does not trace should not wait for them.
    from django.db.backends.signals import connection_created  # noqa: PLC0415
    from opentelemetry import trace  # noqa: PLC0415
    from opentelemetry.instrumentation.django import DjangoInstrumentor  # noqa: PLC0415
    from opentelemetry.instrumentation.redis import RedisInstrumentor  # noqa: PLC0415

    from cqi.statement_spans import trace_statements  # noqa: PLC0415
    from cqi.trace_provider import make_provider  # noqa: PLC0415

    trace.set_tracer_provider(make_provider(config))
    _current_span = trace.get_current_span
    DjangoInstrumentor().instrument(middleware_position=http_position)
    RedisInstrumentor().instrument()
    connection_created.connect(trace_statements)


def current_span() -> "Span | None":
    """The span that this work is part of, perhaps one that is not kept; None where nothing is traced."""
    return None if _current_span is None else _current_span()


def span_context() -> "SpanContext | None":
    """By what others can name that span; None where there is none."""
    span = current_span()
    context = None if span is None else span.get_span_context()
    return context if context is not None and context.is_valid else None


def trace_ids() -> tuple[str, str] | None:
    """The trace and the span that this work is part of, as collectors write them; None where there is none."""
    if (span := span_context()) is None:
        return None
    return f"{span.trace_id:032x}", f"{span.span_id:016x}"


def named_ids(ids: tuple[str, str] | None) -> dict[str, str]:
    """These ids as the fields of a log line."""
    return {} if ids is None else {"trace_id": ids[0], "span_id": ids[1]}


def traceparent() -> str:
    """The trace that this work is part of, as the W3C's header of that name has it; empty where there is none."""
    if (span := span_context()) is None:
        return ""
    return f"00-{span.trace_id:032x}-{span.span_id:016x}-{span.trace_flags:02x}"
