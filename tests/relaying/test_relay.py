"""What is committed comes into the stream: once, in the order of each entity, whatever happens meanwhile."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from nats.js import JetStreamContext, api

from cqi.context import because
from registry.models import Asset, Change, WaitingEvent
from registry.relaying.publishing import AT_ONCE
from registry.relaying.stream import DRIFT, STREAM, StreamSettings
from registry.wire.events import event_message
from tests.factories import AssetFactory, FlagFactory, VenueAssetFactory
from tests.programs import ROOT, environment, soon
from tests.superuser import run_as_superuser

from .conftest import OwnNats, RelayThread, all_published

pytestmark = pytest.mark.django_db(transaction=True)


def made_with(**different: object) -> Callable[[JetStreamContext], object]:
    """Makes the stream before the relay does, and otherwise than configured."""

    def make(js: JetStreamContext) -> object:
        return js.add_stream(StreamSettings().wanted().evolve(**different))

    return make


def expected_ids() -> list[str]:
    return [f"{it.entity}/{it.entity_id}/{it.version}" for it in Change.objects.order_by("revision")]


def rename(asset: Asset, times: int) -> None:
    for number in range(times):
        asset.name = f"Name {number}"
        asset.save()
    connection.close()


def test_it_works(relay: RelayThread, stream: OwnNats) -> None:
    """From several writers at once: each change one event, the event is that of the change, versions in order."""
    assets = AssetFactory.create_batch(4)
    VenueAssetFactory()
    with ThreadPoolExecutor(4) as writers:
        list(writers.map(lambda asset: rename(asset, 10), assets))
    assert all_published()
    messages = stream.messages()
    ids = [message.headers["Nats-Msg-Id"] for message in messages]
    assert sorted(ids) == sorted(expected_ids())
    for asset in assets:
        versions = [int(each.rpartition("/")[2]) for each in ids if f"/{asset.pk}/" in each]
        assert versions == list(range(1, 12))
    for change in Change.objects.all():
        at = ids.index(f"{change.entity}/{change.entity_id}/{change.version}")
        told = messages[at]
        # A listing's event says what its history says, and is compared in test_events.
        if not change.event.endswith("Listed"):
            assert told.data == event_message(change).SerializeToString()
        assert told.headers["cqar-revision"] == str(change.revision)
    first = messages[ids.index(f"Asset/{assets[0].pk}/1")]
    assert first.subject == "cqc.events.v1.asset_created"
    assert first.headers["ce-type"] == "cqc.events.v1.AssetCreated"
    assert first.headers["ce-subject"] == f"Asset/{assets[0].pk}"


def test_flags_do_not_wait_behind_a_backlog(stream: OwnNats) -> None:
    """Of what waits together a row's second event goes by another subject than its first, and waits for it."""
    with transaction.atomic():
        assets = AssetFactory.create_batch(AT_ONCE // 2)
        assets[-1].name = "Another"
        assets[-1].save()
        AssetFactory.create_batch(2 * AT_ONCE)
    flag = FlagFactory(asset=assets[-1])
    running = RelayThread(stream.url)
    try:
        assert all_published()
    finally:
        running.stop()
    ids = stream.ids()
    assert ids.index(f"AssetQualityFlag/{flag.pk}/1") < AT_ONCE / 4
    assert ids.index(f"Asset/{assets[-1].pk}/1") < ids.index(f"Asset/{assets[-1].pk}/2")


def end_sessions() -> None:
    for session in sessions():
        run_as_superuser("SELECT pg_terminate_backend(%s)", session)


def sessions() -> list[int]:
    """The relay's sessions on the database."""
    with connection.cursor() as cursor:
        name = settings.CONFIG.database.relay_username
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # a transaction else sees one moment
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE usename = %s", [name])
        return [pid for (pid,) in cursor.fetchall()]


StartRelay = Callable[[], subprocess.Popen[bytes]]


@pytest.fixture
def other_relay(transactional_db: None, stream: OwnNats, tmp_path: Path) -> Iterator[StartRelay]:
    """Starts `manage.py relay` on the database of this test."""
    database = settings.CONFIG.database
    variables = {
        "CQI_DATABASE_HOST": database.host,
        "CQI_DATABASE_OWNER_USERNAME": database.owner_username,
        "CQI_DATABASE_DATABASE": connection.settings_dict["NAME"],
        "CQI_CACHE_HOST": settings.CONFIG.cache.host,
        "CQI_NATS_URL": stream.url,
    }
    started = []

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", "relay"]
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment(tmp_path, **variables)))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.parametrize("remembered", [600, 0.1], ids=["by the stream", "by the relay"])
def test_killed_before_it_noted_what_it_published(
    other_relay: StartRelay, stream: OwnNats, remembered: float
) -> None:
    """The one that takes over publishes nothing twice, also when the stream has forgotten what it was sent."""
    stream.ask(made_with(duplicate_window=remembered))
    assets = AssetFactory.create_batch(5)
    with transaction.atomic():
        run_as_superuser("SELECT FROM registry_waitingevent FOR UPDATE")
        process = other_relay()
        assert soon(lambda: len(stream.ids()) == len(assets))
        process.kill()
        process.wait()
        # What it noted would else be done when the lock is gone: PostgreSQL has not noticed that it is dead.
        end_sessions()
        assert soon(lambda: not sessions())
    assert WaitingEvent.objects.count() == len(assets)
    if remembered < 1:
        send_probe(stream)
        while send_probe(stream):
            time.sleep(5 * remembered)  # each probe is remembered anew
    rename(assets[0], 2)
    running = RelayThread(stream.url)
    try:
        assert all_published()
    finally:
        running.stop()
    assert sorted(set_aside_probes(stream.ids())) == sorted(expected_ids())


def send_probe(stream: OwnNats) -> bool:
    """Whether the stream remembers what it was sent after all else."""
    headers = {"Nats-Msg-Id": "probe"}
    return bool(stream.ask(lambda js: js.publish("cqc.events.v1.probe", headers=headers)).duplicate)


def set_aside_probes(ids: list[str]) -> list[str]:
    return [id_ for id_ in ids if id_ != "probe"]


def test_a_standby_takes_over(relay: RelayThread, stream: OwnNats) -> None:
    standby = RelayThread(stream.url)
    try:
        AssetFactory()
        assert all_published()
        relay.stop()
        AssetFactory()
        assert all_published()
    finally:
        standby.stop()
    assert stream.ids() == expected_ids()


class TestRefusedEvent:
    @pytest.fixture(autouse=True)
    def _small_stream(self, stream: OwnNats) -> None:
        stream.ask(made_with(max_msg_size=3_000))

    @pytest.fixture
    def assets(self, relay: RelayThread) -> list[Asset]:
        """Of one the second version is refused and the third waits; of the other both are published."""
        big, small = AssetFactory.create_batch(2)
        assert all_published()
        with because("x" * 3_000):
            rename(big, 1)
        rename(big, 2)
        rename(small, 2)
        assert soon(lambda: WaitingEvent.objects.filter(tries__gt=0).exists())
        assert soon(lambda: WaitingEvent.objects.count() == 2)
        return [big, small]

    def test_it_blocks_its_entity_only(self, assets: list[Asset], stream: OwnNats) -> None:
        big, small = assets
        assert [id_.rpartition("/")[2] for id_ in stream.ids() if str(big.pk) in id_] == ["1"]
        assert [id_.rpartition("/")[2] for id_ in stream.ids() if str(small.pk) in id_] == ["1", "2", "3"]
        refused = WaitingEvent.objects.get(tries__gt=0)
        assert (refused.entity_id, "maximum" in refused.refusal) == (str(big.pk), True)

    def test_it_is_tried_again(self, assets: list[Asset], stream: OwnNats) -> None:
        stream.ask(lambda js: js.update_stream(StreamSettings().wanted()))
        WaitingEvent.objects.filter(tries__gt=0).update(retry_at=None)
        assert all_published()
        versions = [id_.rpartition("/")[2] for id_ in stream.ids() if str(assets[0].pk) in id_]
        assert versions == ["1", "2", "3"]

    def test_once_it_is_parked_what_follows_goes_on(self, assets: list[Asset], stream: OwnNats) -> None:
        refused = WaitingEvent.objects.filter(tries__gt=0)
        refused.update(parked_at="2026-01-01T00:00:00Z", parked_by="somebody")
        assert soon(lambda: WaitingEvent.objects.count() == 1)
        versions = [id_.rpartition("/")[2] for id_ in stream.ids() if str(assets[0].pk) in id_]
        assert versions == ["1", "3"]


def test_what_nats_would_end_the_connection_for_is_refused(relay: RelayThread, stream: OwnNats) -> None:
    """The message alone has the size that NATS takes, and with its headers it has not."""
    asset = AssetFactory()
    with because("x" * (1_048_576 - 600)):
        rename(asset, 1)
    AssetFactory()
    assert soon(lambda: WaitingEvent.objects.filter(refusal__contains="bytes").exists())
    assert soon(lambda: len(stream.ids()) == 2)


@pytest.mark.parametrize("fault", ["stream", "nats", "postgresql"])
def test_it_heals(relay: RelayThread, stream: OwnNats, fault: str) -> None:
    """And takes no outage for a refusal: JetStream says the same while it elects a leader as without a stream."""
    before = AssetFactory()
    assert all_published()
    match fault:
        case "stream":
            stream.ask(lambda js: js.delete_stream(STREAM))
        case "nats":
            stream.kill()
        case "postgresql":
            end_sessions()
    after = AssetFactory.create_batch(3)
    if fault == "nats":
        stream.start()
    assert all_published()
    lost = [before] if fault == "stream" else []
    assert stream.ids() == [f"Asset/{each.pk}/1" for each in [before, *after] if each not in lost]


def test_a_stream_that_is_not_as_configured_is_told_and_left(relay: RelayThread, stream: OwnNats) -> None:
    AssetFactory()
    assert all_published()
    assert DRIFT._value.get() == 0
    relay.stop()
    other = StreamSettings().wanted().evolve(max_age=3600.0)
    stream.ask(lambda js: js.update_stream(other))
    again = RelayThread(stream.url)
    try:
        assert soon(lambda: DRIFT._value.get() == 1)
    finally:
        again.stop()
    info: api.StreamInfo = stream.ask(lambda js: js.stream_info(STREAM))
    assert info.config.max_age == 3600
