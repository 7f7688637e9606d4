"""Health and metrics: on the HTTP port or on one of their own, and answered whatever host a request names."""

import http.client
import json
import sys
from contextlib import closing

import pytest
from django.urls import get_resolver

from tests.programs import Serving, free_port, manage

POD = "10.1.2.3:8080"
"""What a probe of Kubernetes names: no configuration can know it beforehand."""

SPELLINGS = [
    "/health/live/",
    "//health/live",
    "/health/./live",
    "/Health/live",
    "/health/live;a=b",
    "/health",
    "/admin/../health/live/../../admin/",
    "/admin/login/?next=/health/live",
]
"""Of a path that is none of the two."""


def asked(port: int, path: str, method: str = "GET", host: str = POD) -> tuple[int, str]:
    """The status and the body of a page, as asked for with this host."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request(method, path, headers={"Host": host})
        response = connection.getresponse()
        return response.status, response.read().decode()


def pages() -> list[str]:
    """The paths of all pages that need no argument."""
    found = []

    def walk(patterns, prefix: str) -> None:
        for pattern in patterns:
            path = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, path)
            elif not set("<(^") & set(path):
                found.append(path)

    walk(get_resolver().url_patterns, "/")
    return found


@pytest.fixture
def ops(serve):
    """A program with the port, and the port."""
    port = free_port()
    return serve(CQI_HTTP_OPS_PORT=str(port)), port


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_a_probe_by_the_pods_ip_is_answered(client, path):
    assert client.get(path, headers={"host": POD}).status_code == 200


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_a_probe_is_not_sent_to_https(client, settings, path):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(path, headers={"host": POD}).status_code == 200


def test_health_is_only_read(client):
    assert client.post("/health/live").status_code == 405
    assert client.post("/health/ready").status_code == 405


def test_no_other_page_is_reached_with_a_foreign_host(client):
    others = {*pages(), *SPELLINGS} - {"/health/live", "/health/ready"}
    assert {"/", "/metrics", "/admin/", "/admin/login/", "/admin/registry/asset/"} <= others
    assert {path: client.get(path, headers={"host": POD}).status_code for path in others} == dict.fromkeys(
        others, 400
    )


def test_the_port_of_their_own_serves_health_and_metrics_whatever_the_host(ops):
    program, port = ops
    assert asked(port, "/health/live") == (200, '{"state": "alive"}')
    status, body = asked(port, "/health/ready")
    up = {"state": "up"}
    assert (status, json.loads(body)) == (
        200,
        {"state": "ready", "components": {"database": up, "cache": up, "event_bus": up}},
    )
    assert "cqar_grpc_request_duration_seconds" in asked(port, "/metrics")[1]
    assert asked(port, "/health/ready", "POST")[0] == 405
    assert f"Ops   http://127.0.0.1:{port}/health/ready, /metrics\n" in program.said


def test_it_serves_nothing_else(ops):
    _, port = ops
    for path in ("/", "/admin/", "/static/unfold/css/styles.css", "/health/live/", "/metrics/", "/health"):
        assert asked(port, path, host="localhost")[0] == 404, path


def test_the_http_port_then_has_no_metrics_and_names_no_component(ops):
    program, _ = ops
    assert program.get("/health/live") == (200, '{"state": "alive"}')
    assert program.get("/health/ready") == (200, '{"state": "ready"}')
    assert program.get("/metrics")[0] == 404
    assert program.get("/admin/login/")[0] == 200
    assert asked(program.http_port, "/health/ready")[0] == 200
    assert asked(program.http_port, "/admin/login/")[0] == 400


def test_metrics_can_be_off_there_too(serve):
    port = free_port()
    serve(CQI_HTTP_OPS_PORT=str(port), CQI_METRICS_ENABLED="false")
    assert asked(port, "/metrics")[0] == 404
    assert asked(port, "/health/live")[0] == 200


def test_the_grpc_server_alone_has_it_too(data):
    port = free_port()
    command = [sys.executable, "manage.py", "grpcserver", f"127.0.0.1:{free_port()}"]
    program = Serving(data, command, until="gRPC on", CQI_HTTP_OPS_PORT=str(port))
    try:
        assert json.loads(asked(port, "/health/ready")[1])["components"]["database"] == {"state": "up"}
        assert "cqar_grpc_request_duration_seconds" in asked(port, "/metrics")[1]
    finally:
        program.kill()


@pytest.mark.parametrize("command", ["serve", "grpcserver"])
def test_a_taken_port_is_one_sentence(data, command):
    port = str(free_port())
    taken = {"CQI_HTTP_OPS_PORT": port, "CQI_GRPC_PORT": port}
    done = manage(data, command, **taken)
    assert done.returncode == 1
    assert done.stderr == (
        f"Port {port} on 127.0.0.1 is taken by another program: end it, or set CQI_HTTP_OPS_PORT to a free port.\n"
    )


def test_another_wsgi_server_serves_no_metrics_to_everybody(tmp_path):
    """The setting says that they have a port of their own, whoever serves it."""
    code = "from django.urls import resolve; resolve('/metrics')"
    done = manage(tmp_path, "shell", "-v0", "-c", code, CQI_HTTP_OPS_PORT="9100")
    assert "Resolver404" in done.stderr
