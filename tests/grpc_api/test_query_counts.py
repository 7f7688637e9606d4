"""Every read has a fixed number of SQL queries, whatever it answers: query_counts.json says how many.

Two numbers each: with an empty cache, and again.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from google.protobuf.message_factory import GetMessageClass

from tests.grpc_api.helpers import answer_here
from tests.grpc_api.query_cases import CASES, METHODS, READS

pytestmark = pytest.mark.django_db(transaction=True)

GOLDEN: dict[str, list[int]] = json.loads(Path(__file__).with_name("query_counts.json").read_text())


def counts(rpc: str, rows: int) -> list[int]:
    """The queries of two equal calls that are about so many rows."""
    request = GetMessageClass(METHODS[rpc].input_type)(**CASES[rpc](rows))
    cache.clear()
    return [queries(rpc, request) for _ in range(2)]


def queries(rpc: str, request: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert answer_here(rpc, request).ByteSize()
    return len(captured)


@pytest.mark.parametrize("rpc", READS)
def test_number_of_queries(rpc: str) -> None:
    assert rpc in CASES, f"query_cases.py has nothing for {rpc}"
    few = counts(rpc, 2)
    assert few == GOLDEN.get(rpc), f"{rpc} makes {few} queries, query_counts.json says {GOLDEN.get(rpc)}"
    assert counts(rpc, 12) == few, f"{rpc} makes more queries for more rows"


def test_every_golden_count_is_of_an_rpc_that_reads() -> None:
    assert set(GOLDEN) == set(CASES) == set(READS)
