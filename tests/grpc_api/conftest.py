"""Server processes of a test's own."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.programs import environment
from tests.safety.servers import GrpcServer


def start(log: Path, variables: dict[str, str]) -> GrpcServer:
    """A server process on this session's database, with lanes of their usual sizes."""
    ours = {
        name: value
        for name, value in os.environ.items()
        if name.startswith("CQI_") and not name.startswith("CQI_GRPC_")
    }
    ours |= {"CQI_DATABASE_DATABASE": connection.settings_dict["NAME"], **variables}
    server = GrpcServer(log, environment(Path(ours["CQI_EMBEDDED_DATA_PATH"]), **ours))
    server.wait()
    return server


@pytest.fixture(scope="module")
def server_process(django_db_setup: None, tmp_path_factory) -> Iterator[GrpcServer]:
    """One for a module: it pays what its database owes to Redis, so it must not run beside tests of that."""
    server = start(tmp_path_factory.mktemp("server") / "log", {})
    yield server
    server.stop()


@pytest.fixture
def serve(transactional_db: None, tmp_path: Path) -> Iterator[Callable[..., GrpcServer]]:
    """Starts one that a test may stop, with settings of its own."""
    started: list[GrpcServer] = []

    def serve_with(**variables: str) -> GrpcServer:
        started.append(start(tmp_path / "log", variables))
        return started[-1]

    yield serve_with
    for server in started:
        server.stop()
