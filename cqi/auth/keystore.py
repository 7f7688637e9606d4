"""An issuer's public keys, read again and again in the background.

An issuer that is down, or answers nonsense, must not lock everybody out: the last good keys stay.
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
)

import structlog
from prometheus_client import Gauge

from cqi.auth.keysets import KeySet, UnusableKeys, keys_of_jwks, keys_of_pem

log = structlog.get_logger(__name__)

KEYS_READ = Gauge(
    "cqi_token_keys_read_timestamp_seconds", "When the public keys of tokens were last read; 0 is never"
)
KEYS_UNREADABLE = Gauge(
    "cqi_token_keys_unreadable",
    "1 while the public keys of tokens cannot be read and the last good ones stay",
)

SOONEST_SECONDS = 5.0
"""The time between two reads, at least.  Anybody can send tokens that name unknown keys, and so ask for a read."""
RETRY_SECONDS = 15.0
"""The time until the next read, after one that failed."""
ANSWER_SECONDS = 5.0
LONGEST_KEY_SET = 256 * 1024


class KeyStore:
    """The keys of one issuer, as they were last read."""

    def __init__(
        self,
        read: Callable[[], KeySet],
        refresh_seconds: float,
        *,
        soonest_seconds: float = SOONEST_SECONDS,
    ) -> None:
        """Read the keys now, and from then on in a thread."""
        self.keys = KeySet()
        """Replaced by another object only when a read brought other keys."""
        self._read, self._refresh_seconds, self._soonest_seconds = read, refresh_seconds, soonest_seconds
        self._failing = False
        self._wanted, self._closing = threading.Event(), threading.Event()
        self._refresh()
        self._thread = threading.Thread(target=self._keep_reading, name="token-keys", daemon=True)
        self._thread.start()

    def refresh_soon(self) -> None:
        """A token names a key that is not known: the issuer may have a new one."""
        self._wanted.set()

    def close(self) -> None:
        """End the thread."""
        self._closing.set()
        self._wanted.set()
        self._thread.join()

    def _keep_reading(self) -> None:
        while not self._closing.wait(self._soonest_seconds):
            pause = min(RETRY_SECONDS, self._refresh_seconds) if self._failing else self._refresh_seconds
            self._wanted.wait(pause - self._soonest_seconds)
            self._wanted.clear()
            if not self._closing.is_set():
                self._refresh()

    def _refresh(self) -> None:
        try:
            keys = self._read()
        except Exception as error:  # noqa: BLE001  whatever is wrong with the answer, the last good keys stay
            if not self._failing:
                log.warning("token_keys_unreadable", error=f"{type(error).__name__}: {error}")
            self._note(failing=True)
            return
        KEYS_READ.set_to_current_time()
        if keys != self.keys:
            self.keys = keys
            log.info("token_keys_changed", kids=[key.kid for key in keys.keys])
        elif self._failing:
            log.info("token_keys_readable")
        self._note(failing=False)

    def _note(self, *, failing: bool) -> None:
        self._failing = failing
        KEYS_UNREADABLE.set(failing)


def keys_in(path: Path) -> KeySet:
    """The keys of a file: a key set in JSON, or one key in PEM.  Raises UnusableKeys or OSError."""
    text = path.read_bytes()
    return keys_of_jwks(text) if text.lstrip().startswith(b"{") else keys_of_pem(text)


def keys_at(url: str, seconds: float = ANSWER_SECONDS) -> KeySet:
    """The key set that an issuer publishes.  Raises UnusableKeys or OSError."""
    give_up = time.monotonic() + seconds
    body = b""
    try:
        with _opener().open(url, timeout=seconds) as response:
            # A server that sends a byte now and then would hold a read without a limit for hours.
            while chunk := response.read1(LONGEST_KEY_SET):
                body += chunk
                if len(body) > LONGEST_KEY_SET:
                    raise UnusableKeys(f"has more than {LONGEST_KEY_SET} bytes")
                if time.monotonic() > give_up:
                    raise UnusableKeys(f"took more than {seconds} seconds")
    except HTTPError as error:
        with error:
            raise UnusableKeys(f"is not there: status {error.code}") from None
    return keys_of_jwks(body)


def _opener() -> OpenerDirector:
    """HTTP and nothing around it: a redirect could lead from https to http, or to a host that nobody named."""
    opener = OpenerDirector()
    for handler in (ProxyHandler, HTTPHandler, HTTPSHandler, HTTPDefaultErrorHandler, HTTPErrorProcessor):
        opener.add_handler(handler())
    return opener
