"""The history of each table follows its table: columns, indexes, what keeps it, and the view of the past."""

import pytest
from django.db import connection

from registry.wire.mapping import MessageMapping

pytestmark = pytest.mark.django_db

TABLES = sorted(model._meta.db_table for model in MessageMapping.by_model)
COLUMNS = """
SELECT column_name, data_type, character_maximum_length, numeric_precision, numeric_scale
FROM information_schema.columns WHERE table_schema = %s AND table_name = %s
"""
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = %s AND tablename = %s"
TRIGGERS = """
SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled = 'O' AND NOT tgisinternal ORDER BY tgname
"""


def found(sql: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def columns(schema: str, table: str) -> set[tuple[object, ...]]:
    return set(found(COLUMNS, schema, table))


def names(rows: list[tuple[object, ...]]) -> set[object]:
    return {name for name, *_ in rows}


def test_every_model_that_leaves_the_process_is_followed() -> None:
    kept = names(found("SELECT tablename FROM pg_tables WHERE schemaname = 'history'"))
    assert kept == {*TABLES, "revision", "owed", "since"}


@pytest.mark.parametrize("table", TABLES)
class TestHistoryOfTable:
    def test_columns(self, table: str) -> None:
        moments = {row for row in columns("history", table) if row[0] in ("valid_from", "valid_to")}
        assert len(moments) == 2
        assert columns("history", table) - moments == columns("as_of", table) == columns("public", table)

    def test_indexes(self, table: str) -> None:
        """Each index of the table stands again; those that can hold the moments."""
        own, kept = (dict(found(INDEXES, schema, table)) for schema in ("public", "history"))
        own = {name: definition for name, definition in own.items() if not name.endswith("_pkey")}
        kept = {name: definition for name, definition in kept.items() if not name.endswith("_pkey")}
        assert own.keys() == kept.keys()
        for name, definition in kept.items():
            assert "UNIQUE" not in definition
            assert ("USING btree" not in definition) or "INCLUDE (valid_from, valid_to" in definition
            assert definition.partition(" WHERE ")[2] == own[name].partition(" WHERE ")[2]

    def test_triggers(self, table: str) -> None:
        made = {"keep_insert", "keep_update", "keep_delete", "refuse_step", "refuse_truncate"}
        assert made <= names(found(TRIGGERS, f"public.{table}"))


def test_what_keeps_history_runs_as_its_owner() -> None:
    """The application's role may be one that cannot write history: these functions do, with a fixed search path."""
    kinds = found(
        "SELECT proname, prosecdef, array_to_string(proconfig, ' ') FROM pg_proc"
        " WHERE pronamespace = 'history'::regnamespace AND proname ~ '^(keep_|seal_|settle|owe_record)'"
    )
    assert len(kinds) == 2 * len(TABLES) + 2
    for name, runs_as_owner, settings in kinds:
        assert runs_as_owner, name
        assert "search_path=pg_catalog, pg_temp" in str(settings), name


def test_a_table_that_changes_takes_its_history_along(owner: None) -> None:
    """What a migration does: change the table, then call history.follow."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE registry_venue ADD COLUMN motto varchar(20) NOT NULL DEFAULT 'none'")
        cursor.execute("CREATE INDEX by_motto ON registry_venue (motto) WHERE is_active")
        cursor.execute("ALTER TABLE registry_venue DROP COLUMN mic CASCADE")
        cursor.execute("SELECT history.follow('registry_venue', 'Venue')")
    assert "motto" in names(list(columns("as_of", "registry_venue")))
    assert "mic" not in names(list(columns("history", "registry_venue")))
    TestHistoryOfTable().test_columns("registry_venue")
    TestHistoryOfTable().test_indexes("registry_venue")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE registry_venue ALTER motto TYPE varchar(40)")
        cursor.execute("SELECT history.follow('registry_venue', 'Venue')")
    TestHistoryOfTable().test_columns("registry_venue")
