"""/health/ready says which component is down, with servers that really are."""

import json
import os
import signal

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc

from tests.programs import soon

UP, DOWN = "up", "down"
SERVING = health_pb2.HealthCheckResponse.SERVING
NOT_SERVING = health_pb2.HealthCheckResponse.NOT_SERVING
ALL_UP = (200, "ready", {"database": UP, "cache": UP, "event_bus": UP})


def ready(program) -> tuple[int, str, dict[str, str]]:
    status, body = program.get("/health/ready")
    answer = json.loads(body)
    return status, answer["state"], {name: part["state"] for name, part in answer["components"].items()}


@pytest.mark.django_db
def test_it_works(client):
    response = client.get("/health/ready", headers={"accept": "text/html"})
    assert response.status_code == 200
    assert response.json() == {
        "state": "ready",
        "components": {"database": {"state": UP}, "cache": {"state": UP}, "event_bus": {"state": UP}},
    }


def test_without_nats_every_call_is_answered(serve):
    program = serve()
    os.kill(program.server("nats-server"), signal.SIGSTOP)
    assert ready(program) == (200, "degraded", {"database": UP, "cache": UP, "event_bus": DOWN})
    answer = json.loads(program.get("/health/ready")[1])
    assert answer["components"]["event_bus"]["message"] == "NATS does not answer: changes are told late"


def test_each_frozen_server_is_named(serve):
    program = serve()
    frozen = [program.server(name) for name in ("redis-server", "nats-server", "postgres")]
    redis, nats, postgres = frozen

    os.kill(redis, signal.SIGSTOP)
    assert ready(program) == (200, "degraded", {"database": UP, "cache": DOWN, "event_bus": UP})
    os.kill(nats, signal.SIGSTOP)
    assert ready(program) == (200, "degraded", {"database": UP, "cache": DOWN, "event_bus": DOWN})
    os.kill(postgres, signal.SIGSTOP)
    assert ready(program) == (503, "not ready", {"database": DOWN, "cache": DOWN, "event_bus": DOWN})

    answer = json.loads(program.get("/health/ready")[1])
    assert answer["components"]["database"]["message"] == "PostgreSQL does not answer", (
        "and nothing from inside"
    )
    assert program.get("/health/live")[0] == 200
    for server in frozen:
        os.kill(server, signal.SIGCONT)
    assert ready(program) == ALL_UP, "they are back"


def test_killed_servers_are_back_soon(serve):
    program = serve()
    for name in ("redis-server", "nats-server", "postgres"):
        os.kill(program.server(name), signal.SIGKILL)
    assert soon(lambda: ready(program) == ALL_UP)


def test_grpc_says_it_too(serve):
    program = serve()
    postgres = program.server("postgres")
    with grpc.insecure_channel(f"127.0.0.1:{program.grpc_port}") as channel:
        told = health_pb2_grpc.HealthStub(channel).Watch(health_pb2.HealthCheckRequest(service=""))
        assert next(told).status == SERVING
        os.kill(postgres, signal.SIGSTOP)
        assert next(told).status == NOT_SERVING, "frozen"
        os.kill(postgres, signal.SIGCONT)
        assert next(told).status == SERVING
        os.kill(postgres, signal.SIGKILL)
        assert next(told).status == NOT_SERVING, "ended"
        assert next(told).status == SERVING, "started again"
