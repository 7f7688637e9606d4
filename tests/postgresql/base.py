"""The backend, where Django looks for it."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql.operations import DatabaseOperations

from cqi.postgresql import base

IN_ANY_ORDER = "SET LOCAL session_replication_role = replica"
"""References are not checked: all that refers to a row is deleted with it."""


class Operations(DatabaseOperations):
    def sql_flush(self, style: Any, tables: Sequence[str], **options: Any) -> list[str]:
        return [IN_ANY_ORDER, "; ".join(f"DELETE FROM {self.quote_name(table)}" for table in tables)]


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = Operations
