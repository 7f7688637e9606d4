"""The thread that hashes new changes into the chain while a program serves."""

import threading

import structlog
from django.db import connection

from cqi.errors import CqiError
from registry.services.sealing import seal_history

log = structlog.get_logger(__name__)

EVERY_SECONDS = 60.0
"""A forged change can be hidden only within this time of its commit."""


def keep_sealing() -> None:
    """Seal the history now and then; several processes at once make one chain."""
    pause = threading.Event()
    while not pause.wait(EVERY_SECONDS):
        try:
            seal_history()
        except CqiError as error:
            log.error("history_not_sealed", error=str(error))  # noqa: TRY400  the sentence says it all
        except Exception:  # whatever is wrong, it is tried again
            log.exception("history_not_sealed")
        finally:
            # While the thread waits, calls can have its connection.
            connection.close()
