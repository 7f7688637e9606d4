"""Rows into tables by COPY, with the indexes built once at the end."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.utils import timezone

from registry.writing.store import stamps

ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Copy rows of these columns into a model's table; what every row has is filled in.  Returns how many."""
    now, stamp = timezone.now(), stamps(1)[0]
    always = {"created_at": now, "updated_at": now, "metadata": {}, "version": 1, "stamp": stamp}
    tail = "".join(f"\t{copied_text(value)}" for value in always.values())
    into = f"COPY {model._meta.db_table} ({', '.join([*columns, *always])}) FROM STDIN"
    count = 0
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write("\t".join(map(copied_text, row)) + tail + "\n")
            count += 1
    return count


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
def without_indexes(models_: Iterable[type[models.Model]]) -> Iterator[None]:
    """Drop the indexes that no constraint needs, check no reference, and build them again at the end."""
    tables = [model._meta.db_table for model in models_]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexname NOT IN"
            " (SELECT conname FROM pg_constraint) AND indexdef NOT LIKE 'CREATE UNIQUE%%'",
            [tables],
        )
        indexes = cursor.fetchall()
        cursor.execute("SET statement_timeout = 0")
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        yield
        cursor.execute("SET session_replication_role = origin")
        for _, definition in indexes:
            cursor.execute(definition)
        for table in tables:
            cursor.execute(f"VACUUM ANALYZE {table}")
