"""Rows into tables by COPY, past the record of changes, with the indexes built once at the end."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg
from django.db import connection
from django.utils import timezone

from cqi.embedded.postgres import SUPERUSER
from registry.models import Change, Row
from registry.models.base import kind_of
from registry.writing.record import OF_ASSET
from registry.writing.store import stamps

Superuser = psycopg.Connection[Any]

ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
# Indexes that no constraint needs, of the tables and of their history, which has the tables' names.
LOOSE_INDEXES = """
SELECT format('%%I.%%I', schemaname, indexname), indexdef FROM pg_indexes
WHERE schemaname IN ('public', 'history') AND tablename = ANY(%s) AND indexdef NOT LIKE 'CREATE UNIQUE%%'
AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""


@contextmanager
def superuser_connected() -> Iterator[Superuser]:
    """A connection of its own, in which each statement is a transaction, without limits of time.

    Nobody else can put the triggers aside.
    """
    named = {**connection.get_connection_params(), "user": SUPERUSER, "password": None, "autocommit": True}
    with psycopg.connect(**named) as superuser:
        yield superuser


def copy_rows(
    superuser: Superuser, model: type[Row], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Copy rows of these columns into a model's table; what every row has is filled in.  Returns how many.

    No trigger sees them: they leave no record, and what they refer to is not looked for.
    """
    now, stamp = timezone.now(), stamps(1)[0]
    always = {"created_at": now, "updated_at": now, "metadata": {}, "version": 1, "stamp": stamp}
    tail = "".join(f"\t{copied_text(value)}" for value in always.values())
    into = f"COPY {model._meta.db_table} ({', '.join([*columns, *always])}) FROM STDIN"
    count = 0
    with superuser.transaction(), superuser.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        with cursor.copy(into.encode()) as copy:
            for row in rows:
                copy.write("\t".join(map(copied_text, row)) + tail + "\n")
                count += 1
    return count


def begin_record(superuser: Superuser, model: type[Row]) -> None:
    """Begin the record with the rows of a table that has none, as the migrations began it (sql/follow.sql)."""
    begin = "SELECT history.begin_with(%s::regclass, %s, %s)"
    superuser.execute(begin, [model._meta.db_table, kind_of(model), list(OF_ASSET.get(model, ()))])


def copied_text(value: Any) -> str:
    """A value in COPY's text format."""
    match value:
        case None:
            return "\\N"
        case bool():
            return "t" if value else "f"
        case datetime():
            return value.isoformat()
        case dict():
            return json.dumps(value).translate(ESCAPES)
    return str(value).translate(ESCAPES)


@contextmanager
def without_indexes(superuser: Superuser, models: Iterable[type[Row]]) -> Iterator[None]:
    """Drop the indexes that no constraint needs, and build them again at the end."""
    tables = [*(model._meta.db_table for model in models), Change._meta.db_table]
    indexes = superuser.execute(LOOSE_INDEXES, [tables]).fetchall()
    for name, _ in indexes:
        superuser.execute(f"DROP INDEX {name}".encode())
    try:
        yield
    finally:
        superuser.execute("SET maintenance_work_mem = '512MB'")
        for _, definition in indexes:
            superuser.execute(definition.encode())
        for table in tables:
            superuser.execute(f"VACUUM ANALYZE {table}".encode())
            if table != Change._meta.db_table:
                superuser.execute(f"VACUUM ANALYZE history.{table}".encode())
