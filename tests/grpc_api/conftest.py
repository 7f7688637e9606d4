"""Server processes of a test's own."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.programs import environment
from tests.safety.servers import GrpcServer


@pytest.fixture
def serve(transactional_db, tmp_path) -> Iterator[Callable[..., GrpcServer]]:
    """Starts a server process on this test's database."""
    started: list[GrpcServer] = []

    def serve_with(**variables: str) -> GrpcServer:
        ours = {name: value for name, value in os.environ.items() if name.startswith("CQI_")}
        ours |= {"CQI_DATABASE_DATABASE": connection.settings_dict["NAME"], **variables}
        data = Path(ours["CQI_EMBEDDED_DATA_PATH"])
        started.append(GrpcServer(tmp_path / "log", environment(data, **ours)))
        started[-1].wait()
        return started[-1]

    yield serve_with
    for server in started:
        server.stop()
