"""One of several processes does a task: who holds a lock of PostgreSQL, for as long as its session is alive.

    leader = Leader("relay", LOCK, publish_changes)
    threading.Thread(target=leader.run).start()

The lock is an advisory one of a session of its own, which a thread watches: it asks the server every two seconds
and waits four for the answer, so that a connection whose other end is gone or frozen is noticed.  The server
for its part ends the session of a process that is gone, frozen or cut off.  So a standby takes over in under
ten seconds, whatever has happened to the leader.

A leader that was frozen can be at work for a moment after another has taken over.  Its work must bear that.
"""

import select
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import structlog
from django.db import connection
from prometheus_client import Gauge
from psycopg.pq import ExecStatus

from cqi.database import leads_to_postgresql, set_limits
from cqi.startup import StartError

log = structlog.get_logger(__name__)

WATCH_SECONDS = 2.0
ANSWERED_SECONDS = 4.0
"""The most that the server may take to answer; one that is busy answers in milliseconds."""
STANDBY_SECONDS = 0.5
"""Between two tries of a standby."""
AGAIN_SECONDS = 1.0
"""The pause after a failure, such as a server that is away."""

SESSION = {
    # A frozen process acknowledges what it is sent, but asks nothing any more.
    "idle_session_timeout": "6s",
    # A machine that is gone, or cut off.
    "tcp_keepalives_idle": "2",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "2",
    "tcp_user_timeout": "6000",
    # The thread waits no longer for any answer.
    "statement_timeout": f"{ANSWERED_SECONDS:.0f}s",
}
"""What the server is told about the session; one of PostgreSQL's settings that it does not know is left."""

LEADING = Gauge("cqi_leading", "Whether this process is the one that does the task", ["task"])


class NoAnswer(psycopg.OperationalError):
    """the server did not answer in time"""

    def __str__(self) -> str:
        return str(self.__doc__)


class Turn:
    """The time in which a process leads.  Work looks at `over` as often as it begins something."""

    def __init__(self) -> None:
        self.over = threading.Event()
        """Set when the lock is lost, or when the process is to stop."""


class Leader:
    """A process that does the task whenever it holds the lock.

    `work` is called with each turn and returns soon after that is over.  What it raises is logged, and the turn
    is given up and tried for again.  `role` can name another `user` and `password` than the application's.
    """

    def __init__(self, task: str, lock: int, work: Callable[[Turn], None], **role: str) -> None:
        self.task, self.lock, self.work, self.role = task, lock, work, role
        self._stopped = threading.Event()
        self._turn: Turn | None = None
        LEADING.labels(task).set(0)

    def run(self) -> None:
        """Lead, or stand by, until `stop`."""
        while not self._stopped.is_set():
            try:
                with session_for(self.task, **self.role) as session:
                    if self._gets_lock(session):
                        self._lead(session)
            except (psycopg.OperationalError, StartError) as error:
                log.warning("leading_interrupted", task=self.task, error=str(error).strip())
                self._stopped.wait(AGAIN_SECONDS)
            except Exception:  # whatever it is, the task must be done by somebody
                log.exception("leading_failed", task=self.task)
                self._stopped.wait(AGAIN_SECONDS)

    def stop(self) -> None:
        """End the turn, if there is one, and try for none any more.  Not to be called by a signal's handler."""
        self._stopped.set()
        if (turn := self._turn) is not None:
            turn.over.set()

    def _gets_lock(self, session: psycopg.Connection[Any]) -> bool:
        """Wait for the lock; False if the process is to stop before it gets it."""
        question = f"SELECT pg_try_advisory_lock({self.lock:d})".encode()
        while ask_in_time(session, question) != b"t":
            if self._stopped.wait(STANDBY_SECONDS):
                return False
        return True

    def _lead(self, session: psycopg.Connection[Any]) -> None:
        turn = self._turn = Turn()
        if self._stopped.is_set():
            return
        watcher = threading.Thread(target=self._watch, args=[session, turn], name=f"{self.task} watch")
        watcher.start()
        log.info("leading_began", task=self.task)
        LEADING.labels(self.task).set(1)
        try:
            self.work(turn)
        finally:
            turn.over.set()
            LEADING.labels(self.task).set(0)
            watcher.join()
            log.info("leading_ended", task=self.task)

    def _watch(self, session: psycopg.Connection[Any], turn: Turn) -> None:
        try:
            while not turn.over.wait(WATCH_SECONDS):
                ask_in_time(session, b"SELECT 1")
        except psycopg.OperationalError as error:
            log.warning("leading_lost", task=self.task, error=str(error).strip())
        finally:
            turn.over.set()


@contextmanager
def session_for(task: str, **role: str) -> Iterator[psycopg.Connection[Any]]:
    """A session of its own on the database.  Raises psycopg.OperationalError, and StartError behind a pooler."""
    params = connection.get_connection_params() | role
    params["application_name"] = f"{params.get('application_name', '')} {task}".strip()
    params.pop("pool", None)
    # Not the connection's own context: it would commit at the end, and wait for a server that is frozen.
    with closing(psycopg.connect(**params, autocommit=True)) as session:
        if not leads_to_postgresql(session):
            raise StartError("a session's lock needs PostgreSQL itself, and this is a pooler")
        set_limits(session, SESSION)
        yield session


def ask_in_time(session: psycopg.Connection[Any], question: bytes) -> bytes | None:
    """The one value that the server answers with.  Raises psycopg.OperationalError, also where it takes too long.

    psycopg itself waits for an answer as long as the connection stands, and a frozen server keeps it.
    """
    server, until = session.pgconn, time.monotonic() + ANSWERED_SECONDS
    server.send_query(question)
    waiting = select.poll()
    waiting.register(server.socket, select.POLLIN)
    answer = None
    while True:
        while server.is_busy():
            if not waiting.poll(max(until - time.monotonic(), 0) * 1000):
                raise NoAnswer
            server.consume_input()
        if (result := server.get_result()) is None:
            return answer
        if result.status != ExecStatus.TUPLES_OK:
            raise psycopg.OperationalError(result.error_message.decode(errors="replace"))
        answer = result.get_value(0, 0)
