"""Traces, as a collector receives them."""

import os
import subprocess
import sys

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from tests.collector import collecting
from tests.programs import ROOT, Serving, environment, free_port

CODE = """
import os

from cqi.tracing import start_tracing
from opentelemetry import trace
from tests.cqi.service import configured
start_tracing(configured(os.environ))
with trace.get_tracer("test").start_as_current_span("GetVenueSymbol"):
    pass
provider = trace.get_tracer_provider()
if hasattr(provider, "shutdown"):
    provider.shutdown()
"""

WSGI = """
from wsgiref.util import setup_testing_defaults
from cqar_site.wsgi import application
request = {"PATH_INFO": "/health/live"}
setup_testing_defaults(request)
b"".join(application(request, lambda *_: None))
"""


@pytest.fixture
def collector():
    with collecting() as collector:
        yield collector


def run(tmp_path, code: str = CODE, **variables: str) -> None:
    subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(tmp_path, **variables), check=True, timeout=60
    )


def test_it_works(collector, tmp_path):
    run(
        tmp_path,
        CQI_TRACING_ENABLED="true",
        CQI_TRACING_SAMPLE_RATE="1",
        CQI_OTLP_ENDPOINT=collector.endpoint,
        CQI_SERVICE_NAME="traced",
    )
    (spans,) = collector.received.get(timeout=30).resource_spans
    assert spans.scope_spans[0].spans[0].name == "GetVenueSymbol"
    attributes = {item.key: item.value.string_value for item in spans.resource.attributes}
    assert attributes["service.name"] == "traced"
    assert attributes["deployment.environment"] == "development"


def test_a_rate_of_zero_sends_nothing(collector, tmp_path):
    run(
        tmp_path,
        CQI_TRACING_ENABLED="true",
        CQI_TRACING_SAMPLE_RATE="0",
        CQI_OTLP_ENDPOINT=collector.endpoint,
    )
    assert collector.received.empty()


def test_not_enabled_it_sends_nothing(collector, tmp_path):
    run(tmp_path, CQI_OTLP_ENDPOINT=collector.endpoint, CQI_TRACING_SAMPLE_RATE="1")
    assert collector.received.empty()


def traced(collector) -> dict[str, str]:
    """This test session's own servers, and every call traced."""
    ours = {name: value for name, value in os.environ.items() if name.startswith("CQI_")}
    tracing = {"CQI_TRACING_ENABLED": "true", "CQI_TRACING_SAMPLE_RATE": "1"}
    return ours | tracing | {"CQI_OTLP_ENDPOINT": collector.endpoint}


def names(collector) -> list[str]:
    (spans,) = collector.received.get(timeout=30).resource_spans
    return [span.name for scope in spans.scope_spans for span in scope.spans]


def test_a_wsgi_server_sends_them(collector, tmp_path):
    run(tmp_path, WSGI, **traced(collector), DJANGO_SETTINGS_MODULE="cqar_site.settings")
    assert any("health/live" in name for name in names(collector))


def test_the_grpc_server_alone_sends_them(collector, tmp_path):
    address = f"127.0.0.1:{free_port()}"
    program = Serving(
        tmp_path, [sys.executable, "manage.py", "grpcserver", address], until="gRPC on", **traced(collector)
    )
    try:
        with grpc.insecure_channel(address) as channel:
            health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest())
        assert "/grpc.health.v1.Health/Check" in names(collector)
    finally:
        program.kill()


def test_a_call_of_the_registry_is_traced_and_health_can_be_watched(collector, tmp_path):
    address = f"127.0.0.1:{free_port()}"
    program = Serving(
        tmp_path, [sys.executable, "manage.py", "grpcserver", address], until="gRPC on", **traced(collector)
    )
    try:
        with grpc.insecure_channel(address) as channel:
            watching = health_pb2_grpc.HealthStub(channel).Watch(health_pb2.HealthCheckRequest())
            assert next(watching).status == health_pb2.HealthCheckResponse.SERVING
            call = channel.unary_unary("/cqc.services.v1.AssetRegistry/GetVenue")
            with pytest.raises(grpc.RpcError) as refused:
                call(b"\xff")
            assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT
        assert "/cqc.services.v1.AssetRegistry/GetVenue" in names(collector)
    finally:
        program.kill()
