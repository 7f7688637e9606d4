"""How long PostgreSQL may take: what a caller waits for is bounded, what nobody waits for is not.

And which of its refusals were no more than another change in the way.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self

import psycopg
from django.db import connection

LIMITS = {
    "statement_timeout": "15s",
    # Another call holds what this one waits for: it is told to retry, and its thread is free.
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "30s",
    # Within the 60 seconds that a tombstone in the cache lives; PostgreSQL has it from 17 on.
    "transaction_timeout": "55s",
}
UNHURRIED = {**dict.fromkeys(LIMITS, "0"), "lock_timeout": "60s"}

SET_KNOWN = """
SELECT set_config(name, value, false)
FROM unnest(%s::text[], %s::text[]) AS wanted (name, value) JOIN pg_settings USING (name)
"""

IN_THE_WAY = frozenset({"40001", "40P01", "55P03"})
"""Serialization failure, dead-lock, lock timeout: another change was in the way, a second try may succeed."""


class BoundedConnection(psycopg.Connection[Any]):
    """A connection that does everything within the limits."""

    @classmethod
    def connect(cls, conninfo: str = "", **options: Any) -> Self:
        bounded = super().connect(conninfo, **options)
        set_limits(bounded, LIMITS)
        return bounded


@contextmanager
def unhurried() -> Iterator[None]:
    """For migrations and imports, on this thread's connection: they take their time, and wait longer for locks."""
    set_limits(connection, UNHURRIED)
    try:
        yield
    finally:
        set_limits(connection, LIMITS)


def set_limits(session: Any, limits: Mapping[str, str]) -> None:
    """Set those of the limits that the server knows."""
    with session.cursor() as cursor:
        cursor.execute(SET_KNOWN, [list(limits), list(limits.values())])


def sqlstate(error: Exception) -> str:
    """PostgreSQL's code for an error that Django raised; empty where it never answered."""
    return getattr(error.__cause__, "sqlstate", None) or ""
