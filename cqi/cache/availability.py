"""Whether Redis may be asked, and whether its answers may be believed."""

import math
import threading
import time
from collections.abc import Callable

import structlog
from prometheus_client import Counter
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

PAUSE_SECONDS = 0.5

FAILURES = Counter(
    "cqi_cache_failures_total", "Operations of the cache that Redis did not answer", ["operation"]
)


class Availability:
    """What one process knows of its Redis.

    After a failure Redis is paused: nobody asks it until a thread has found that it answers again.  So of a Redis
    that hangs each call waits at most once, and those that come later do not wait at all.

    It is trusted while somebody knows that it was told all changes.  Where nobody asks that, it is.
    """

    def __init__(self, probe: Callable[[], object]) -> None:
        """`probe` raises RedisError while Redis does not do what it is needed for."""
        self._probe = probe
        self._trusted_until = math.inf
        self._lock = threading.Lock()
        self.is_paused = False

    @property
    def is_trusted(self) -> bool:
        """Whether Redis, and what was made of its answers, may be believed now."""
        return time.monotonic() < self._trusted_until

    def trust(self, until: float) -> None:
        """Believe what it answers up to this moment of time.monotonic().  Each call takes the place of the last."""
        self._trusted_until = until

    def distrust(self) -> None:
        """Believe nothing until the next `trust`."""
        self._trusted_until = -math.inf

    def failed(self, operation: str, error: RedisError) -> None:
        """Count a failure, and pause; it is logged once a pause."""
        FAILURES.labels(operation).inc()
        with self._lock:
            if self.is_paused:
                return
            self.is_paused = True
        log.warning("cache_unavailable", operation=operation, error=type(error).__name__)
        threading.Thread(target=self._keep_probing, name="cache-probe", daemon=True).start()

    def _keep_probing(self) -> None:
        while self.is_paused:
            time.sleep(PAUSE_SECONDS)
            try:
                self._probe()
            except RedisError:
                continue
            self.is_paused = False
            log.info("cache_available_again")
