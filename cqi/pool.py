"""Keeping the pool of database connections sound beside the calls.

psycopg's pool checks a connection when it is asked for, and waits longer and longer between the dead ones
that it meets: after a failover callers were refused for 20 seconds, though the database was back at once.
Checked here, all of the dead are replaced together.  While the database does not answer at all, the check
holds what is idle: callers are refused after the pool's timeout, and do not hang with a connection.
"""

import threading
from typing import Any

import structlog
from django.db import connection

log = structlog.get_logger(__name__)

SECONDS = 1.0


def keep_sound() -> None:
    """Check what is idle in the pool every second, until the process ends."""
    threading.Thread(target=check_for_ever, name="pool", daemon=True).start()


def check_for_ever() -> None:
    pause = threading.Event()
    while not pause.wait(SECONDS):
        check()


def check() -> None:
    pool: Any = connection.pool  # type: ignore[attr-defined]  # of PostgreSQL's connections
    if pool is None or pool.closed:
        return
    try:
        pool.check()
    except Exception:  # whatever is wrong with it now, it is checked again in a second
        log.exception("pool_check_failed")
