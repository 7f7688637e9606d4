"""Who is told of changes: watchers of the registry, and a consumer of the stream; each keeps a table by it."""

import asyncio
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import grpc
import nats
from cqc.services.v1.asset_registry_pb2_grpc import AssetRegistryStub
from cqc.services.v1.changes_pb2 import WatchChangesRequest
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js.api import AckPolicy, ConsumerConfig
from nats.js.errors import NotFoundError

from .ledger import AnswerLedger

STREAM = "cqc-events"
AGAIN_SECONDS, LISTEN_SECONDS = 0.1, 0.02

Table = dict[tuple[str, str], int]
"""The version of each row that was told of, by its kind and key."""


class RevisionWatcher(threading.Thread):
    """Follows WatchChanges from the first revision on, and calls again wherever a stream ends."""

    def __init__(
        self, number: int, stubs: Sequence[AssetRegistryStub], ledger: AnswerLedger, after: int
    ) -> None:
        super().__init__(name=f"watcher-{number}", daemon=True)
        self.stubs, self.ledger, self.revision = stubs, ledger, after
        self.table: Table = {}
        self.over = threading.Event()
        self._call: Any = None

    def run(self) -> None:
        server = 0
        while not self.over.is_set():
            server += 1
            try:
                for change in self._changes(self.stubs[server % len(self.stubs)]):
                    self._see(change)
            except grpc.RpcError as error:
                code = error.code()
                self.ledger.count(f"WatchChanges {code.name}")
                if code in (grpc.StatusCode.OUT_OF_RANGE, grpc.StatusCode.INTERNAL):
                    self.ledger.blame(f"{self.name} was answered {code.name}: {error.details()}")
                self.over.wait(AGAIN_SECONDS)

    def stop(self) -> None:
        self.over.set()
        if self._call is not None:
            self._call.cancel()
        self.join()

    def _changes(self, stub: AssetRegistryStub) -> Iterator[Any]:
        self._call = stub.WatchChanges(WatchChangesRequest(after_revision=self.revision))
        for message in self._call:
            yield from message.changes
            if message.revision > self.revision:
                self.ledger.blame(f"{self.name} was sent {message.revision} as seen, after {self.revision}")

    def _see(self, change: Any) -> None:
        if change.revision != self.revision + 1:
            self.ledger.blame(f"{self.name} saw revision {change.revision} after {self.revision}")
        self.revision = change.revision
        self.table[change.entity_type, change.entity_id] = change.version


class StreamConsumer(threading.Thread):
    """A durable consumer of the stream, of one message at a time.

    It may be told twice, and never of a version before the one before it.
    """

    def __init__(self, url: str, ledger: AnswerLedger) -> None:
        super().__init__(name="consumer", daemon=True)
        self.url, self.ledger = url, ledger
        self.table: Table = {}
        self.over = threading.Event()

    def run(self) -> None:
        asyncio.run(self._consume())

    def stop(self) -> None:
        self.over.set()
        self.join()

    async def _consume(self) -> None:
        while not self.over.is_set():
            try:
                await self._consume_once()
            except (TimeoutError, NatsError, OSError) as error:
                self.ledger.count(f"consumer {type(error).__name__}")
                await asyncio.sleep(AGAIN_SECONDS)

    async def _consume_once(self) -> None:
        client = await nats.connect(self.url, connect_timeout=2, max_reconnect_attempts=0)
        try:
            settings = ConsumerConfig(ack_policy=AckPolicy.EXPLICIT, ack_wait=5, max_ack_pending=1)
            consumer = await client.jetstream().pull_subscribe("", "faults", STREAM, config=settings)
            while not self.over.is_set():
                try:
                    (message,) = await consumer.fetch(1, timeout=0.5)
                except TimeoutError:
                    continue
                self._see(change_of(message))
                await message.ack()
        finally:
            await client.close()

    def _see(self, id_: str) -> None:
        row, version = parse(id_)
        known = self.table.get(row, 0)
        if version > known + 1:
            self.ledger.blame(f"the consumer was told of version {version} of {row} after {known}")
        self.table[row] = max(known, version)
        self.ledger.count("events consumed")


class BulkListener(threading.Thread):
    """Reads what the bulk program says that it has committed."""

    def __init__(self, told: Path, ledger: AnswerLedger) -> None:
        super().__init__(name="bulk listener", daemon=True)
        self.told, self.ledger = told, ledger
        self.over = threading.Event()

    def run(self) -> None:
        with self.told.open() as file:
            rest = ""
            while not self.over.wait(LISTEN_SECONDS):
                *lines, rest = (rest + file.read()).split("\n")
                for row in map(json.loads, lines):
                    self.ledger.acknowledge(row["asset"], row["version"], row["mark"], "rows written in bulk")

    def stop(self) -> None:
        self.over.set()
        self.join()


def change_of(message: Msg) -> str:
    """Which change a message tells of: kind, key and version."""
    headers = message.headers or {}
    return f"{headers['ce-subject']}/{headers['cqar-version']}"


def parse(id_: str) -> tuple[tuple[str, str], int]:
    """The row and the version of a change."""
    entity, _, rest = id_.partition("/")
    key, _, version = rest.rpartition("/")
    return (entity, key), int(version)


async def whole_stream(url: str) -> list[str]:
    """The changes that the stream tells of, in its order."""
    client = await nats.connect(url)
    try:
        stream = client.jetstream()
        last = (await stream.stream_info(STREAM)).state.last_seq
        reader = await stream.subscribe("", stream=STREAM, ordered_consumer=True)
        ids: list[str] = []
        read = 0
        while read < last:
            message = await reader.next_msg(timeout=30)
            ids.append(change_of(message))
            read = message.metadata.sequence.stream
    except NotFoundError:
        return []
    else:
        return ids
    finally:
        await client.close()


async def leader(url: str) -> str:
    """The name of the server that leads the stream; empty while there is none, or none tells."""
    with suppress(TimeoutError, NatsError, OSError):
        client = await nats.connect(url, connect_timeout=2, max_reconnect_attempts=0)
        try:
            cluster = (await client.jetstream().stream_info(STREAM)).cluster
        finally:
            await client.close()
        return (cluster and cluster.leader) or ""
    return ""
