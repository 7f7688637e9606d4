"""Traces, as a collector receives them."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from django.db import connection

from registry.models import Change
from tests.collector import Collector, collecting
from tests.programs import ROOT, environment, soon
from tests.safety.servers import GrpcServer

CLIENT, SERVER = 3, 2
"""The kinds of a span, as OTLP numbers them."""
ENDED_SECONDS = 15.0
"""Three times what one sending may take, and less than the library itself waits at the end."""

CODE = """
import os, time

from cqi.tracing import start_tracing
from opentelemetry import trace
from tests.cqi.service import configured
start_tracing(configured(os.environ))
for _ in range({spans}):
    with trace.get_tracer("test").start_as_current_span("GetVenueSymbol"):
        pass
with trace.get_tracer("test").start_as_current_span("GET", kind=trace.SpanKind.CLIENT):
    pass
began = time.monotonic()
trace.get_tracer_provider().shutdown()
print(time.monotonic() - began)
"""

WSGI = """
import sys
from wsgiref.util import setup_testing_defaults
from cqar_site.wsgi import application
parents = {{"/admin/none": "00-{0}1-00000000000000a1-00", "/admin/login/": "00-{0}2-00000000000000a2-01"}}
for path, parent in parents.items():
    request = {{"PATH_INFO": path, "HTTP_HOST": "localhost", "HTTP_TRACEPARENT": parent}}
    setup_testing_defaults(request)
    b"".join(application(request, lambda *_: None))
request = {{"PATH_INFO": "/health/live", "HTTP_HOST": "10.1.2.3:8080"}}
setup_testing_defaults(request)
print(b"".join(application(request, lambda status, *_: print(status))))
"""

ON_THE_BUS = """
import asyncio, os

from cqi.tracing import start_tracing
from opentelemetry import trace
from tests.cqi.buses import CREATED, Noting, consuming, send, until
from tests.cqi.service import configured
from cqi.bus.middleware import usual
from cqi.testing import MemoryBus
start_tracing(configured(os.environ))

async def main():
    bus, handler = MemoryBus(), Noting()
    with trace.get_tracer("test").start_as_current_span("UpdateAsset", kind=trace.SpanKind.SERVER):
        await send(bus, "1")
    async with consuming(bus, usual(bus, "orders", handler)):
        await until(lambda: bool(handler.seen))

asyncio.run(main())
trace.get_tracer_provider().shutdown()
"""


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    with collecting() as collector:
        yield collector


def run(tmp_path, code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(tmp_path, **variables),
        check=True,
        timeout=120,
        capture_output=True,
        text=True,
    )


def traced(endpoint: str, rate: str = "1") -> dict[str, str]:
    return {
        "CQI_TRACING_ENABLED": "true",
        "CQI_TRACING_SAMPLE_RATE": rate,
        "CQI_OTLP_ENDPOINT": endpoint,
        "CQI_SERVICE_NAME": "traced",
    }


def on_our_servers(**variables: str) -> dict[str, str]:
    """This test session's servers and its database."""
    ours = {name: value for name, value in os.environ.items() if name.startswith("CQI_")}
    return ours | {"CQI_DATABASE_DATABASE": connection.settings_dict["NAME"]} | variables


def sent(collector) -> list[Any]:
    """What has come, resource by resource."""
    found: list[Any] = []
    while not collector.received.empty():
        found += collector.received.get().resource_spans
    return found


def spans_of(resources: list[Any]) -> list[Any]:
    return [span for resource in resources for scope in resource.scope_spans for span in scope.spans]


def attributes(of: Any) -> dict[str, Any]:
    return {item.key: getattr(item.value, item.value.WhichOneof("value")) for item in of.attributes}


def test_it_works(collector, tmp_path):
    run(tmp_path, CODE.format(spans=1), **traced(collector.endpoint))
    (resource,) = sent(collector)
    assert [span.name for span in spans_of([resource])] == ["GetVenueSymbol"], (
        "what asks others begins no trace"
    )
    assert attributes(resource.resource)["service.name"] == "traced"
    assert attributes(resource.resource)["deployment.environment"] == "development"


def test_a_message_is_handled_in_the_trace_of_its_publisher(collector, tmp_path):
    run(tmp_path, ON_THE_BUS, **traced(collector.endpoint))
    spans = {span.name: span for span in spans_of(sent(collector))}
    published, handled = spans["UpdateAsset"], spans["process bus.test.created"]
    assert (handled.trace_id, handled.parent_span_id) == (published.trace_id, published.span_id)


def test_a_collector_that_hangs_does_not_hold_up_the_stop(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        endpoint = f"http://127.0.0.1:{silent.getsockname()[1]}"
        done = run(tmp_path, CODE.format(spans=2000), **traced(endpoint))
    assert float(done.stdout) < ENDED_SECONDS


def test_http_is_traced_where_the_parent_is_and_a_probe_never(collector, tmp_path, transactional_db):
    done = run(
        tmp_path,
        WSGI.format("0" * 31),
        **on_our_servers(**traced(collector.endpoint)),
        DJANGO_SETTINGS_MODULE="cqar_site.settings",
    )
    assert "200 OK" in done.stdout, "whatever host a probe names"
    spans = spans_of(sent(collector))
    (request,) = (span for span in spans if span.kind == SERVER)
    assert "admin/login" in request.name
    assert {span.trace_id.hex() for span in spans} == {f"{2:032x}"}
    (line,) = (
        line for line in map(json.loads, done.stderr.splitlines()) if line.get("path") == "/admin/login/"
    )
    assert (line["trace_id"], line["span_id"]) == (f"{2:032x}", request.span_id.hex())


def test_a_call_is_traced_with_its_statements_and_commands_where_the_parent_is(
    collector, tmp_path, transactional_db
):
    variables = on_our_servers(**traced(collector.endpoint, rate="0"))
    server = GrpcServer(tmp_path / "log", environment(tmp_path, **variables))
    try:
        server.wait()
        server.stub.ListChains(pb.ListChainsRequest())
        parent = ("traceparent", f"00-{7:032x}-{8:016x}-01")
        request = pb.CreateAssetRequest(symbol="USDC", name="USD Coin")
        server.stub.CreateAsset(request, metadata=[parent, ("x-request-id", "r-7")])
        spans: list[Any] = []

        def has_come() -> bool:
            spans.extend(spans_of(sent(collector)))
            return any(span.kind == SERVER for span in spans)

        assert soon(has_come)
    finally:
        server.stop()
    (call,) = (span for span in spans if span.kind == SERVER)
    assert call.name == "cqc.services.v1.AssetRegistry/CreateAsset"
    assert call.parent_span_id.hex() == f"{8:016x}"
    assert attributes(call)["rpc.grpc.status_code"] == 0
    assert attributes(call)["request_id"] == "r-7"
    others = [span for span in spans if span is not call]
    assert {(span.kind, span.trace_id, span.parent_span_id) for span in others} == {
        (CLIENT, call.trace_id, call.span_id)
    }
    assert {"INSERT", "EVALSHA"} <= {span.name for span in others}
    assert not any("USD Coin" in str(span) for span in others)
    (change,) = Change.objects.all()
    assert change.trace.startswith(f"00-{7:032x}-")
    lines = [json.loads(line) for line in server.log.read_text().splitlines() if line.startswith("{")]
    (line,) = (line for line in lines if line.get("method") == "CreateAsset")
    assert (line["trace_id"], line["span_id"]) == (f"{7:032x}", call.span_id.hex())


def test_who_does_not_trace_imports_none_of_it(tmp_path, transactional_db):
    """redis-py imports parts of it for metrics of its own; the rest is what takes long."""
    code = "import django, sys; django.setup(); import cqar_site.urls, grpc_api.server; print(*sys.modules)"
    done = run(tmp_path, code, **on_our_servers(), DJANGO_SETTINGS_MODULE="cqar_site.settings")
    assert not re.findall(r"opentelemetry\.(?:sdk\.trace|exporter|instrumentation)\S*", done.stdout)
