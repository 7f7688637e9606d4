"""Redis frozen, stopped, paused, full, read-only, unable to save, or out of the writer's reach.

No answer is older than its row a second after the commit, while the fault lasts or after it has ended.
"""

import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb

from tests.grpc_api.answering import Answering
from tests.programs import free_port, soon
from tests.safety.matrix import make_assets
from tests.safety.servers import Backing, GrpcServer

STALE_SECONDS = 1.0
numbers = itertools.count(1)
"""No test writes what another has written: an old answer would look right."""


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
    """Two that know the same Redis, and one that reaches none."""
    running = []
    for number in range(3):
        port = free_port()
        # While Redis is away no caller is granted more calls for a while.
        more = {"CQI_HTTP_OPS_PORT": str(port), "CQI_AUTH_CALLS_PER_SECOND": "1000000"}
        variables = {**backing.variables, **more}
        if number == 2:
            variables["CQI_CACHE_HOST"] = str(backing.run / "nothing.sock")
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
    yield from told(backing, "CLIENT PAUSE 2000 ALL", "CLIENT UNPAUSE")


@contextmanager
def pausing_writes(backing: Backing) -> Iterator[None]:
    yield from told(backing, "CLIENT PAUSE 20000 WRITE", "CLIENT UNPAUSE")


@contextmanager
def full(backing: Backing) -> Iterator[None]:
    yield from told(backing, "CONFIG SET maxmemory 1", "CONFIG SET maxmemory 0")


@contextmanager
def read_only(backing: Backing) -> Iterator[None]:
    yield from told(backing, "REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE")


@contextmanager
def cannot_save(backing: Backing) -> Iterator[None]:
    """It takes no writes from the moment a save has failed."""
    client = backing.client()
    in_the_way = Path(client.config_get("dir")["dir"]) / "dump.rdb"
    in_the_way.mkdir()
    client.config_set("save", "3600 1000000")
    client.bgsave()
    assert soon(lambda: client.info("persistence")["rdb_last_bgsave_status"] == "err")
    yield
    client.config_set("save", "")
    in_the_way.rmdir()


@contextmanager
def out_of_reach(_: Backing) -> Iterator[None]:
    """Redis itself is well."""
    yield


class Watched:
    """A rank that is written at one server and read at another, and how late reads saw it."""

    def __init__(self, reader: Answering, writer: Answering, asset: str) -> None:
        self._reader, self._writer, self._asset = reader, writer, asset
        self._request = pb.GetAssetRequest(asset_id=asset)
        self.number, self.reads = 0, 0
        self.stale: list[float] = []
        """For each read that answered something older: how long ago it could have known."""

    def write(self) -> None:
        self.number = next(numbers)
        request = pb.UpdateAssetRequest(asset_id=self._asset, market_cap_rank=self.number)
        self._writer.stub.UpdateAsset(request, timeout=30)

    def read(self) -> int:
        return int(self._reader.stub.GetAsset(self._request, timeout=30).asset.market_cap_rank)

    def watch(self, seconds: float) -> None:
        began = time.monotonic()
        while (asked := time.monotonic()) < began + seconds:
            self.reads += 1
            if self.read() != self.number:
                self.stale.append(asked - began)


@pytest.mark.parametrize(
    "fault", [frozen, stopped, paused, pausing_writes, full, read_only, cannot_save, out_of_reach]
)
def test_it_works(backing, servers, asset, fault):
    reader, writer = servers[0], servers[2 if fault is out_of_reach else 1]
    rank = Watched(reader, writer, asset)
    rank.write()
    reader.warm(rank.read)
    with fault(backing):
        rank.write()
        rank.watch(STALE_SECONDS + 0.3)
        # What was refused has to be made good after the fault.
        rank.write()
    rank.watch(STALE_SECONDS + 0.3)
    assert max(rank.stale, default=0) < STALE_SECONDS, f"{len(rank.stale)} of {rank.reads} reads"
    reader.warm(rank.read)
    assert rank.read() == rank.number
