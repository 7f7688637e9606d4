"""The servers tests run against."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection


@pytest.mark.django_db
def test_postgres_answers():
    with connection.cursor() as cursor:
        cursor.execute("show server_version_num")
        assert int(cursor.fetchone()[0]) >= 150000


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"), [("statement_timeout", "15s"), ("idle_in_transaction_session_timeout", "30s")]
)
def test_a_transaction_cannot_outlive_a_tombstone_of_the_cache(name, value):
    with connection.cursor() as cursor:
        cursor.execute(f"show {name}")
        assert cursor.fetchone()[0] == value


def test_every_thread_can_have_a_connection():
    config = settings.CONFIG
    size = connection.settings_dict["OPTIONS"]["pool"]["max_size"]
    assert size == config.grpc.threads + config.http.threads


def test_redis_answers():
    cache.set("a", 1)
    assert cache.get("a") == 1
