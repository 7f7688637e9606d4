"""The example of a consumer: its table equals the registry's after whatever has happened to it."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cqc.assets.v1.asset_pb2 import Asset as AssetMessage
from nats.js import JetStreamContext

from registry.models import Asset
from registry.relaying.stream import STREAM
from registry.wire.events import mapping_by_kind
from tests.factories import AssetFactory
from tests.programs import ROOT, soon

from .conftest import OwnNats, RelayThread, all_published

pytestmark = pytest.mark.django_db(transaction=True)


class AssetTableProgram:
    """The example as a process, and what is in its table."""

    def __init__(self, path: Path, nats: str, grpc: str) -> None:
        self.path, self.output = path / "assets.sqlite", path / "output"
        self.variables = {**os.environ, "NATS_URL": nats, "CQAR_ADDRESS": grpc}
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "docs.examples.asset_table", str(self.path)]
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.variables, stdout=output, stderr=output
            )

    def end(self, number: int) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)

    def loads(self) -> int:
        return self.output.read_text().count("loaded ")

    def equals_the_registry(self) -> bool:
        own = mapping_by_kind()["Asset"].own_message
        wanted = {str(asset.pk): own(asset) for asset in Asset.objects.all()}
        return self.rows() == wanted

    def rows(self) -> dict[str, AssetMessage]:
        if not self.path.exists():
            return {}
        with sqlite3.connect(self.path) as database:
            try:
                found = database.execute("SELECT id, message FROM asset").fetchall()
            except sqlite3.OperationalError:  # it has just begun
                return {}
        database.close()
        return {id_: AssetMessage.FromString(message) for id_, message in found}


@pytest.fixture
def program(
    relay: RelayThread, stream: OwnNats, grpc_address: str, tmp_path: Path
) -> Iterator[AssetTableProgram]:
    AssetFactory.create_batch(3)
    assert all_published()
    running = AssetTableProgram(tmp_path, stream.url, grpc_address)
    yield running
    running.process.kill()
    running.process.wait()


def rename(name: str) -> None:
    for asset in Asset.objects.all():
        asset.name = name
        asset.save()


def test_it_works(program: AssetTableProgram, stream: OwnNats) -> None:
    """Through a kill in the middle of a backlog, a stop, duplicates, a gap of versions, and one of the stream."""
    same = program.equals_the_registry
    assert soon(same), program.output.read_text()
    rename("A name by an event")
    Asset.objects.first().delete()
    assert soon(same)

    rename("Before the kill")
    program.end(signal.SIGKILL)
    rename("After the kill")
    program.start()
    assert soon(same)
    assert program.loads() == 1

    async def publish_again(js: JetStreamContext) -> None:
        for sequence in (2, 5):
            old = await js.get_msg(STREAM, sequence)
            headers = {name: value for name, value in old.headers.items() if not name.startswith("Nats-")}
            await js.publish(old.subject, old.data, headers=headers)

    stream.ask(publish_again)
    AssetFactory()
    assert soon(same)
    assert program.end(signal.SIGTERM) == 0
    assert program.loads() == 1

    # Of each row one event is missing, and then all are.
    rename("Lost")
    assert all_published()

    lost = Asset.objects.count()

    async def lose(js: JetStreamContext) -> None:
        last = (await js.stream_info(STREAM)).state.last_seq
        for sequence in range(last - lost + 1, last + 1):
            await js.delete_msg(STREAM, sequence)

    stream.ask(lose)
    rename("After the gap")
    program.start()
    assert soon(same)
    assert program.loads() == 2

    program.end(signal.SIGTERM)
    rename("Forgotten by the stream")
    assert all_published()
    stream.ask(lambda js: js.purge_stream(STREAM))
    program.start()
    assert soon(same)
    assert program.loads() == 3
