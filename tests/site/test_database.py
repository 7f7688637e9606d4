"""The servers tests run against."""

import pytest
from django.core.cache import cache
from django.db import connection


@pytest.mark.django_db
def test_postgres_answers():
    with connection.cursor() as cursor:
        cursor.execute("show server_version_num")
        assert int(cursor.fetchone()[0]) >= 150000


def test_redis_answers():
    cache.set("a", 1)
    assert cache.get("a") == 1
