"""seal_history: one chain over all changes, whoever makes it and however often."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from registry.models import Change, HistoryHead
from registry.services.sealing import HASHED, LOCK, digests, seal_history
from tests.factories import AssetFactory
from tests.programs import soon
from tests.superuser import run_as_superuser

from .conftest import Forge, findings

pytestmark = pytest.mark.usefixtures("whole_record")


def sealed() -> str:
    output = StringIO()
    call_command("seal_history", stdout=output)
    return output.getvalue().strip()


def covered() -> list[tuple[int, int]]:
    return list(HistoryHead.objects.order_by("first").values_list("first", "last"))


def test_it_works() -> None:
    AssetFactory.create_batch(3)
    head = sealed()
    assert head == str(HistoryHead.objects.get())
    assert head.startswith("3:")
    assert sealed() == head
    AssetFactory()
    assert sealed() != head
    assert covered() == [(1, 3), (4, 4)]
    assert findings() == []


def test_in_development_too() -> None:
    AssetFactory()
    with CaptureQueriesContext(connection):  # there Django's cursors note each statement
        assert sealed().startswith("1:")
    assert findings() == []


def test_nothing_to_hash() -> None:
    with pytest.raises(CommandError, match="nothing was ever changed"):
        sealed()


def test_long_records_are_hashed_in_batches() -> None:
    AssetFactory.create_batch(10)
    seal_history(batch=4)
    assert covered() == [(1, 4), (5, 8), (9, 10)]
    assert findings() == []


def test_every_column_is_hashed() -> None:
    """Whoever adds a column says whether it is hashed: what is set later cannot be."""
    assert {*HASHED} == {field.column for field in Change._meta.concrete_fields}


OTHERS = {
    **dict.fromkeys(("entity", "entity_id", "event", "actor", "channel"), "'forged'"),
    **dict.fromkeys(("request_id", "reason", "trace"), "''"),
    **dict.fromkeys(("version", "id", "stamp"), "77"),
    **dict.fromkeys(("before", "after", "message", "at"), "NULL"),
    "assets": "'{}'",
    "keys": "'{forged}'",
    "xid": "'1'",
}


@pytest.mark.parametrize("name", [name for name in HASHED if name != "revision"])
def test_a_column_changes_the_digest(forge: Forge, name: str) -> None:
    """Also from nothing to an empty text."""
    asset = AssetFactory()
    asset.name = "again"
    asset.save()
    first, second = digests(1, 2)
    forge(f"UPDATE registry_change SET {name} = {OTHERS[name]} WHERE revision = 2")
    same, other = digests(1, 2)
    assert (same, other.hash != second.hash) == (first, True)


def test_a_missing_change_is_not_covered_up(forge: Forge) -> None:
    AssetFactory.create_batch(3)
    forge("DELETE FROM registry_change WHERE revision = 2")
    with pytest.raises(CommandError, match="there is no change of revision 2"):
        sealed()
    assert covered() == []


def test_two_at_once_make_one_chain() -> None:
    """Both wait for the lock before either may begin, and then go at once."""
    AssetFactory.create_batch(5)
    with ThreadPoolExecutor(2) as processes:
        with transaction.atomic():
            ask("SELECT pg_advisory_xact_lock(%s)", LOCK)
            both = [processes.submit(in_a_session_of_its_own, seal_history) for _ in range(2)]
            assert soon(lambda: len(waiting()) == len(both))
        heads = [each.result() for each in both]
    assert covered() == [(1, 5)]
    assert heads == [HistoryHead.objects.get()] * 2
    assert findings() == []


def test_a_batch_that_is_cut_off_leaves_nothing() -> None:
    """Its session is ended when it has hashed, and is about to store the head."""
    AssetFactory.create_batch(2)
    seal_history()
    AssetFactory.create_batch(3)
    with ThreadPoolExecutor(1) as process, transaction.atomic():
        run_as_superuser("LOCK TABLE registry_historyhead IN SHARE MODE")
        sealing: Future[object] = process.submit(in_a_session_of_its_own, seal_history)
        assert soon(lambda: len(waiting()) == 1)
        ask("SELECT pg_terminate_backend(%s)", *waiting())
        with pytest.raises(OperationalError):
            sealing.result()
    assert covered() == [(1, 2)]
    seal_history()
    assert covered() == [(1, 2), (3, 5)]
    assert findings() == []


def test_what_is_not_committed_waits_for_the_next_head() -> None:
    AssetFactory.create_batch(2)
    with ThreadPoolExecutor(1) as process, transaction.atomic():
        AssetFactory()
        process.submit(in_a_session_of_its_own, seal_history).result()
    assert covered() == [(1, 2)]


def in_a_session_of_its_own(work: Callable[[], object]) -> object:
    try:
        return work()
    finally:
        connection.close()


def waiting() -> list[int]:
    """The sessions of this database that wait for a lock."""
    found = ask(
        "SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = database"
        " WHERE NOT granted AND datname = current_database()"
    )
    return [pid for (pid,) in found]


def ask(sql: str, *values: object) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []
