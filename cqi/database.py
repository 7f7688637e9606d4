"""PostgreSQL as calls and commands use it: how long it may take, what it refused, and the pool of connections.

What a caller waits for is bounded. What nobody waits for, such as a migration, is not.
"""

import math
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any, Self

import psycopg
import structlog
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from psycopg.rows import TupleRow

from cqi.errors import DeadlinePassed
from cqi.startup import StartError

log = structlog.get_logger(__name__)

LONGEST_STATEMENT_MS = 15_000
LIMITS = {
    "statement_timeout": f"{LONGEST_STATEMENT_MS}ms",
    # A caller that waits this long for another call's lock is told to retry, and its thread is free again.
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "30s",
    # Less than a tombstone in the cache lives (tests/site/test_database.py). PostgreSQL has it from 17 on.
    "transaction_timeout": "55s",
}
UNHURRIED = {**dict.fromkeys(LIMITS, "0"), "lock_timeout": "60s"}

_SET_KNOWN = """
SELECT name, setting, set_config(name, value, false)
FROM unnest(%s::text[], %s::text[]) AS wanted (name, value) JOIN pg_settings USING (name)
"""

_unhurried: ContextVar[bool] = ContextVar("unhurried", default=False)

_LIMIT_STATEMENTS = "SELECT set_config('statement_timeout', %s, true)"

IN_THE_WAY = frozenset({"40001", "40P01", "55P03"})
"""Serialization failure, dead-lock, lock timeout: another change was in the way, a second try may succeed."""

NOT_THE_PRIMARY = "25006"
"""What may be done on a primary only was asked of a replica."""

POOL_CHECK_SECONDS = 1.0


class BoundedConnection(psycopg.Connection[Any]):
    """A connection that does everything within the limits."""

    is_direct = True
    """What `leads_to_postgresql` said when it was connected."""

    @classmethod
    def connect(cls, conninfo: str = "", **options: Any) -> Self:
        bounded = super().connect(conninfo, **options)
        set_limits(bounded, LIMITS)
        bounded.is_direct = leads_to_postgresql(bounded)
        return bounded


def leads_to_postgresql(session: psycopg.Connection[Any]) -> bool:
    """Whether the process that answers is the one that PostgreSQL named when it was connected to."""
    return session.execute("SELECT pg_backend_pid()").fetchone() == (session.info.backend_pid,)


def refuse_pooler(connection: Any, **_: Any) -> None:
    """Django calls it for each connection it opens.  Raises StartError for one that leads to a pooler.

    The limits above, prepared statements and advisory locks belong to a session.  A pooler gives the session to
    other clients between two transactions, and this program the session of others.
    """
    session = connection.connection
    # One of the pool was asked when it was made, any other, as a migration's, is asked here.
    is_direct = session.is_direct if isinstance(session, BoundedConnection) else leads_to_postgresql(session)
    if not is_direct:
        raise StartError(
            "CQI_DATABASE_HOST leads to a pooler, such as PgBouncer: it must lead to PostgreSQL itself."
        )


@contextmanager
def unhurried() -> Iterator[None]:
    """Lift the limits of this thread's connection, for migrations and imports; they wait longer for locks.

    One that ends inside another leaves the limits lifted.
    """
    before = set_limits(connection, UNHURRIED)
    token = _unhurried.set(True)
    try:
        yield
    finally:
        _unhurried.reset(token)
        set_limits(connection, before)


def is_unhurried() -> bool:
    """Whether a transaction of this thread may last as long as it likes."""
    return _unhurried.get()


def set_limits(session: Any, limits: Mapping[str, str]) -> dict[str, str]:
    """Set those of the limits that the server knows, and say what they were."""
    with session.cursor() as cursor:
        cursor.execute(_SET_KNOWN, [list(limits), list(limits.values())])
        return {name: before for name, before, _ in cursor.fetchall()}


@contextmanager
def ending_by(moment: float) -> Iterator[None]:
    """A transaction that is over by this moment of time.monotonic().  Raises DeadlinePassed, and leaves nothing.

    The time limit of its statements ends with the transaction.  Kept by the session, it would hit whoever gets the
    connection next.
    """
    with transaction.atomic():
        left = _milliseconds_until(moment)
        if left < LONGEST_STATEMENT_MS:
            connection.cursor().execute(_LIMIT_STATEMENTS, [str(max(math.ceil(left), 1))])
        yield
        if time.monotonic() > moment:
            raise DeadlinePassed


def reading_by(moment: float) -> AbstractContextManager[None]:
    """As `ending_by`, for what only reads.

    Where more time is left than a statement may take at all, no transaction is needed and none is begun.
    """
    return nullcontext() if _milliseconds_until(moment) >= LONGEST_STATEMENT_MS else ending_by(moment)


def _milliseconds_until(moment: float) -> float:
    return (moment - time.monotonic()) * 1000


def together_on_commit(take: Callable[[list[Any]], None], item: Any) -> None:
    """After the commit of this transaction give `take` the item, in one list with all that were to come with it.

    What a savepoint has taken back is not in the list.
    """

    def gather() -> None:
        connection.gathered.setdefault(take, []).append(item)  # type: ignore[attr-defined]  # cqi.postgresql's

    transaction.on_commit(gather)


def keep_connection_while(is_busy: Callable[[], bool]) -> None:
    """Keep this thread's connection from one call to the next where this says that the next one waits already.

    It is given back as before where none waits, after an error, when the server has ended it, and after a second.
    """
    connections[DEFAULT_DB_ALIAS].is_wanted = is_busy  # type: ignore[attr-defined]  # cqi.postgresql's


def give_kept_connection_back() -> None:
    """Of a thread that has nothing to do after all."""
    connections[DEFAULT_DB_ALIAS].close_if_kept()  # type: ignore[attr-defined]  # cqi.postgresql's


class PreparingCursor(psycopg.Cursor[TupleRow]):
    """Has the server parse and plan each statement once a connection; Django's own cursors cannot."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Self:
        return super().execute(query, params, **options, prepare=True)


def array_text(items: Iterable[Any]) -> str:
    """An array of keys or texts as PostgreSQL writes one; the statement casts it, as `%s::uuid[]`.

    psycopg looks at each item of a list for its type, which takes longer than all else it does for a hot statement.
    """
    return f"{{{','.join(map(_item_text, items))}}}"


def _item_text(item: Any) -> str:
    if item is None:
        return "NULL"
    text = str(item).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def rows_of_prepared(sql: str, params: Sequence[Any]) -> list[Any]:
    """The rows of a hot statement, with the values as psycopg reads them.

    It is for statements of which there are few, each in one text: every connection keeps them.  Their plans do
    not depend on the parameters (`plan_cache_mode` in the settings).
    """
    session = connections[DEFAULT_DB_ALIAS]  # looked up once: `connection` does it anew at each attribute
    session.ensure_connection()
    cursor: Any = PreparingCursor(session.connection)
    cursor.format = psycopg.pq.Format.BINARY
    make = session.make_debug_cursor if session.queries_logged else session.make_cursor
    with make(cursor) as wrapped:
        wrapped.execute(sql, params)
        return list(wrapped.fetchall())


def sqlstate(error: Exception) -> str:
    """PostgreSQL's code for an error that Django raised; empty where the server gave no answer."""
    return getattr(error.__cause__, "sqlstate", None) or ""


def keep_pool_sound() -> None:
    """Check the pool's idle connections every second, until the process ends.

    So what is dead is replaced before a call asks for it.

    While the database is frozen the check waits with every idle connection in its hands. So a caller gets
    none, and is refused after the pool's timeout instead of hanging with a dead connection.
    """
    threading.Thread(target=_check_pool_for_ever, name="pool", daemon=True).start()


def _check_pool_for_ever() -> None:
    pause = threading.Event()
    while not pause.wait(POOL_CHECK_SECONDS):
        _check_pool()


def _check_pool() -> None:
    pool: Any = connection.pool  # type: ignore[attr-defined]  # of PostgreSQL's connections
    if pool is None or pool.closed:
        return
    try:
        pool.check()
    except Exception:  # whatever is wrong with it now, it is checked again in a second
        log.exception("pool_check_failed")
