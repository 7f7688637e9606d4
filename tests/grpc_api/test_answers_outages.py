"""Redis frozen, stopped, paused, full or read-only: within a second no answer is older than its row."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb

from tests.grpc_api.answering import Answering
from tests.programs import free_port
from tests.safety.matrix import make_assets
from tests.safety.servers import Backing, GrpcServer

STALE_SECONDS = 1.0


@pytest.fixture(scope="module")
def backing(tmp_path_factory) -> Iterator[Backing]:
    servers = Backing(tmp_path_factory.mktemp("backing") / "data")
    yield servers
    servers.stop()


@pytest.fixture(scope="module")
def asset(backing) -> str:
    return make_assets(backing)["clean"]


@pytest.fixture(scope="module")
def servers(backing, asset) -> Iterator[list[Answering]]:
    """Two that know the same Redis."""
    running = []
    for number in range(2):
        port = free_port()
        variables = {**backing.variables, "CQI_HTTP_OPS_PORT": str(port)}
        running.append(Answering(GrpcServer(backing.folder.log(f"server{number}"), variables), port))
    for each in running:
        each.server.wait()
    yield running
    for each in running:
        each.server.stop()


@contextmanager
def frozen(backing: Backing) -> Iterator[None]:
    backing.freeze_redis(on=True)
    yield
    backing.freeze_redis(on=False)


@contextmanager
def stopped(backing: Backing) -> Iterator[None]:
    backing.redis.stop()
    yield
    backing.restart_redis()


def told(backing: Backing, begin: str, end: str) -> Iterator[None]:
    backing.client().execute_command(*begin.split())
    yield
    backing.client().execute_command(*end.split())


@contextmanager
def paused(backing: Backing) -> Iterator[None]:
    yield from told(backing, "CLIENT PAUSE 20000 ALL", "CLIENT UNPAUSE")


@contextmanager
def pausing_writes(backing: Backing) -> Iterator[None]:
    yield from told(backing, "CLIENT PAUSE 20000 WRITE", "CLIENT UNPAUSE")


@contextmanager
def full(backing: Backing) -> Iterator[None]:
    yield from told(backing, "CONFIG SET maxmemory 1", "CONFIG SET maxmemory 0")


@contextmanager
def read_only(backing: Backing) -> Iterator[None]:
    yield from told(backing, "REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE")


@pytest.mark.parametrize("fault", [frozen, stopped, paused, pausing_writes, full, read_only])
def test_it_works(backing, servers, asset, fault):
    reader, writer = servers
    request = pb.GetAssetRequest(asset_id=asset)

    def rank() -> int:
        return reader.stub.GetAsset(request, timeout=30).asset.market_cap_rank

    reader.warm(rank)
    stale, reads = [], 0
    with fault(backing):
        for number in range(2, 5):
            writer.stub.UpdateAsset(pb.UpdateAssetRequest(asset_id=asset, market_cap_rank=number), timeout=30)
            committed = time.monotonic()
            while (asked := time.monotonic()) < committed + 2 * STALE_SECONDS:
                reads += 1
                if rank() != number:
                    stale.append(asked - committed)
    assert max(stale, default=0) < STALE_SECONDS, f"{len(stale)} of {reads} reads"
    # What Redis has refused it does not know; what it has lost is read again.
    backing.client().flushdb()
    reader.warm(rank)
    assert rank() == number
