"""The backend, where Django looks for it."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql.operations import DatabaseOperations

from cqi.postgresql import base

WITHOUT_TRIGGERS = "SET LOCAL session_replication_role = replica"
HISTORY = """
SELECT format('history.%I', tablename) FROM pg_tables WHERE schemaname = 'history' AND tablename <> 'revision'
"""


class Operations(DatabaseOperations):
    def sql_flush(self, style: Any, tables: Sequence[str], **options: Any) -> list[str]:
        emptied: list[str] = super().sql_flush(style, tables, **options)
        with self.connection.cursor() as cursor:
            cursor.execute(HISTORY)
            kept = [table for (table,) in cursor.fetchall()]
        return [WITHOUT_TRIGGERS, *emptied, f"TRUNCATE {', '.join(kept)}"]


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = Operations
