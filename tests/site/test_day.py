"""The tests, the programs they start and the servers agree on the day, also on another one than today."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection

CODE = "import time; print(time.time())"


def of_the_database() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        return cursor.fetchone()[0]


def of_the_cache() -> datetime:
    return datetime.fromtimestamp(cache.client.get_client().time()[0], UTC)


def of_a_program() -> datetime:
    told = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    return datetime.fromtimestamp(float(told.stdout), UTC)


@pytest.mark.django_db
@pytest.mark.parametrize("clock", [of_the_database, of_the_cache, of_a_program])
def test_it_is_the_same_day_for_all(clock):
    assert abs(clock() - datetime.now(UTC)) < timedelta(minutes=1)
