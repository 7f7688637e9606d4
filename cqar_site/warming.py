"""The thread that loads what is used most into the cache at a start, and from then on notes what that is."""

import threading
from collections.abc import Callable

import structlog
from django.db import connection

from registry.services.warming import add_uses, warm

log = structlog.get_logger(__name__)

ADDED_EVERY_SECONDS = 60.0


def keep_warm() -> None:
    """Load what is used most, then add now and then what was used since."""
    if (loaded := without_failing(warm)) is not None:
        log.info("cache_warmed", entries=loaded)
    pause = threading.Event()
    while not pause.wait(ADDED_EVERY_SECONDS):
        without_failing(add_uses)


def without_failing(work: Callable[[], int | None]) -> int | None:
    """What it returns; a failure is logged, since reads are right without it."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001
        log.warning("cache_not_warmed", error=str(error))
        return None
    finally:
        # While the thread waits, calls can have its connection.
        connection.close()
