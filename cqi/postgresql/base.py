"""The backend, where Django looks for it."""

import select
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from psycopg_pool import ConnectionPool

KEPT_SECONDS = 1.0
"""So long a thread that is never idle keeps a connection from the pool, which checks and renews what is idle."""


class MomentLoader(BaseTzLoader):  # type: ignore[misc]  # Django has no types
    """Reads a moment of a session in UTC.

    Django's own reader goes by a regular expression in Python, which takes a seventh of the time of a page of rows.
    """

    timezone = UTC

    def load(self, data: Any) -> Any:
        try:
            return datetime.fromisoformat(str(data, "ascii"))
        except ValueError:
            return super().load(data)  # it says what is wrong with it


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's backend, but it asks nothing of a connection from the pool while the server is silent on it.

    Django has the pool ask the server at the start of each call (`CONN_HEALTH_CHECKS`), so that a call of one
    statement waits twice.  The pool then also pauses after each dead connection, and after a failover all are dead.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.gathered: dict[Callable[[list[Any]], None], list[Any]] = {}
        """What the hooks of a commit leave for the end of it (`cqi.database.together_on_commit`)."""
        self.is_wanted: Callable[[], bool] = lambda: False
        """Whether this thread has another call to begin at once (`cqi.database.keep_connection_while`)."""
        self._is_kept = False

    def run_and_clear_commit_hooks(self) -> None:
        try:
            super().run_and_clear_commit_hooks()
        finally:
            gathered, self.gathered = self.gathered, {}
            for take, items in gathered.items():
                take(items)

    def close_if_unusable_or_obsolete(self) -> None:
        """Django asks at the beginning and at the end of each call: from one to the next it may be kept.

        To give it back and to take it again takes a tenth of the processor time of a trade check.
        """
        was_kept, self._is_kept = self._is_kept, False
        if (was_kept or self.is_wanted()) and self._can_be_kept():
            self._is_kept = not was_kept
        else:
            super().close_if_unusable_or_obsolete()

    def close_if_kept(self) -> None:
        """Give back what was kept for a call that did not come."""
        if self._is_kept:
            self._is_kept = False
            self.close()

    def _can_be_kept(self) -> bool:
        """Whether it is as it was when it was taken, not long ago: the pool looks after what it is given back."""
        return (
            self.connection is not None
            and not self.errors_occurred
            and not self.in_atomic_block
            and self.get_autocommit() == self.settings_dict["AUTOCOMMIT"]
            and self.close_at is not None
            and time.monotonic() < self.close_at + KEPT_SECONDS
            and is_alive(self.connection)
        )

    def get_connection_params(self) -> Any:
        params = super().get_connection_params()
        known = params["context"]
        if (
            self.timezone is UTC
            and known.get_loader(base.TIMESTAMPTZ_OID, psycopg.pq.Format.TEXT) is not MomentLoader
        ):
            known.register_loader("timestamptz", MomentLoader)
        return params

    def get_new_connection(self, conn_params: Any) -> Any:
        given = super().get_new_connection(conn_params)
        while self.pool is not None and not is_alive(given):
            given.close()
            self.pool.putconn(given)
            given = super().get_new_connection(conn_params)
        return given


def is_alive(connection: Any) -> bool:
    """Whether a connection from the pool can be used.

    A server sends something on an idle connection when it ends it, and seldom otherwise.  Only then it is asked.
    """
    said = select.poll()
    said.register(connection, select.POLLIN)
    if not said.poll(0):
        return True
    try:
        ConnectionPool.check_connection(connection)
    except psycopg.Error:
        return False
    return True
