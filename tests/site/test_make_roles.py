"""`manage.py make_roles` on a database of its own, with roles of its own, which had one role for everything."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from cqar_site.defaults import DEFAULTS, GRANTS
from cqi.config import load
from cqi.config.variables import BY_VARIABLE
from cqi.embedded.postgres import SUPERUSER
from cqi.roles import Role, Roles, make_roles
from cqi.startup import StartError
from tests.programs import manage
from tests.site.conftest import ONE_ASSET

# Of the roles and databases of the server only those of this test: others run beside it.
STATE = """
SELECT 'role', rolname, '', array[rolsuper, rolcreaterole, rolcreatedb, rolcanlogin]::text FROM pg_roles
    WHERE starts_with(rolname, current_database())
UNION ALL SELECT 'member', roleid::regrole::text, member::regrole::text, admin_option::text FROM pg_auth_members
    WHERE starts_with(roleid::regrole::text || ' ' || member::regrole::text, current_database())
UNION ALL SELECT 'database', datname, datdba::regrole::text, datacl::text FROM pg_database
    WHERE datname = current_database()
UNION ALL SELECT 'schema', nspname, nspowner::regrole::text, nspacl::text FROM pg_namespace
UNION ALL SELECT 'relation', oid::regclass::text, relowner::regrole::text, relacl::text FROM pg_class
    WHERE relnamespace <> 'pg_toast'::regnamespace
UNION ALL SELECT 'column', attrelid::regclass || '.' || attname, '', attacl::text FROM pg_attribute
    WHERE attacl IS NOT NULL
UNION ALL SELECT 'function', oid::regprocedure::text, proowner::regrole::text, proacl::text FROM pg_proc
UNION ALL SELECT 'default', defaclrole::regrole::text, defaclnamespace::text, defaclacl::text FROM pg_default_acl
"""
OWNED = """
SELECT count(*) FROM pg_shdepend JOIN pg_database ON pg_database.oid = dbid
WHERE refobjid = %s::regrole AND deptype = 'o' AND datname = current_database()
"""
COUNTS = """
from django.db import connection
from registry.models import Asset, Change
with connection.cursor() as cursor:
    cursor.execute("SELECT current_user")
    print(cursor.fetchone()[0], Asset.objects.count(), Change.objects.count())
"""
FORGE = """
from registry.models import Change
Change.objects.update(actor="x")
"""


class OneRole:
    """A database that belongs to its application, which is all that is configured."""

    def __init__(self) -> None:
        self.name = f"one_role_{os.getpid()}"
        self.variables = {name: value for name, value in os.environ.items() if name in BY_VARIABLE}
        self.variables |= {"CQI_DATABASE_DATABASE": self.name, "CQI_DATABASE_USERNAME": self.name}
        del self.variables["CQI_DATABASE_OWNER_USERNAME"]

    @property
    def three(self) -> dict[str, str]:
        """The configuration of three roles."""
        named = {"OWNER_USERNAME": f"{self.name}_owner", "RELAY_USERNAME": f"{self.name}_relay"}
        return self.variables | {f"CQI_DATABASE_{name}": value for name, value in named.items()}

    @property
    def roles(self) -> Roles:
        configured = Roles.configured(load(DEFAULTS, self.three).database)
        assert configured is not None
        return configured

    def connect(self, database: str = "", user: str = SUPERUSER) -> psycopg.Connection[Any]:
        there = {"host": self.variables["CQI_DATABASE_HOST"], "port": self.variables["CQI_DATABASE_PORT"]}
        return psycopg.connect(**there, user=user, dbname=database or self.name, autocommit=True)

    def state(self) -> set[Any]:
        with self.connect() as session:
            return set(session.execute(STATE).fetchall())

    def run(self, *arguments: str, code: int = 0, **variables: str) -> str:
        done = manage(Path("/nowhere"), *arguments, **(variables or self.variables))
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout if code == 0 else done.stderr


@pytest.fixture
def database() -> Iterator[OneRole]:
    made = OneRole()
    roles = [sql.Identifier(f"{made.name}{suffix}") for suffix in ("", "_owner", "_relay")]
    with made.connect("postgres") as server:
        server.execute(sql.SQL("CREATE ROLE {} LOGIN").format(roles[0]))
        server.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(roles[0], roles[0]))
        try:
            yield made
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(roles[0]))
            for role in reversed(roles):
                server.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(role))


def test_it_works(database):
    """One role did everything; then it serves, and nothing is lost."""
    database.run("migrate", "-v0")
    database.run("shell", "-v0", "-c", ONE_ASSET)
    said = database.run("make_roles", **database.three)
    name = database.name
    assert said == f"{name}_owner owns the database {name}, {name} serves, {name}_relay publishes.\n"
    made = database.state()
    with database.connect() as session:
        assert session.execute(OWNED, [name]).fetchone() == (0,)

    database.run("make_roles", **database.three)
    database.run("migrate", "-v0", **database.three)
    database.run("migrate", "-v0")  # as who serves does, without the owner's password
    assert database.state() == made

    database.run("shell", "-v0", "-c", ONE_ASSET.replace("BTC", "ETH"))
    assert database.run("shell", "-v0", "-c", COUNTS) == f"{name} 2 2\n"
    assert "permission denied for table registry_change" in database.run("shell", "-v0", "-c", FORGE, code=1)


def test_a_new_database_is_granted_by_its_first_migration(database):
    said = database.run("make_roles", **database.three)
    assert said.splitlines()[1] == "The schema is not current: `manage.py migrate` makes it, and grants."
    problem = database.run("migrate", "-v0", code=1)
    assert problem.startswith(
        "CommandError: only the owner of the schema migrates (CQI_DATABASE_OWNER_USERNAME)"
    )
    database.run("migrate", "-v0", **database.three)
    database.run("shell", "-v0", "-c", ONE_ASSET)


def test_without_an_owner_there_is_nothing_to_make(database):
    problem = database.run("make_roles", code=1)
    assert problem == (
        "CommandError: database.owner_username (CQI_DATABASE_OWNER_USERNAME): the owner must be named\n"
    )


def test_nobody_else_can_make_them(database):
    problem = database.run("make_roles", "--username", "nobody-there", code=1, **database.three)
    assert problem.startswith("PostgreSQL does not let nobody-there in: ")


def test_passwords_are_those_of_the_configuration(database):
    """The statement that sets one holds what the server keeps, not the password."""
    passwords = {"CQI_DATABASE_OWNER_PASSWORD": "correct horse", "CQI_DATABASE_PASSWORD": "battery staple"}
    database.run("make_roles", **database.three, **passwords)
    with database.connect() as session:
        kept = dict(session.execute("SELECT rolname, rolpassword FROM pg_authid").fetchall())
    assert kept[f"{database.name}_owner"].startswith("SCRAM-SHA-256$")
    assert kept[database.name].startswith("SCRAM-SHA-256$")
    assert kept[f"{database.name}_relay"] is None


def test_who_may_make_roles_and_owns_the_database_is_enough(database):
    with database.connect() as session:
        session.execute("CREATE ROLE maker LOGIN CREATEROLE CREATEDB")
        try:
            session.execute(sql.SQL("ALTER DATABASE {} OWNER TO maker").format(sql.Identifier(database.name)))
            with database.connect(user="maker") as own:
                own.execute("CREATE TABLE kept (n int)")
                assert not make_roles(own, database.roles, GRANTS)
            assert session.execute(OWNED, ["maker"]).fetchone() == (0,)
            assert not session.execute("SELECT FROM pg_database WHERE datdba = 'maker'::regrole").fetchall()
        finally:
            session.execute("DROP OWNED BY maker")
            session.execute("DROP ROLE maker")


@pytest.mark.parametrize(
    ("application", "before", "problem"),
    [
        (
            SUPERUSER,
            "",
            "The role postgres is a superuser or makes roles, so nothing holds it: name another one.",
        ),
        ("{0}", "ALTER ROLE {0} CREATEROLE", "The role {0} is a superuser or makes roles"),
        (
            "{0}_relay",
            "",
            "Owner, application and relay must be three roles, not {0}_owner, {0}_relay, {0}_relay.",
        ),
        (
            "{0}",
            "CREATE ROLE {0}_owner; CREATE ROLE {0}_relay; GRANT {0}_owner TO {0}_relay; GRANT {0}_relay TO {0}",
            "The role {0} is a member of {0}_owner through another role: it must be none.",
        ),
    ],
)
def test_a_role_that_would_not_be_held_is_refused(database, application, before, problem):
    name, roles = database.name, database.roles
    with database.connect() as session:
        if before:
            session.execute(before.format(name))
        unchanged = database.state()
        wrong = Roles(roles.owner, Role(application.format(name), ""), roles.relay)
        with pytest.raises(StartError) as caught:
            make_roles(session, wrong, GRANTS)
    assert str(caught.value).startswith(problem.format(name))
    assert database.state() == unchanged
