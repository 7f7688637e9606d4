"""What makes traces: which are kept, and how they are sent.

Its libraries take long to import, so that only a program which traces imports this.
"""

from collections.abc import Sequence

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import (
    Decision,
    ParentBased,
    Sampler,
    SamplingResult,
    TraceIdRatioBased,
)
from opentelemetry.trace import Link, SpanKind, TraceState
from opentelemetry.util.types import Attributes

from cqi.config import Config

EXPORT_SECONDS = 5
"""What one sending may take.  A thread sends; spans that it cannot send are dropped, beyond 2,048 of them."""
LAST_EXPORT_MS = 1000
"""What the end of a program waits for the collector."""


def make_provider(config: Config) -> TracerProvider:
    """A provider that sends to the configured collector, and ends with the program."""
    provider = TracerProvider(
        resource=Resource.create(
            {
                "service.name": config.service.name,
                "service.version": config.service.version,
                "deployment.environment": config.service.environment,
            }
        ),
        sampler=ParentBased(Beginnings(config.tracing.sample_rate)),
    )
    endpoint = config.tracing.otlp_endpoint or ""
    exporter = OTLPSpanExporter(
        endpoint=endpoint, insecure=endpoint.startswith("http:"), timeout=EXPORT_SECONDS
    )
    provider.add_span_processor(HurriedProcessor(exporter))
    return provider


class Beginnings(Sampler):
    """Decides about what has no parent: a share of it is kept, and of what this program asks of others nothing.

    A call or a request begins a trace.  A statement or a Redis command outside of one is a thread's that works in
    the background, many times a second.
    """

    def __init__(self, rate: float) -> None:
        self._share = TraceIdRatioBased(rate)

    def should_sample(  # noqa: PLR0917  as the library calls it
        self,
        parent_context: Context | None,
        trace_id: int,
        name: str,
        kind: SpanKind | None = None,
        attributes: Attributes = None,
        links: Sequence[Link] | None = None,
        trace_state: TraceState | None = None,
    ) -> SamplingResult:
        if kind is SpanKind.CLIENT:
            return SamplingResult(Decision.DROP)
        return self._share.should_sample(parent_context, trace_id, name, kind, attributes, links, trace_state)

    def get_description(self) -> str:
        return f"Beginnings({self._share.get_description()})"


class HurriedProcessor(BatchSpanProcessor):
    """Does not wait long at the end: the library's own waits 30 seconds for a collector that does not answer."""

    def shutdown(self) -> None:
        self._batch_processor.shutdown(timeout_millis=LAST_EXPORT_MS)
