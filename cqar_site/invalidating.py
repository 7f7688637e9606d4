"""The thread that asks what Redis was not told to forget, and tells it, while a program serves."""

import time

import structlog
from django.db import DatabaseError, connection

from registry.reading import cache
from registry.relaying.invalidations import look_and_pay

log = structlog.get_logger(__name__)

ASK_SECONDS = 0.3


def keep_invalidating() -> None:
    """Ask now and then, and pay; what Redis answers is believed only while the answer of the database holds."""
    is_known = True
    while True:
        began = time.monotonic()
        try:
            cache.refuse_earlier_lives()
            look_and_pay()
            is_known = True
        except Exception as error:  # whatever it is, reads go past Redis until an answer comes
            if is_known:
                log.warning(
                    "cache_not_trusted", error=str(error), exc_info=not isinstance(error, DatabaseError)
                )
            is_known = False
        finally:
            # While the thread waits, calls can have its connection.
            connection.close()
        time.sleep(max(0.0, began + ASK_SECONDS - time.monotonic()))
