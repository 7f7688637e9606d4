"""The servers tests run against."""

from datetime import UTC
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import DataError, connection
from django.db.backends.postgresql.base import TIMESTAMPTZ_OID
from django.db.backends.postgresql.psycopg_any import register_tzloader
from django.db.models.signals import pre_migrate
from psycopg import pq

from cqi.cache.stamped import TOMBSTONE_SECONDS
from cqi.database import LIMITS, array_text, rows_of_prepared, unhurried
from cqi.postgresql.base import MomentLoader
from registry.importers.order import ORDER


@pytest.mark.django_db
def test_postgres_answers():
    with connection.cursor() as cursor:
        cursor.execute("show server_version_num")
        assert int(cursor.fetchone()[0]) >= 150000


def limits() -> dict[str, int]:
    """The limits of this connection, in milliseconds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting::int FROM pg_settings WHERE name = ANY(%s)", [[*LIMITS]])
        return dict(cursor.fetchall())


@pytest.mark.django_db
def test_a_callers_work_is_bounded():
    found = limits()
    assert (found["statement_timeout"], found["lock_timeout"]) == (15_000, 5_000)
    assert found["idle_in_transaction_session_timeout"] == 30_000


@pytest.mark.django_db
def test_a_callers_transaction_cannot_outlive_a_tombstone_of_the_cache():
    is_known = connection.pg_version >= 170_000
    assert not is_known or 0 < limits()["transaction_timeout"] < TOMBSTONE_SECONDS * 1000


@pytest.mark.django_db
def test_what_nobody_waits_for_takes_its_time():
    before = limits()
    with unhurried():
        during = limits()
    assert (during.pop("lock_timeout"), {*during.values()}) == (60_000, {0})
    assert limits() == before


@pytest.mark.django_db
def test_a_command_that_calls_another_takes_its_time_to_the_end():
    before = limits()
    with unhurried():
        with unhurried():
            pass
        after = limits()
    assert (after.pop("lock_timeout"), {*after.values()}) == (60_000, {0})
    assert limits() == before


@pytest.mark.django_db(transaction=True)
def test_a_migration_is_not_bounded():
    during: list[dict[str, int]] = []

    def look(**_: Any) -> None:
        during.append(limits())

    pre_migrate.connect(look)
    call_command("migrate", verbosity=0)
    pre_migrate.disconnect(look)
    assert {seen["statement_timeout"] for seen in during} == {0}
    assert limits()["statement_timeout"] == 15_000


@pytest.mark.django_db
def test_nor_is_an_import():
    during: list[str] = []

    def look(execute: Any, *call: Any) -> Any:
        result = execute(*call)
        during.append(connection.connection.execute("SHOW statement_timeout").fetchone()[0])
        return result

    with connection.execute_wrapper(look):
        call_command("seed", dry_run=True, only=[ORDER[0].name], stdout=StringIO())
    *before_the_end, after = during
    assert ({*before_the_end}, after) == ({"0"}, "15s")


MOMENTS = (
    "0001-01-01 00:00:00",
    "1969-12-31 23:59:59.9",
    "2026-11-29 21:02:56",
    "2026-11-29 21:02:56.000001",
    "2026-11-29 21:02:56.52663",
    "9999-12-31 23:59:59.999999",
)


@pytest.mark.django_db
def test_a_moment_is_read_as_django_reads_it():
    with connection.cursor() as cursor:
        cursor.execute("SELECT unnest(%s::timestamptz[])", [[f"{moment}+00" for moment in MOMENTS]])
        read = [moment for (moment,) in cursor.fetchall()]
        assert isinstance(read[0].tzinfo, type(UTC))
        assert cursor.connection.adapters.get_loader(TIMESTAMPTZ_OID, pq.Format.TEXT) is MomentLoader
        register_tzloader(UTC, cursor)
        cursor.execute("SELECT unnest(%s::timestamptz[])", [[f"{moment}+00" for moment in MOMENTS]])
        assert read == [moment for (moment,) in cursor.fetchall()]


@pytest.mark.parametrize("moment", ["infinity", "0044-03-15 12:00:00+00 BC", "10000-01-01 00:00:00+00"])
@pytest.mark.django_db
def test_a_moment_that_python_cannot_hold_is_an_error(moment):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [moment])
        with pytest.raises(DataError):
            cursor.fetchone()


@pytest.mark.django_db
def test_an_array_comes_as_it_was_sent():
    texts = [
        "plain",
        "",
        "NULL",
        "null",
        "a,b",
        '"',
        "\\",
        '\\"',
        "{}",
        " spaced ",
        "é 🇺🇸",
        "it's",
        "%s",
        None,
    ]
    assert rows_of_prepared("SELECT %s::text[]", [array_text(texts)]) == [(texts,)]
    keys = [uuid4(), uuid4()]
    assert rows_of_prepared("SELECT %s::uuid[]", [array_text(keys)]) == [(keys,)]
    assert rows_of_prepared("SELECT %s::uuid[]", [array_text(())]) == [([],)]


@pytest.mark.django_db
def test_a_hot_statement_is_prepared_with_one_plan_for_all_parameters():
    for number in range(3):
        assert rows_of_prepared("SELECT %s::int AS prepared_here", [number]) == [(number,)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%prepared_here%'"
        )
        assert cursor.fetchall() == [(3, 0)]


def test_every_thread_can_have_a_connection():
    config = settings.CONFIG
    size = connection.settings_dict["OPTIONS"]["pool"]["max_size"]
    assert size == config.grpc.threads + config.http.threads + 5, (
        "those of the directory, of the sealing, of the streams, of what is owed to Redis and of the uses too"
    )


def test_redis_answers():
    cache.set("a", 1)
    assert cache.get("a") == 1
