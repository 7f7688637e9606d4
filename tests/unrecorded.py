"""Rows that come about without a change: what only time brings, or what an older release left."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

WITHOUT_TRIGGERS = "SET LOCAL session_replication_role = replica"
WITH_TRIGGERS = "SET LOCAL session_replication_role = origin"


@contextmanager
def unrecorded() -> Iterator[None]:
    """What is written inside is not recorded; the constraints of tables hold, references between them do not."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(WITHOUT_TRIGGERS)
        yield
        cursor.execute(WITH_TRIGGERS)
