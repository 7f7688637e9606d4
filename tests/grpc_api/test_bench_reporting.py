"""What bench.scale says of an RPC or a list: what was measured, and what was at fault."""

import pytest
from django.db import connection

from bench.measuring import Timing
from bench.reporting import Named, measured

pytestmark = pytest.mark.django_db


def taking(ms: float, *scanned: str) -> Named:
    return Named(f"of {ms} ms", lambda: Timing("ListAssets", f"of {ms} ms", 50, [ms], [ms], 1, {*scanned}))


def test_a_line_for_the_list_and_one_for_each_fault() -> None:
    report = measured("ListAssets", [taking(1), taking(60), taking(2, "registry_asset")], seconds=60)
    line, *faults = str(report).splitlines()
    assert line.split()[:2] == ["ListAssets", "3"]
    assert faults == [
        "SLOW  ListAssets of 60 ms: 60.0, 60.0, 60.0",
        "SCAN  ListAssets of 2 ms: registry_asset",
    ]
    assert not report.is_good
    assert measured("ListAssets", [taking(1)], seconds=60).is_good


def test_what_the_database_gives_up_does_not_end_the_others() -> None:
    def given_up() -> Timing:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 10")
            cursor.execute("SELECT pg_sleep(5)")
        raise AssertionError

    report = measured("ListAssets", [taking(1), Named("of all", given_up)], seconds=60)
    assert report.faults == ["FAIL  ListAssets of all: canceling statement due to statement timeout"]
    assert len(report.timings) == 1


def test_a_list_that_takes_too_long_says_what_was_left() -> None:
    report = measured("ListAssets", [taking(1), taking(2), taking(3)], seconds=-1)
    assert report.faults == ["LEFT  ListAssets: 3 of 3 cases, after -1 s"]
    assert str(report) == report.faults[0]
