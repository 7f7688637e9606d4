"""WatchChanges: every change once, in order, from any revision on; and how a stream ends."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from typing import Any

import grpc
import psycopg
import pytest
from cqc.events.v1.asset_events_pb2 import AssetUpdated
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1.changes_pb2 import ListChangesRequest, WatchChangesRequest
from django.db import OperationalError, connection
from django.utils import timezone

from grpc_api.watching import feed, reader, stream
from registry.models import Asset
from registry.services.sealing import last_revision
from tests.factories import AssetFactory, FlagFactory, VenueFactory
from tests.programs import soon
from tests.superuser import WITHOUT_TRIGGERS, run_as_superuser

from .helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, CHANGES_EACH = 6, 40


@contextmanager
def watching(stub: Any, **request: Any) -> Iterator[Any]:
    """An open stream, after its first message."""
    call = stub.WatchChanges(WatchChangesRequest(**request), timeout=60)
    first = next(call)
    assert not first.changes
    call.began_at = first.revision
    try:
        yield call
    finally:
        call.cancel()


def changes(call: Any) -> Iterator[Any]:
    for message in call:
        assert message.revision >= max((change.revision for change in message.changes), default=0)
        yield from message.changes


def following(call: Any, count: int) -> list[Any]:
    return list(islice(changes(call), count))


def rename(asset: Asset, name: str) -> None:
    asset.name = name
    asset.save()


def test_it_works(stub):
    asset = AssetFactory(name="Before")
    with watching(stub) as call:
        assert call.began_at == last_revision()
        rename(asset, "After")
        (change,) = following(call, 1)
    assert (change.revision, change.entity_id, change.version) == (call.began_at + 1, str(asset.pk), 2)
    event = AssetUpdated()
    assert change.event.Unpack(event)
    assert event.asset.name == "After"
    listed = stub.ListChanges(ListChangesRequest(page_size=1))
    assert change == listed.changes[0], "the same as in a list"


def test_what_follows_a_revision(stub):
    assets = AssetFactory.create_batch(3)
    with watching(stub, after_revision=last_revision() - 2) as call:
        assert [change.entity_id for change in following(call, 2)] == [str(row.pk) for row in assets[1:]]
        rename(assets[0], "then what is new")
        assert following(call, 1)[0].entity_id == str(assets[0].pk)


def test_from_a_list_on_nothing_is_missed(stub):
    AssetFactory()
    _, call = stub.ListAssets.with_call(pb.ListAssetsRequest(page_size=10))
    told = int(dict(call.trailing_metadata())["cqar-revision"])
    missed = AssetFactory()
    with watching(stub, after_revision=told) as watch:
        assert following(watch, 1)[0].entity_id == str(missed.pk)


def test_from_the_beginning(stub):
    made = [AssetFactory(), VenueFactory()]
    with watching(stub, after_revision=0) as call:
        assert [change.entity_id for change in following(call, 2)] == [str(row.pk) for row in made]


def test_kinds_and_keys(stub):
    asset, other = AssetFactory.create_batch(2)
    with (
        watching(stub, entity_types=["Venue", "AssetQualityFlag"]) as by_kind,
        watching(stub, entity_ids=[str(asset.pk).upper()]) as by_key,
        watching(stub, entity_types=["Asset"], entity_ids=[str(other.pk)]) as by_both,
    ):
        rename(asset, "one")
        rename(other, "two")
        VenueFactory(venue_id="watched")
        FlagFactory(asset=asset)
        kinds = [change.entity_type for change in following(by_kind, 2)]
        assert kinds == ["Venue", "AssetQualityFlag"]
        assert [change.entity_id for change in following(by_key, 1)] == [str(asset.pk)]
        assert [change.entity_id for change in following(by_both, 1)] == [str(other.pk)]


def test_older_ones_by_kinds_and_keys(stub):
    assets = AssetFactory.create_batch(3)
    VenueFactory(venue_id="watched")
    with watching(stub, after_revision=0, entity_types=["Venue"]) as call:
        assert following(call, 1)[0].entity_id == "watched"
    with watching(stub, after_revision=0, entity_ids=[str(assets[1].pk)]) as call:
        assert following(call, 1)[0].entity_id == str(assets[1].pk)


def test_what_is_not_in_memory_any_more(stub, monkeypatch):
    monkeypatch.setattr(feed, "MOST_CHANGES", 10)
    monkeypatch.setattr(feed, "BATCH_BYTES", 3000)
    monkeypatch.setattr(stream, "BATCH_BYTES", 3000)
    assets = AssetFactory.create_batch(5)
    start = last_revision()
    with watching(stub) as holding:
        for turn in range(20):
            for asset in assets:
                rename(asset, f"{turn}")
        with watching(stub, after_revision=start) as call:
            told = following(call, 100)
        assert following(holding, 100) == told
    assert [change.revision for change in told] == list(range(start + 1, start + 101))


def test_writers_at_once_leave_no_gap(stub):
    start = last_revision()

    def write(writer: int) -> None:
        asset = AssetFactory()
        for turn in range(CHANGES_EACH - 1):
            rename(asset, f"{writer} {turn}")
        connection.close()

    with watching(stub) as first, watching(stub, after_revision=start) as second:
        writers = [threading.Thread(target=write, args=[number]) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        told = following(first, WRITERS * CHANGES_EACH)
        assert [change.revision for change in told] == list(range(start + 1, start + 1 + len(told)))
        assert following(second, len(told)) == told
        for writer in writers:
            writer.join()
    versions: dict[str, list[int]] = {}
    for change in told:
        versions.setdefault(change.entity_id, []).append(change.version)
    assert list(versions.values()) == [list(range(1, CHANGES_EACH + 1))] * WRITERS


def test_bookmarks_while_nothing_happens(stub, monkeypatch):
    monkeypatch.setattr(stream, "BOOKMARK_SECONDS", 0.3)
    with watching(stub, entity_types=["Venue"]) as call:
        AssetFactory()
        assert soon(lambda: next(call).revision == last_revision()), "what is not asked for counts as seen"
        began = time.monotonic()
        assert not next(call).changes
        assert time.monotonic() - began > 0.1


def test_what_is_too_old(stub):
    AssetFactory.create_batch(4)
    oldest = last_revision() - 1
    run_as_superuser(
        f"{WITHOUT_TRIGGERS}; UPDATE registry_change SET at = %s WHERE revision < %s",
        timezone.now() - timedelta(days=31),
        oldest,
    )
    error = refused(lambda: begun(stub, after_revision=oldest - 2), grpc.StatusCode.OUT_OF_RANGE)
    assert "list again" in error.details()
    with watching(stub, after_revision=oldest - 1) as call:
        assert following(call, 1)[0].revision == oldest
    with watching(stub, after_revision=0) as call:
        assert following(call, 1)[0].revision == oldest


def begun(stub: Any, metadata: Any = (), **request: Any) -> Any:
    return next(stub.WatchChanges(WatchChangesRequest(**request), timeout=20, metadata=metadata))


def test_what_is_not_there_yet(stub):
    AssetFactory()
    error = refused(
        lambda: begun(stub, after_revision=last_revision() + 1), grpc.StatusCode.OUT_OF_RANGE, "OUT_OF_RANGE"
    )
    assert str(last_revision()) in error.details()


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        ({"after_revision": -1}, "after_revision"),
        ({"entity_types": ["Asset", "Assets"]}, "entity_types[1]"),
        ({"entity_ids": ["x"] * 1001}, "entity_ids"),
    ],
)
def test_bad_requests(stub, request_, field):
    refused(lambda: begun(stub, **request_), grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", field)


def test_the_past_cannot_be_watched(stub):
    call = lambda: begun(stub, metadata=[("cqar-as-of", "1")])  # noqa: E731
    refused(call, grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "cqar-as-of")


def test_one_too_many(serve):
    stub = serve(CQI_GRPC_WATCHERS="2").stub
    with watching(stub), watching(stub) as call:
        refused(lambda: begun(stub), grpc.StatusCode.RESOURCE_EXHAUSTED)
        call.cancel()
        assert soon(lambda: is_let_in(stub)), "one that was closed makes room"


def test_one_too_many_of_a_caller(serve):
    stub = serve(CQI_GRPC_WATCHERS_OF_CALLER="1").stub
    with watching(stub):
        error = refused(lambda: begun(stub), grpc.StatusCode.RESOURCE_EXHAUSTED)
    assert "developer" in error.details()


def is_let_in(stub: Any) -> bool:
    try:
        with watching(stub):
            return True
    except grpc.RpcError:
        return False


def test_a_reader_that_does_not_read_is_cut_off_and_loses_nothing(stub, grpc_address, monkeypatch):
    monkeypatch.setattr(stream, "UNREAD_SECONDS", 1.0)
    asset = AssetFactory()
    start = last_revision()
    # A window of 64 KiB and no messages ahead: what is sent beyond it waits in the server.
    options = [("grpc.http2.lookahead_bytes", 65536), ("grpc.http2.bdp_probe", 0)]
    with grpc.insecure_channel(grpc_address, options=options) as channel:
        call = type(stub)(channel).WatchChanges(WatchChangesRequest(), timeout=60)
        next(call)
        for turn in range(60):
            asset.metadata = {"text": f"{turn}" * 5000}
            asset.save()
        time.sleep(3)
        seen = [start]
        with pytest.raises(grpc.RpcError) as caught:
            seen.extend(message.revision for message in call)
    assert caught.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED, caught.value
    assert "watch again" in caught.value.details()
    assert seen[-1] < last_revision()
    with watching(stub, after_revision=seen[-1]) as again:
        told = following(again, last_revision() - seen[-1])
    assert [change.revision for change in told] == list(range(seen[-1] + 1, last_revision() + 1))


def test_a_lost_connection_to_the_database_ends_no_stream(stub):
    asset = AssetFactory()
    with watching(stub) as call:
        rename(asset, "before")
        assert following(call, 1)[0].version == 2
        with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT head%'"
            )
        rename(Asset.objects.get(pk=asset.pk), "after")
        assert following(call, 1)[0].version == 3


def test_a_stream_that_begins_between_two_looks(stub, monkeypatch):
    with watching(stub):
        monkeypatch.setattr(reader, "LOOK_SECONDS", 0.5)
        for _ in range(4):
            asset = AssetFactory()
            with watching(stub) as call:
                assert call.began_at == last_revision()
                rename(asset, "After")
                assert following(call, 1)[0].version == 2


def test_a_database_that_was_restored_ends_the_streams(stub):
    AssetFactory.create_batch(2)
    newest = last_revision()
    with watching(stub) as call:
        run_as_superuser("UPDATE history.revision SET head = head - 1")
        with pytest.raises(grpc.RpcError) as caught:
            next(call)
    assert caught.value.code() is grpc.StatusCode.UNAVAILABLE
    refused(lambda: begun(stub, after_revision=newest), grpc.StatusCode.OUT_OF_RANGE)


def test_a_database_that_is_away_while_older_ones_are_read(stub, monkeypatch):
    def away(*_: object) -> None:
        raise OperationalError("the connection is lost")

    assert soon(lambda: reader.reader()._last is None), "nobody watches, so that nothing is kept in memory"
    AssetFactory()
    monkeypatch.setattr(stream, "packed_between", away)
    call = stub.WatchChanges(WatchChangesRequest(after_revision=0), timeout=20)
    next(call)
    refused(lambda: next(call), grpc.StatusCode.UNAVAILABLE)


def test_a_stopping_server_says_where_to_go_on(serve):
    server = serve()
    asset = AssetFactory()
    with watching(server.stub) as call:
        rename(asset, "seen")
        (seen,) = following(call, 1)
        server.process.terminate()
        with pytest.raises(grpc.RpcError) as caught:
            following(call, 1)
    assert caught.value.code() is grpc.StatusCode.UNAVAILABLE
    assert f"watch again, after revision {seen.revision}" in caught.value.details()
    assert server.process.wait(30) == 0
