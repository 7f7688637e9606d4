"""A NATS of their own, which these tests may kill, and a stream of its own for each test."""

import asyncio
import shutil
import signal
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from typing import Any, TypeVar

import nats
import pytest
from django.conf import settings
from nats.js import JetStreamContext
from nats.js.errors import NotFoundError

from cqi.bus.topics import MESSAGE_ID
from cqi.embedded.nats import URL, start_nats
from cqi.embedded.places import DataFolder
from registry.models import WaitingEvent
from registry.relaying.relay import relay_leader
from registry.relaying.stream import STREAM, StreamSettings
from tests.programs import soon

Answer = TypeVar("Answer")


class OwnNats:
    """A server that can be killed, and started again where clients know it."""

    def __init__(self, folder: DataFolder) -> None:
        folder.prepare()
        self.folder, self.run = folder, folder.new_run_folder(folder.account())
        self.server = start_nats(folder, self.run)
        self.url = self.server.variables[URL]

    def kill(self) -> None:
        self.server.process.send_signal(signal.SIGKILL)
        self.server.process.wait()

    def start(self) -> None:
        self.server = start_nats(self.folder, self.run, self.url)

    def ask(self, question: Callable[[JetStreamContext], Awaitable[Answer]]) -> Answer:
        """Ask it in a connection of its own."""

        async def ask() -> Answer:
            client = await nats.connect(self.url)
            try:
                return await question(client.jetstream())
            finally:
                await client.close()

        return asyncio.run(ask())

    def messages(self) -> list[Any]:
        """All of the stream, in its order; none where there is no stream."""

        async def read(js: JetStreamContext) -> list[Any]:
            try:
                last = (await js.stream_info(STREAM)).state.last_seq
            except NotFoundError:
                return []
            return [await js.get_msg(STREAM, seq) for seq in range(1, last + 1)]

        return self.ask(read)

    def ids(self) -> list[str]:
        return [message.headers[MESSAGE_ID] for message in self.messages()]


class RelayThread:
    """A relay of this process, as the database's role for it."""

    def __init__(self, url: str) -> None:
        role = {"user": settings.CONFIG.database.relay_username}
        self.leader = relay_leader(url, StreamSettings(), role)
        self.thread = threading.Thread(target=self.leader.run)
        self.thread.start()

    def stop(self) -> None:
        self.leader.stop()
        self.thread.join()


def nats_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnNats]:
    server = OwnNats(DataFolder(tmp_path_factory.mktemp("nats") / "data"))
    yield server
    server.server.stop()
    shutil.rmtree(server.run, ignore_errors=True)


@pytest.fixture(scope="package")
def own_nats(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnNats]:
    yield from nats_of_tests(tmp_path_factory)


@pytest.fixture
def stream(own_nats: OwnNats) -> OwnNats:
    """The server without a stream: the relay makes it."""

    async def remove(js: JetStreamContext) -> None:
        with suppress(NotFoundError):
            await js.delete_stream(STREAM)

    own_nats.ask(remove)
    return own_nats


@pytest.fixture
def relay(transactional_db: None, stream: OwnNats) -> Iterator[RelayThread]:
    running = RelayThread(stream.url)
    yield running
    running.stop()


def all_published() -> bool:
    return soon(lambda: not WaitingEvent.objects.exists())
