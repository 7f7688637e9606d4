"""`manage.py serve`, the program behind `make run`, from the outside."""

import json
import os
import signal
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from tests.programs import Serving, manage, running, soon


def test_it_works(data, serve):
    program = serve()
    assert program.get("/health/live") == (200, '{"state": "alive"}')
    with grpc.insecure_channel(f"127.0.0.1:{program.grpc_port}") as channel:
        answer = health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(), timeout=10)
    assert answer.status == health_pb2.HealthCheckResponse.SERVING
    program.signal(signal.SIGTERM)
    assert program.end() == 0
    assert not running(data), "it ends only when its servers have"


def test_ctrl_c_stops_it(data, serve):
    program = serve()
    program.signal(signal.SIGINT)
    assert program.end() == 0
    assert "Stopped.\n" in program.said
    assert not running(data)


def test_killed_it_leaves_nothing_and_the_data_is_there_the_next_time(data, serve):
    serve().kill()
    assert soon(lambda: not running(data))
    again = serve()
    assert "The registry holds 1 assets.\n" in again.said


def test_it_ends_with_a_killed_make(data, serve):
    program = serve(["make", "-o", ".venv/.installed", f"PYTHON={sys.executable}", "run"])
    program.kill()
    assert soon(lambda: not running(data))


def test_it_serves_the_admin_with_its_files_and_metrics(serve):
    program = serve()
    status, page = program.get("/")
    assert status == 200
    assert "Log in" in page
    assert program.get("/static/unfold/css/styles.css")[0] == 200
    assert "django_http_requests_total" in program.get("/metrics")[1]


def test_the_relay_is_beside_it_and_ends_with_it(serve):
    """It publishes, its metrics are among the program's, and one that was killed is started again."""
    program = serve()
    assert soon(lambda: "cqar_relay_leader 1.0" in program.get("/metrics")[1])
    first = program.child("relay")
    os.kill(first, signal.SIGKILL)
    assert soon(lambda: program.child("relay") not in (None, first))
    assert soon(lambda: "cqar_relay_leader 1.0" in program.get("/metrics")[1])
    second = program.child("relay")
    program.kill()
    assert soon(lambda: not Path(f"/proc/{second}").exists())


def test_a_browser_that_asks_for_many_files_at_once_is_no_warning(serve):
    program = serve()
    with ThreadPoolExecutor(16) as browser:
        assert {status for status, _ in browser.map(program.get, ["/admin/login/"] * 48)} == {200}
    program.signal(signal.SIGTERM)
    program.end()
    assert not [line for line in program.said if "queue" in line]


@pytest.mark.parametrize("variable", ["CQI_GRPC_PORT", "CQI_HTTP_PORT"])
def test_a_taken_port_is_one_sentence(data, variable):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = manage(data, "serve", **{variable: str(port)})
    assert done.returncode == 1
    assert done.stderr == (
        f"Port {port} on 127.0.0.1 is taken by another program: end it, or set {variable} to a free port.\n"
    )


def test_one_port_cannot_serve_both(data):
    done = manage(data, "serve", CQI_GRPC_PORT="18080", CQI_HTTP_PORT="18080")
    assert done.returncode == 1
    assert "set CQI_HTTP_PORT to a free port" in done.stderr


def test_an_address_that_is_not_ours_is_one_sentence(data):
    done = manage(data, "serve", CQI_GRPC_HOST="203.0.113.1")
    assert done.returncode == 1
    assert done.stderr.startswith("Nothing can listen on 203.0.113.1, port 9090: ")


def test_a_wrong_configuration_is_told_without_a_traceback(data):
    done = manage(data, "serve", CQI_GRPC_PORT="none", CQI_LOG_LEVEL="loud")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "The configuration is wrong:",
        "  CQI_GRPC_PORT: should be a valid integer, unable to parse string as an integer, not 'none'",
        "  CQI_LOG_LEVEL: should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR', not 'LOUD'",
    ]


def test_a_broken_data_folder_is_one_sentence(tmp_path):
    (tmp_path / "postgres").mkdir()
    done = manage(tmp_path, "serve")
    assert done.returncode == 1
    assert done.stderr == (
        f"{tmp_path / 'postgres'} is not a data folder of PostgreSQL; `make clean` removes it.\n"
    )


@pytest.mark.long
@pytest.mark.timeout(300)
def test_an_empty_registry_is_seeded_once(tmp_path):
    data = tmp_path / "data"
    stopped = Serving(data, until="seeding it")
    stopped.kill()
    program = Serving(data)
    try:
        assert "The last seeding was stopped: doing it again ...\n" in program.said
        call = ["GetVenueSymbol", '{"venue_id": "binance", "venue_symbol": "BTCUSDT"}']
        done = manage(data, "call", *call, CQI_GRPC_PORT=str(program.grpc_port))
        assert json.loads(done.stdout)["venue_symbol"]["symbol"]["symbol"] == "BTC/USDT"
    finally:
        program.kill()
    again = Serving(data)
    try:
        assert not any("seeding" in line for line in again.said)
    finally:
        again.kill()
