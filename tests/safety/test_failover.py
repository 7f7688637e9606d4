"""What callers meet while the database goes and comes back, through a server process."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import grpc
import pytest
from cqc.services.v1 import asset_registry_pb2 as pb

from cqi.database import POOL_CHECK_SECONDS
from tests.safety.matrix import check_tradeable, make_assets
from tests.safety.servers import Backing, GrpcServer

THREADS = 16
NOTICED = 3 * POOL_CHECK_SECONDS
"""By then the pool has been checked, and what was dead is replaced."""


@pytest.fixture
def backing(tmp_path) -> Iterator[Backing]:
    servers = Backing(tmp_path / "data")
    yield servers
    servers.stop()


@pytest.fixture
def asset(backing) -> str:
    return make_assets(backing)["clean"]


@pytest.fixture
def server(backing, asset) -> Iterator[GrpcServer]:
    """A server that has as many connections as threads."""
    variables = backing.variables | {"CQI_GRPC_CHECK_THREADS": str(THREADS)}
    running = GrpcServer(backing.folder.log("grpcserver"), variables)
    try:
        running.wait()
        with ThreadPoolExecutor(THREADS) as callers, backing.locked("registry_qualityflag"):
            waiting = [callers.submit(check, running, asset) for _ in range(THREADS)]
            sleep(1)
        assert [call.result() for call in waiting] == ["ALLOW"] * THREADS
        yield running
    finally:
        running.stop()


def check(server: GrpcServer, asset: str) -> str:
    return check_tradeable(server.stub, asset, timeout=30)


def test_after_a_failover_the_next_calls_are_answered(backing, server, asset):
    with backing.connect() as other:
        ended = other.execute(
            "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        ).fetchone()
    assert ended >= (THREADS,)
    assert [check(server, asset) for _ in range(THREADS)] == ["ALLOW"] * THREADS


def test_nothing_is_answered_while_the_database_is_frozen(backing, server, asset):
    """Not from the cache either: only the database knows whether Redis was told every change."""
    request = pb.GetAssetRequest(asset_id=asset)
    server.stub.GetAsset(request)
    with backing.frozen_postgres():
        sleep(NOTICED)
        with ThreadPoolExecutor(THREADS) as callers:
            refused = [callers.submit(check, server, asset) for _ in range(THREADS)]
        for call in refused:
            assert isinstance(error := call.exception(), grpc.RpcError)
            assert error.code() is grpc.StatusCode.UNAVAILABLE
        with pytest.raises(grpc.RpcError) as refused_read:
            server.stub.GetAsset(request, timeout=30)
        assert refused_read.value.code() is grpc.StatusCode.UNAVAILABLE
    sleep(NOTICED)
    assert server.stub.GetAsset(request).asset.asset_id == asset
    assert check(server, asset) == "ALLOW"
