"""The three roles of PostgreSQL: the owner of the schema, the application, and the relay.

The application and the relay may do what a service's grants say, and own nothing.  So neither takes down what the
owner has put up, such as a trigger.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import errors, sql

from cqi.config import Database
from cqi.startup import StartError

GRANTS_LOCK = 4_180_263_911
"""The advisory lock of who makes roles or grants: PostgreSQL refuses two who grant on one table at a time."""

DANGEROUS = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = %s"

# What belongs to who makes the roles, or to the application: schemas; tables, with what hangs on them; views;
# sequences; functions.  What an extension has brought stays with it.
MOVE = """
DO $move$
DECLARE
    owner constant regrole := to_regrole(quote_ident({owner}));
    before constant regrole[] := ARRAY[current_user::regrole, to_regrole(quote_ident({application}))];
    command text;
BEGIN
    FOR command IN
        SELECT format('ALTER SCHEMA %I OWNER TO %s', nspname, owner) FROM pg_namespace
        WHERE nspowner = ANY (before) AND nspname !~ '^pg_' AND nspname <> 'information_schema'
        UNION ALL
        SELECT format('ALTER %s %s OWNER TO %s', kind, pg_class.oid::regclass, owner)
        FROM pg_class JOIN (
            VALUES ('r'::"char", 'TABLE'), ('p', 'TABLE'), ('S', 'SEQUENCE'), ('v', 'VIEW'),
                ('m', 'MATERIALIZED VIEW')
        ) AS kinds (relkind, kind) USING (relkind)
        WHERE relowner = ANY (before) AND relnamespace::regnamespace::text !~ '^(pg_|information_schema$)'
        AND NOT EXISTS (
            SELECT FROM pg_depend
            WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype IN ('a', 'i', 'e')
        )
        UNION ALL
        SELECT format('ALTER ROUTINE %s OWNER TO %s', pg_proc.oid::regprocedure, owner) FROM pg_proc
        WHERE proowner = ANY (before) AND pronamespace::regnamespace::text !~ '^(pg_|information_schema$)'
        AND NOT EXISTS (
            SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e'
        )
    LOOP
        EXECUTE command;
    END LOOP;
END $move$
"""


@dataclass(frozen=True)
class Role:
    """A role, and the password that it is to have; where that is empty, what it has stays."""

    name: str
    password: str


@dataclass(frozen=True)
class Roles:
    """Who owns the schema, who serves, and who publishes."""

    owner: Role
    application: Role
    relay: Role

    @classmethod
    def configured(cls, database: Database) -> Self | None:
        """None where no owner is configured: one role then does everything."""
        if database.owner_username is None:
            return None
        return cls(
            Role(database.owner_username, database.owner_password.get_secret_value()),
            Role(database.username, database.password.get_secret_value()),
            Role(database.relay_username, database.relay_password.get_secret_value()),
        )


@contextmanager
def as_owner() -> Iterator[None]:
    """Inside, this thread's connection is the owner's, where one is configured."""
    settings = connections[DEFAULT_DB_ALIAS].settings_dict
    if settings["OWNER"] is None or settings["OWNER"]["USER"] == settings["USER"]:
        yield
        return
    with as_role(**settings["OWNER"]):
        yield


@contextmanager
def as_role(**named: str) -> Iterator[None]:
    """Inside, this thread's connection is that of this `USER` with its `PASSWORD`; other threads keep theirs."""
    usual = connections[DEFAULT_DB_ALIAS]
    options = {name: value for name, value in usual.settings_dict["OPTIONS"].items() if name != "pool"}
    own = type(usual)({**usual.settings_dict, **named, "OPTIONS": options}, DEFAULT_DB_ALIAS)
    connections[DEFAULT_DB_ALIAS] = own
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = usual
        own.close()


def connected_as(username: str, database: Database) -> psycopg.Connection[Any]:
    """A session of its own, for who makes roles; its password is where libpq looks: PGPASSWORD or ~/.pgpass.

    Raises StartError where PostgreSQL lets nobody in so.
    """
    try:
        return psycopg.connect(
            host=database.host,
            port=database.port,
            user=username,
            dbname=database.database,
            connect_timeout=5,
            autocommit=True,
        )
    except psycopg.OperationalError as error:
        raise StartError(f"PostgreSQL does not let {username} in: {error}") from error


def are_made(session: psycopg.Connection[Any], roles: Roles) -> bool:
    """Whether `make_roles` has been here: it gives the database to the owner."""
    query = "SELECT pg_get_userbyid(datdba) = %s FROM pg_database WHERE datname = current_database()"
    return session.execute(query, [roles.owner.name]).fetchone() == (True,)


def make_roles(session: psycopg.Connection[Any], roles: Roles, grants: str) -> bool:
    """Make the roles that are absent, give the owner what is in the database, and grant: all of it or nothing.

    The session is that of a superuser, or of who may make roles and owns the database.  Returns whether there was
    a schema to grant on.  Raises StartError where a role cannot be what it is to be.
    """
    others = (roles.application, roles.relay)
    names = [roles.owner.name, *(role.name for role in others)]
    if len({*names}) < len(names):
        raise StartError(f"Owner, application and relay must be three roles, not {', '.join(names)}.")
    owner, database = sql.Identifier(roles.owner.name), sql.Identifier(session.info.dbname)
    with session.transaction():
        session.execute("SELECT pg_advisory_xact_lock(%s)", [GRANTS_LOCK])
        for role in (roles.owner, *others):
            _make_role(session, role)
        for role in others:
            _keep_apart(session, role.name, roles.owner.name)
        if session.execute("SHOW is_superuser").fetchone() != ("on",):
            session.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(owner))
        # First the database: its owner is who may make tables in the schema public, and so may be given some.
        session.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(database, owner))
        moved = {"owner": sql.Literal(roles.owner.name), "application": sql.Literal(roles.application.name)}
        session.execute(sql.SQL(MOVE).format(**moved))
        session.execute(sql.SQL("SET LOCAL ROLE {}").format(owner))
        return grant(session, roles, grants)


def _make_role(session: psycopg.Connection[Any], role: Role) -> None:
    name = sql.Identifier(role.name)
    match session.execute(DANGEROUS, [role.name]).fetchone():
        case None:
            session.execute(sql.SQL("CREATE ROLE {} LOGIN").format(name))
        case (True,):
            raise StartError(
                f"The role {role.name} is a superuser or makes roles, so nothing holds it: name another one."
            )
    if role.password:
        # What the server keeps is made of the password here: a statement may be logged.
        kept = session.pgconn.encrypt_password(role.password.encode(), role.name.encode(), b"scram-sha-256")
        session.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(kept.decode())))


def _keep_apart(session: psycopg.Connection[Any], name: str, owner: str) -> None:
    session.execute(sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(owner), sql.Identifier(name)))
    if session.execute("SELECT pg_has_role(%s, %s, 'MEMBER')", [name, owner]).fetchone() != (False,):
        raise StartError(f"The role {name} is a member of {owner} through another role: it must be none.")


def grant(session: psycopg.Connection[Any], roles: Roles, grants: str) -> bool:
    """Grant what a service's text of grants says, and revoke what it does not say; the session is the owner's.

    The text is SQL with the names {owner}, {application}, {relay} and {database}.  Returns False, and changes
    nothing, where what it names is not there yet: the last migration has not been there.
    """
    names = {
        "owner": roles.owner.name,
        "application": roles.application.name,
        "relay": roles.relay.name,
        "database": session.info.dbname,
    }
    said = sql.SQL(grants).format(**{name: sql.Identifier(value) for name, value in names.items()})
    try:
        with session.transaction():
            session.execute("SELECT pg_advisory_xact_lock(%s)", [GRANTS_LOCK])
            session.execute(said)
    except (errors.UndefinedTable, errors.InvalidSchemaName):
        return False
    return True
