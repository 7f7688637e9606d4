"""Rows that come about without a change: what only time brings, or what an older release left."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models, transaction

from tests.superuser import WITH_TRIGGERS, WITHOUT_TRIGGERS, run_as_superuser


@contextmanager
def unrecorded() -> Iterator[None]:
    """What is written inside is not recorded; the constraints of tables hold, references between them do not."""
    with transaction.atomic():
        run_as_superuser(WITHOUT_TRIGGERS)
        yield
        run_as_superuser(WITH_TRIGGERS)


def add_copies(row: models.Model, count: int, **columns: str) -> None:
    """Add copies of a stored row, each with a key of its own; `columns` are SQL, in which `n` counts from 1.

    Ten thousand that are written and recorded take a busy machine minutes.
    """
    kept = [field for field in row._meta.concrete_fields if not (field.generated or field.primary_key)]
    table, key = row._meta.db_table, str(row._meta.pk and row._meta.pk.column)
    names = ", ".join([key, *(f'"{field.column}"' for field in kept)])
    values = ", ".join(
        ["gen_random_uuid()", *(columns.get(field.column, f'"{field.column}"') for field in kept)]
    )
    made = f"INSERT INTO {table} ({names}) SELECT {values} FROM {table}, generate_series(1, {count:d}) AS n"
    with unrecorded(), connection.cursor() as cursor:
        cursor.execute(f"{made} WHERE {key} = %s", [row.pk])
        assert cursor.rowcount == count
