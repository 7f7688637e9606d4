"""Traces: sent to the OTLP collector that the configuration names, or not made at all."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opentelemetry.trace import SpanContext

    from cqi.config import Config


def start_tracing(config: "Config") -> None:
    """Trace HTTP and gRPC from here on; call it before the servers are built."""
    if not config.tracing.enabled:
        return
    # These libraries take long to import. A program that does not trace should not wait for them.
    from opentelemetry import trace  # noqa: PLC0415
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
    from opentelemetry.instrumentation.django import DjangoInstrumentor  # noqa: PLC0415
    from opentelemetry.instrumentation.grpc import GrpcAioInstrumentorServer, filters  # noqa: PLC0415
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415
    from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased  # noqa: PLC0415

    provider = TracerProvider(
        resource=Resource.create(
            {
                "service.name": config.service.name,
                "service.version": config.service.version,
                "deployment.environment": config.service.environment,
            }
        ),
        sampler=ParentBased(TraceIdRatioBased(config.tracing.sample_rate)),
    )
    endpoint = config.tracing.otlp_endpoint or ""
    exporter = OTLPSpanExporter(endpoint=endpoint, insecure=endpoint.startswith("http:"))
    provider.add_span_processor(BatchSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    DjangoInstrumentor().instrument()
    # The instrumentation takes every stream for a generator; health's Watch is none, and would fail.
    traced = filters.negate(filters.method_name("Watch"))
    GrpcAioInstrumentorServer(traced).instrument()  # type: ignore[no-untyped-call]


def span_context() -> "SpanContext | None":
    """The span that this work is part of; None where nothing is traced."""
    if (trace := sys.modules.get("opentelemetry.trace")) is None:  # imported where something is traced
        return None
    context: SpanContext = trace.get_current_span().get_span_context()
    return context if context.is_valid else None


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
