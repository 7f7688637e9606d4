"""The span of a call, part of the trace that its caller names by `traceparent`.

The instrumentation of grpc.aio is a chain of interceptors for every call, and takes a stream's handler for a
generator.  Here the span is begun in what surrounds the call, so that a lane's thread, which runs in the context of
its call, is inside of it.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import grpc
from cqc.services.v1 import asset_registry_pb2
from django.conf import settings

from cqi.context import actor, call_id
from cqi.tracing import current_span

CallHandler = Callable[[Any, Any], Awaitable[Any]]
"""What grpc.aio calls: a coroutine of the messages and the call's context."""

TRACED_SERVICE = asset_registry_pb2.DESCRIPTOR.services_by_name["AssetRegistry"].full_name
CARRIED = frozenset({"traceparent", "tracestate"})
"""The metadata by which a caller names the trace: https://www.w3.org/TR/trace-context/."""
SERVERS_FAULTS = frozenset(
    {"UNKNOWN", "DEADLINE_EXCEEDED", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS"}
)
"""The statuses that are a server's fault, by https://opentelemetry.io/docs/specs/semconv/rpc/grpc/."""


def traced(method: str, serve: CallHandler) -> CallHandler:
    """The same, in a span of its own; unchanged where nothing is traced."""
    if not settings.CONFIG.tracing.enabled:
        return serve
    from opentelemetry import trace  # noqa: PLC0415  cqi.tracing says why
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

    extract = TraceContextTextMapPropagator().extract
    start = trace.get_tracer(__name__).start_as_current_span
    attributes = {"rpc.system": "grpc", "rpc.service": TRACED_SERVICE, "rpc.method": method}

    async def in_span(messages: Any, context: Any) -> Any:
        named = {key: value for key, value in context.invocation_metadata() if key in CARRIED}
        with start(
            f"{TRACED_SERVICE}/{method}", extract(named), kind=trace.SpanKind.SERVER, attributes=attributes
        ):
            return await serve(messages, context)

    return in_span


def tell_end(status: str) -> None:
    """Let the span of this call, where it has one that is kept, say how it ended and whose call it was."""
    span = current_span()
    if span is None or not span.is_recording():
        return
    from opentelemetry.trace import StatusCode  # noqa: PLC0415  cqi.tracing says why

    span.set_attribute("rpc.grpc.status_code", grpc.StatusCode[status].value[0])
    span.set_attribute("request_id", call_id())
    span.set_attribute("caller", actor())
    if status in SERVERS_FAULTS:
        span.set_status(StatusCode.ERROR, status)
