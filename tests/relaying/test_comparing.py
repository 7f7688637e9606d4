"""compare_stream names what differs between changes and stream; replay publishes a range again."""

import asyncio
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from nats.js import JetStreamContext
from pydantic import SecretStr

from registry.models import Change
from registry.relaying.comparing import stored_events
from registry.relaying.stream import STREAM, StreamSettings
from tests.factories import AssetFactory, VenueAssetFactory
from tests.superuser import run_as_superuser

from .conftest import OwnNats, RelayThread, all_published

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _known_stream(settings, stream: OwnNats) -> None:
    run_as_superuser("UPDATE history.revision SET head = 0")
    bus = settings.CONFIG.event_bus.model_copy(update={"url": SecretStr(stream.url)})
    settings.CONFIG = settings.CONFIG.model_copy(update={"event_bus": bus})


def said(*arguments: str) -> str:
    output = StringIO()
    try:
        call_command(*arguments, stdout=output)
    except CommandError as error:
        output.write(str(error))
    return output.getvalue()


@pytest.fixture
def published(relay: RelayThread) -> list[Change]:
    """Four changes and their events; nobody publishes any more."""
    AssetFactory.create_batch(2)
    VenueAssetFactory(asset=AssetFactory())
    assert all_published()
    relay.stop()
    return list(Change.objects.order_by("revision"))


def test_they_agree(published: list[Change]) -> None:
    AssetFactory()
    assert f"{len(published)} events up to revision {len(published) + 1}, 1 wait" in said("compare_stream")


def test_what_the_stream_lost_is_named_and_replayed(published: list[Change], stream: OwnNats) -> None:
    second = asyncio.run(stored_events(stream.url, STREAM))[
        1
    ]  # rows have their order, and the stream has none
    stream.ask(lambda js: js.delete_msg(STREAM, second.sequence))
    missing = f"not in the stream and not waiting: {second.id}, revision {second.revision}"
    assert said("compare_stream").splitlines()[0] == missing
    revision = str(second.revision)
    assert said("replay", revision, revision) == "1 events were published again.\n"
    assert "all agree" in said("compare_stream")


def test_what_the_stream_has_too_much_is_named(published: list[Change], stream: OwnNats) -> None:
    first = f"Asset/{published[0].entity_id}/1"

    async def add(js: JetStreamContext) -> None:
        await js.update_stream(StreamSettings().wanted().evolve(duplicate_window=0.1))
        for id_ in ("Asset/forged/2", "Asset/forged/1", first):
            headers = {"Nats-Msg-Id": id_, "cqar-revision": "1"}
            while (await js.publish("cqc.events.v1.other", headers=headers)).duplicate:
                await asyncio.sleep(0.5)  # until the stream has forgotten it

    stream.ask(add)
    lines = [line.partition(":")[0] for line in said("compare_stream").splitlines()]
    assert lines.count("in the stream without a change") == 2
    assert lines.count("after a later version in the stream") == 1
    assert lines.count("more than once in the stream") == 1
