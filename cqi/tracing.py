"""Traces: sent to the OTLP collector that the configuration names, or not made at all."""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


def traceparent() -> str:
    """The trace that this work is part of, as the W3C's header of that name has it; empty where there is none."""
    if (trace := sys.modules.get("opentelemetry.trace")) is None:  # imported where something is traced
        return ""
    span = trace.get_current_span().get_span_context()
    if not span.is_valid:
        return ""
    return f"00-{span.trace_id:032x}-{span.span_id:016x}-{span.trace_flags:02x}"
