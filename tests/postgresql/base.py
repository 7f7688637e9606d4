"""The backend, where Django looks for it."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql.operations import DatabaseOperations

from cqi.postgresql import base
from tests.unrecorded import WITHOUT_TRIGGERS

HISTORY = """
SELECT format('history.%I', tablename) FROM pg_tables WHERE schemaname = 'history' AND tablename <> 'revision'
"""


class Operations(DatabaseOperations):
    def sql_flush(self, style: Any, tables: Sequence[str], **options: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute(HISTORY)
            kept = [table for (table,) in cursor.fetchall()]
        emptied = [*map(self.quote_name, tables), *kept]
        return [WITHOUT_TRIGGERS, "; ".join(f"DELETE FROM {table}" for table in emptied)]


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = Operations
