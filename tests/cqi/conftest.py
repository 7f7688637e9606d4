"""The buses of which the same is expected."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import pytest

from cqi.bus.backend import Bus
from cqi.testing import MemoryBus
from tests.relaying.conftest import OwnNats, nats_of_tests

from .buses import empty_jetstream

GIVE_UP = 30.0


@pytest.fixture(scope="session")
def bus_nats(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnNats]:
    """A NATS that these tests may kill."""
    yield from nats_of_tests(tmp_path_factory)


@pytest.fixture
def on_jetstream(bus_nats: OwnNats) -> Callable[[Callable[[Bus], Awaitable[None]]], None]:
    """Runs a test's coroutine with a bus that keeps nothing yet."""

    def run(test: Callable[[Bus], Awaitable[None]]) -> None:
        async def timed() -> None:
            async with empty_jetstream(bus_nats.url) as bus, asyncio.timeout(GIVE_UP):
                await test(bus)

        asyncio.run(timed())

    return run


def on_memory(test: Callable[[Bus], Awaitable[None]]) -> None:
    async def timed() -> None:
        async with asyncio.timeout(GIVE_UP):
            await test(MemoryBus())

    asyncio.run(timed())


@pytest.fixture(params=["jetstream", "memory"])
def on_bus(request: pytest.FixtureRequest) -> Callable[[Callable[[Bus], Awaitable[None]]], None]:
    return on_memory if request.param == "memory" else request.getfixturevalue("on_jetstream")
