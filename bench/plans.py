"""What PostgreSQL does for the statements of a call."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from django.db import connection


def whole_reads(work: Callable[[], Any], big: int) -> tuple[int, set[str]]:
    """How many statements the work makes, and the tables of at least `big` rows that they read whole."""
    statements: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        work()
    selects = [(sql, params) for sql, params in statements if sql.startswith(("SELECT", "(SELECT", "WITH"))]
    return len(selects), {
        table for sql, params in selects for table in scanned(sql, params) if size(table) >= big
    }


def scanned(sql: str, params: Any) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        yield from sequential(cursor.fetchone()[0][0]["Plan"])


def sequential(plan: dict[str, Any]) -> Iterator[str]:
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for inner in plan.get("Plans", ()):
        yield from sequential(inner)


@cache
def size(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [table])
        return int(cursor.fetchone()[0])
