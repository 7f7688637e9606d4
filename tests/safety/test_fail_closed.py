"""Whatever is wrong with PostgreSQL and Redis, nothing is called tradeable that is not known to be.

Every state of the one with every state of the other, every kind of asset, and every RPC that says whether
an asset may be traded, through a server process.  `pytest -s` shows the table.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from time import sleep

import grpc
import pytest

from cqi.cache.entries import ABSENT, message_of_entry
from tests.safety.matrix import (
    ANSWERING,
    CHECKS,
    TRADEABLE,
    YES,
    RedisStates,
    make_assets,
    postgres_state,
)
from tests.safety.servers import Backing, GrpcServer

POSTGRES = ["up", "read-only", "slow", "stuck", "standby", "down"]
THREADS = 64
"""Enough for the calls of some cells: where PostgreSQL is stuck, one outlasts its caller."""

Cell = dict[tuple[str, str], str]
"""(asset, RPC) -> the answer, or the status of the error."""


@pytest.fixture(scope="module")
def backing(tmp_path_factory) -> Iterator[Backing]:
    servers = Backing(tmp_path_factory.mktemp("fail_closed") / "data")
    yield servers
    servers.stop()


@pytest.fixture(scope="module")
def assets(backing) -> dict[str, str]:
    return make_assets(backing)


@pytest.fixture(scope="module")
def server(backing, assets) -> Iterator[GrpcServer]:
    sizes = {"CQI_GRPC_CHECK_THREADS": str(THREADS), "CQI_GRPC_CHECK_WAITING": str(THREADS)}
    running = GrpcServer(backing.folder.log("grpcserver"), backing.variables | sizes)
    try:
        running.wait()
        yield running
    finally:
        running.stop()


def ask(stub, check, asset_id, timeout) -> str:
    try:
        return CHECKS[check](stub, asset_id, timeout)
    except grpc.RpcError as error:
        return str(error.code().name)


def cell(postgres: str, redis: str, backing, server, assets) -> Cell:
    """All calls at the same time."""
    patience = 1.5 if postgres in ("stuck", "down") and redis != "up" else 30
    with ThreadPoolExecutor(len(assets) * len(CHECKS)) as pool, ExitStack() as stack:
        if postgres in ("slow", "stuck"):
            stack.enter_context(backing.locked("registry_qualityflag"))
        asked = {
            (asset, check): pool.submit(ask, server.stub, check, asset_id, patience)
            for asset, asset_id in assets.items()
            for check in CHECKS
        }
        if postgres == "slow":
            sleep(0.3)
            stack.close()
        return {name: answer.result() for name, answer in asked.items()}


def wrong(postgres: str, found: Cell) -> list[str]:
    """The answers of a cell that must not be."""
    return [
        f"{check} of what is {asset}: {answer}"
        for (asset, check), answer in found.items()
        if (answer in YES) != (postgres in ANSWERING and asset in TRADEABLE)
    ]


def show(table: dict[tuple[str, str], Cell], assets) -> None:
    for check in CHECKS:
        print(f"\n{check}\n{'PostgreSQL':11}{'Redis':11}" + "".join(f"{asset:>19}" for asset in assets))
        for (postgres, redis), found in table.items():
            answers = "".join(f"{found[asset, check]:>19}" for asset in assets)
            print(f"{postgres:11}{redis:11}{answers}")


@pytest.mark.timeout(600)
def test_it_fails_closed(backing, server, assets):
    table: dict[tuple[str, str], Cell] = {}
    cell("up", "up", backing, server, assets)
    states = RedisStates(backing, assets)
    live = [message_of_entry(entry) not in {None, ABSENT} for entry in states.honest.values()]
    assert sum(live) == 3, "what is live is in the cache"
    for postgres in POSTGRES:
        with postgres_state(postgres, backing):
            for redis in states.all():
                table[postgres, redis] = cell(postgres, redis, backing, server, assets)
    show(table, assets)
    problems = {where: found for where, answers in table.items() if (found := wrong(where[0], answers))}
    assert not problems
    assert {table["up", "up"]["unknown", check] for check in CHECKS} == {"UNKNOWN", "NOT_FOUND"}
    told = {"stuck": "ABORTED", "standby": "UNAVAILABLE", "down": "UNAVAILABLE"}
    for postgres, status in told.items():
        answers = {table[postgres, "up"]["clean", check] for check in CHECKS}
        assert answers == {status}, "its caller is told, and not left to wait"
