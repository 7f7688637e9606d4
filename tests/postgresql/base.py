"""The backend, where Django looks for it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db.backends.postgresql.creation import DatabaseCreation
from django.db.backends.postgresql.operations import DatabaseOperations

from cqi.embedded.postgres import SUPERUSER
from cqi.postgresql import base
from tests.superuser import WITHOUT_TRIGGERS, run_as_superuser

SUPERUSER_SQL = Path(__file__).with_name("superuser.sql").read_text()
HISTORY = """
SELECT format('history.%I', tablename) FROM pg_tables WHERE schemaname = 'history' AND tablename <> 'revision'
"""
OF_MIGRATE = ("django_content_type", "auth_permission", "auth_group", "auth_group_permissions")
"""The tables that `migrate` fills at its end, from the models."""
KEEP = "; ".join(f"CREATE TABLE tests.{table} AS TABLE {table}" for table in OF_MIGRATE)
PUT_BACK = [f"INSERT INTO {table} TABLE tests.{table}" for table in OF_MIGRATE]


class Operations(DatabaseOperations):
    def sql_flush(self, style: Any, tables: Sequence[str], **options: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute(HISTORY)
            kept = [table for (table,) in cursor.fetchall()]
        emptied = [*map(self.quote_name, tables), *kept]
        return [WITHOUT_TRIGGERS, *(f"DELETE FROM {table}" for table in emptied), *PUT_BACK]

    def execute_sql_flush(self, sql_list: Iterable[str]) -> None:
        run_as_superuser("; ".join(sql_list))


class Creation(DatabaseCreation):
    def create_test_db(self, *args: Any, **options: Any) -> str:
        name = super().create_test_db(*args, **options)
        with self.connection.as_superuser(name) as cursor:
            cursor.execute(SUPERUSER_SQL)
            cursor.execute(KEEP)
        return name

    def sql_table_creation_suffix(self) -> str:
        return f"OWNER {self.connection.ops.quote_name(self.connection.settings_dict['OWNER']['USER'])}"


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = Operations
    creation_class = Creation

    @contextmanager
    def as_superuser(self, database: str) -> Iterator[Any]:
        """A cursor of a superuser's own connection to a database of this server."""
        options = {name: value for name, value in self.settings_dict["OPTIONS"].items() if name != "pool"}
        settings = {
            **self.settings_dict,
            "USER": SUPERUSER,
            "PASSWORD": "",
            "NAME": database,
            "OPTIONS": options,
        }
        own = type(self)(settings, self.alias)
        try:
            with own.cursor() as cursor:
                yield cursor
        finally:
            own.close()

    @contextmanager
    def _nodb_cursor(self) -> Iterator[Any]:
        with self.as_superuser("postgres") as cursor:
            yield cursor
