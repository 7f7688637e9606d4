"""What each role may do in the database, asked over a connection of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from cqi.roles import as_owner
from registry.models import Change
from tests.factories import AssetFactory

pytestmark = pytest.mark.django_db

OWN = ("revision", "at", "xid", "id")
"""The columns of a Change that are the database's."""

INSERT_CHANGE = """
INSERT INTO registry_change (entity, entity_id, version, event, actor, channel, assets, keys, stamp, {})
VALUES ('Asset', 'x', 1, 'AssetCreated', 'x', 'grpc', ARRAY[]::uuid[], ARRAY[]::text[], 1, DEFAULT)
"""
ALSO_NOT_THE_OWNERS = {
    "TRUNCATE registry_change": "CQ003",
    "TRUNCATE registry_assetidentifier": "CQ003",
    "SET session_replication_role = replica": "42501",
    "ALTER ROLE {application} SUPERUSER": "42501",
    "COPY registry_asset TO PROGRAM 'cat'": "42501",
}
REFUSED = [
    "UPDATE registry_change SET actor = 'x'",
    "DELETE FROM registry_change",
    *(INSERT_CHANGE.format(column) for column in OWN),
    "UPDATE registry_historyhead SET hash = ''",
    "DELETE FROM registry_historyhead",
    "INSERT INTO registry_waitingevent (revision, entity, entity_id, urgent) VALUES (0, '', '', false)",
    "UPDATE registry_waitingevent SET tries = 1",
    "DELETE FROM registry_waitingevent",
    "UPDATE history.revision SET head = head + 1",
    "UPDATE history.registry_asset SET name = 'x'",
    "DELETE FROM history.registry_asset",
    "INSERT INTO history.registry_asset SELECT * FROM history.registry_asset WHERE false",
    "INSERT INTO history.owed (kept, entity, keys, versions) VALUES ('registry_asset', 'Asset', '{{}}', '{{}}')",
    "DELETE FROM history.owed",
    "DELETE FROM history.since",
    "TRUNCATE history.registry_asset",
    "UPDATE as_of.registry_asset SET name = 'x'",
    "DELETE FROM as_of.registry_asset",
    "INSERT INTO as_of.registry_asset SELECT * FROM as_of.registry_asset WHERE false",
    "SELECT history.settle()",
    "SELECT history.keep_registry_asset()",
    "SELECT history.seal_registry_asset('{{}}', '{{}}', now())",
    "SELECT history.follow('registry_asset', 'Asset')",
    "SELECT history.begin_with('registry_asset', 'Asset', '{{}}')",
    "ALTER TABLE registry_asset DISABLE TRIGGER USER",
    "ALTER TABLE registry_asset DISABLE TRIGGER keep_update",
    "ALTER TABLE history.owed DISABLE TRIGGER settle",
    "DROP TRIGGER keep_update ON registry_asset",
    "DROP FUNCTION history.settle() CASCADE",
    "DROP TABLE registry_change",
    "DROP SCHEMA history CASCADE",
    "CREATE OR REPLACE FUNCTION history.settle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "CREATE FUNCTION now() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE TABLE mine (n int)",
    "CREATE TEMPORARY TABLE registry_asset (n int)",
    "CREATE SCHEMA mine",
    "SET ROLE {owner}",
    "SET SESSION AUTHORIZATION {owner}",
    "ALTER DATABASE {database} OWNER TO {application}",
    "UPDATE django_migrations SET applied = now()",
    "SELECT setval('registry_stamp', 1)",
    "LOCK TABLE registry_change IN ACCESS EXCLUSIVE MODE",
    *ALSO_NOT_THE_OWNERS,
]
RIGHTS = """
SELECT nspname || '.' || relname, right_of FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace,
    unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS right_of
WHERE nspname IN ('public', 'history', 'as_of') AND relkind IN ('r', 'v')
AND has_table_privilege(%s, pg_class.oid, right_of)
"""
READ_ONLY = {"registry_change", "registry_historyhead", "registry_waitingevent", "django_migrations"}


def name_of(role: str) -> str:
    said = settings.CONFIG.database
    names = {"owner": said.owner_username, "application": said.username, "relay": said.relay_username}
    return str(names[role])


@contextmanager
def session_of(role: str) -> Iterator[psycopg.Connection[Any]]:
    params = connection.get_connection_params() | {"user": name_of(role)}
    with psycopg.connect(**params, autocommit=True) as session:
        yield session


def refusal(role: str, statement: str) -> str:
    """The SQLSTATE with which a role's statement is refused; empty where it is not, and then it is taken back."""
    names = {role: sql.Identifier(name_of(role)) for role in ("owner", "application", "relay")}
    names["database"] = sql.Identifier(connection.settings_dict["NAME"])
    try:
        with session_of(role) as session, session.transaction(force_rollback=True):
            session.execute("SELECT set_config('cqar.as_of', now()::text, true)")
            session.execute(sql.SQL(statement).format(**names))
            return ""
    except psycopg.Error as error:
        return error.sqlstate or "?"


def rights(role: str) -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(RIGHTS, [name_of(role)])
        return set(cursor.fetchall())


@pytest.mark.django_db(transaction=True)
def test_it_works() -> None:
    """What it writes is recorded, and it reads the record and the past."""
    asset = AssetFactory(symbol="USDC")
    with session_of("application") as session:
        assert session.execute("SELECT current_user").fetchone() == (name_of("application"),)
        assert session.execute("SHOW is_superuser").fetchone() == ("off",)
        found = session.execute("SELECT entity_id, revision FROM registry_change").fetchall()
        assert found == [(str(asset.pk), Change.objects.get().revision)]
        assert session.execute("SELECT head FROM history.revision").fetchall() == [(found[0][1],)]
        session.execute("SELECT set_config('cqar.as_of', at::text, false) FROM history.revision")
        assert session.execute("SELECT symbol FROM as_of.registry_asset").fetchall() == [("USDC",)]


@pytest.mark.parametrize("statement", REFUSED, ids=lambda text: " ".join(text.split())[:120])
def test_what_the_application_may_not(statement: str) -> None:
    """None of it is a mistake in the statement: the owner may, or is stopped by what stops everybody."""
    assert refusal("application", statement) == "42501"
    if not statement.startswith(
        ("SET ROLE", "SET SESSION", "ALTER DATABASE", "SELECT history.", "CREATE OR")
    ):
        assert refusal("owner", statement) == ALSO_NOT_THE_OWNERS.get(statement, "")


def test_the_application_writes_rows_and_only_adds_to_the_record() -> None:
    expected = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            kinds = ("SELECT",) if table in READ_ONLY else ("SELECT", "INSERT", "UPDATE", "DELETE")
            expected |= {(f"public.{table}", kind) for kind in kinds}
        cursor.execute("SELECT 'history.' || tablename FROM pg_tables WHERE schemaname = 'history'")
        expected |= {(table, "SELECT") for (table,) in cursor.fetchall()}
        cursor.execute("SELECT 'as_of.' || viewname FROM pg_views WHERE schemaname = 'as_of'")
        expected |= {(view, "SELECT") for (view,) in cursor.fetchall()}
    expected.add(("public.registry_historyhead", "INSERT"))
    assert rights("application") == expected


class TestRelay:
    def test_it_works(self) -> None:
        with session_of("relay") as session:
            session.execute("SELECT revision, message FROM registry_change ORDER BY revision LIMIT 1")
            assert session.execute("SELECT count(head) FROM history.revision").fetchone() == (1,)

    def test_rights(self) -> None:
        read = ("public.registry_change", "history.revision", "history.registry_venueasset")
        assert rights("relay") == {
            *((table, "SELECT") for table in (*read, "history.registry_venuesymbol")),
            *(("public.registry_waitingevent", right) for right in ("SELECT", "DELETE")),
        }

    @pytest.mark.parametrize(
        "statement",
        [
            "INSERT INTO registry_change (entity) VALUES ('x')",
            "UPDATE registry_change SET actor = 'x'",
            "UPDATE registry_waitingevent SET parked_by = 'x'",
            "INSERT INTO registry_waitingevent (revision, entity, entity_id, urgent) VALUES (0, '', '', false)",
            "UPDATE registry_asset SET name = 'x'",
            "SELECT nextval('registry_stamp')",
            "SELECT registry_trade_facts('{{}}', '{{}}', '{{}}', '{{}}', '{{}}', false)",
            "CREATE TEMPORARY TABLE mine (n int)",
            "CREATE TABLE mine (n int)",
            "SET ROLE {owner}",
            "SET ROLE {application}",
        ],
    )
    def test_refused(self, statement: str) -> None:
        assert refusal("relay", statement) == "42501"


class TestMigration:
    """A later one makes a table."""

    def test_its_table_is_granted_when_it_ends(self, owner: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE registry_novelty (n int)")
            before = rights("application")
            call_command("migrate", verbosity=0)
        kinds = ("SELECT", "INSERT", "UPDATE", "DELETE")
        assert rights("application") - before == {("public.registry_novelty", kind) for kind in kinds}
        assert not {row for row in rights("relay") if "novelty" in row[0]}

    def test_its_functions_and_the_past_that_it_makes_anew_can_be_used_at_once(self, owner: None) -> None:
        before = rights("application")
        with connection.cursor() as cursor:
            cursor.execute("SELECT history.follow('registry_venue', 'Venue')")
            cursor.execute("CREATE FUNCTION public.novel() RETURNS int LANGUAGE sql AS 'SELECT 1'")
            cursor.execute("CREATE FUNCTION history.novel() RETURNS int LANGUAGE sql AS 'SELECT 1'")
            may = "SELECT has_function_privilege(%s, %s, 'EXECUTE')"
            for function, expected in (("public.novel()", True), ("history.novel()", False)):
                cursor.execute(may, [name_of("application"), function])
                assert cursor.fetchone() == (expected,)
        assert rights("application") == before

    def test_it_is_the_owners(self) -> None:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == (name_of("owner"),)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == (name_of("application"),)
