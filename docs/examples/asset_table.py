"""A service's own table of assets, kept by events: python -m docs.examples.asset_table assets.sqlite

It reads NATS_URL, CQAR_ADDRESS and CQAR_KEY.  An asset's version decides: an event that is not newer than the row
is skipped, and one that is not the next says that something is missing, so the table is loaded again.
"""

import asyncio
import os
import signal
import sqlite3
import sys

import grpc
from cqc.assets.v1.asset_pb2 import Asset
from cqc.events.v1 import asset_events_pb2 as events
from cqc.services.v1.asset_registry_pb2 import ListAssetsRequest
from cqc.services.v1.asset_registry_pb2_grpc import AssetRegistryStub

from cqi.bus.backend import Bus
from cqi.bus.connection import connected
from cqi.bus.consumers import Consumer
from cqi.bus.jetstream import JetStreamBus
from cqi.bus.middleware import usual
from cqi.bus.topics import Received, Topic

OWN_NAME = "asset-table"
TOPICS = [
    Topic("cqc.events.v1.asset_created", events.AssetCreated),
    Topic("cqc.events.v1.asset_updated", events.AssetUpdated),
    Topic("cqc.events.v1.asset_deleted", events.AssetDeleted),
    Topic("cqc.events.v1.asset_merged", events.AssetMerged),
]
TABLES = """
CREATE TABLE IF NOT EXISTS asset (id TEXT PRIMARY KEY, version INTEGER NOT NULL, message BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS seen (sequence INTEGER NOT NULL, revision INTEGER NOT NULL);
"""
STORE = """
INSERT INTO asset VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE
SET version = excluded.version, message = excluded.message WHERE excluded.version > version
"""


class AssetTable:
    """The table, and up to where it has seen the stream.  Both are committed together."""

    def __init__(self, path: str, stub: AssetRegistryStub, key: str = "") -> None:
        self.database, self.stub = sqlite3.connect(path, isolation_level=None), stub
        self.credential = [("x-api-key", key)] if key else []
        self.database.executescript(f"PRAGMA journal_mode = WAL; {TABLES}")

    async def begin(self, bus: Bus) -> None:
        """Load where the stream does not go on from what was seen: at first, after too long, after its loss."""
        seen = self.database.execute("SELECT sequence FROM seen").fetchone()
        first, last = await bus.kept(TOPICS[0].subject)
        if seen is None or not first - 1 <= seen[0] <= last:
            await self.load(first - 1)

    async def handle(self, received: Received) -> None:
        """Store what the event says, unless the table has it; load where it is not the next of its row."""
        asset: Asset = received.message.asset
        found = self.database.execute("SELECT version FROM asset WHERE id = ?", [asset.asset_id]).fetchone()
        have = found[0] if found else 0
        (loaded,) = self.database.execute("SELECT revision FROM seen").fetchone()
        revision = int(received.headers["cqar-revision"])
        if revision > loaded and asset.version > have + 1:
            await self.load(received.sequence, revision)
        elif revision > loaded and asset.version > have:
            self.store([asset], received.sequence)
        else:
            self.store([], received.sequence)

    async def load(self, sequence: int, least: int = 0) -> None:
        """Store all assets as they are now, at that revision or later; pages are all of one moment."""
        request, revision = ListAssetsRequest(page_size=1000, show_deleted=True), 0
        metadata = [*self.credential, ("cqar-min-revision", str(least))]
        assets: list[Asset] = []
        while True:
            call = self.stub.ListAssets(request, metadata=metadata)
            page = await call
            assets += page.assets
            revision = revision or int(dict(await call.trailing_metadata())["cqar-revision"])
            if not page.next_page_token:
                break
            request.page_token = page.next_page_token
        self.store(assets, sequence, revision)
        print(f"loaded {len(assets)} assets at revision {revision}", flush=True)

    def store(self, assets: list[Asset], sequence: int, loaded: int | None = None) -> None:
        with self.database:
            self.database.execute("BEGIN IMMEDIATE")
            rows = [(asset.asset_id, asset.version, asset.SerializeToString()) for asset in assets]
            self.database.executemany(STORE, rows)
            if loaded is not None:
                self.database.execute("DELETE FROM seen")
                self.database.execute("INSERT INTO seen VALUES (?, ?)", [sequence, loaded])
            self.database.execute("UPDATE seen SET sequence = ?", [sequence])


async def main() -> None:
    async with (
        connected(os.environ["NATS_URL"], OWN_NAME) as client,
        grpc.aio.insecure_channel(os.environ["CQAR_ADDRESS"]) as channel,
    ):
        bus = JetStreamBus(client)
        table = AssetTable(sys.argv[1], AssetRegistryStub(channel), os.environ.get("CQAR_KEY", ""))
        await table.begin(bus)
        consumer = Consumer(bus, OWN_NAME, TOPICS, usual(bus, OWN_NAME, table.handle), ack_seconds=3)
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, consumer.stop)
        await consumer.run()


if __name__ == "__main__":
    asyncio.run(main())
