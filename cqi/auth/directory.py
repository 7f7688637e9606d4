"""Who has which credential, in memory: asked on the event loop, read anew from the database all the time.

A thread reads everything every two seconds, so a key that was revoked, a user that was deactivated and a group that
was changed are known within five seconds on every process.  While the database does not answer, what was read last
holds for a limited time; then nobody is known any more.
"""

import threading
import time
from collections.abc import Callable, Mapping
from functools import cache
from hmac import compare_digest

import structlog
from django.conf import settings
from django.db import connection
from prometheus_client import Counter, Gauge
from pydantic import SecretStr

from cqi.auth.caller import Caller, developer
from cqi.auth.keys import digest, parsed_key
from cqi.auth.snapshot import Snapshot, read_snapshot, write_uses
from cqi.config.identity import LONGEST_KEY
from cqi.errors import Unauthenticated, Unavailable

log = structlog.get_logger(__name__)

AGE = Gauge("cqi_auth_directory_age_seconds", "Time since the callers were last read from the database")

REFUSED = Counter("cqi_callers_refused", "Calls by nobody who is known, by what is wrong", ["cause"])

REFRESH_SECONDS = 2.0
_LAST_SECONDS = 1.0
_LOOPBACK = ("ipv4:127.", "ipv6:[::1]", "ipv6:%5B::1%5D", "unix:")


class Directory:
    """The callers by what proves who they are.

    The methods that find a caller do no I/O and take no lock.  They raise Unauthenticated, in the same words
    whatever the cause is, and Unavailable while nothing is known.
    """

    def __init__(
        self, api_keys: Mapping[str, SecretStr], seconds: float, developer: Caller | None = None
    ) -> None:
        """`api_keys` are the configured keys by service; for `seconds` the database may be silent.

        Calls from this machine without a credential are those of `developer`, where one is given.
        """
        self.services = frozenset(api_keys)
        self._configured = tuple(
            (digest(key.get_secret_value()), service) for service, key in api_keys.items()
        )
        self._seconds = seconds
        self._developer = developer
        self._snapshot = Snapshot()
        self._read_at = float("-inf")
        self._used: dict[str, float] = {}
        self._refreshing = threading.Lock()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._keep_current, name="directory", daemon=True)
        self._when_read: Callable[[], None] | None = None
        self._fails = False

    def by_key(self, text: str) -> Caller:
        """The caller whose API key this is."""
        snapshot = self._known()
        if len(text) > LONGEST_KEY or not text.isascii():
            raise refused("malformed")
        if (parts := parsed_key(text)) and (key := snapshot.keys.get(parts[0])):
            if not compare_digest(key.digest, digest(parts[1])):
                raise refused("wrong secret", key=parts[0])
            now = time.time()
            if key.expires_at <= now:
                raise refused("expired", key=parts[0])
            if key.caller is None:
                raise refused(key.why_not, key=parts[0])
            self._used[parts[0]] = now
            return key.caller
        return self._by_configured_key(snapshot, text)

    def _by_configured_key(self, snapshot: Snapshot, text: str) -> Caller:
        given, found = digest(text), None
        for kept, service in self._configured:
            if compare_digest(kept, given):
                found = service
        if found is None:
            raise refused("unknown key")
        if caller := snapshot.services.get(found):
            return caller
        raise refused("no active service account", service=found)

    def by_token_subject(self, name: str) -> Caller:
        """The caller that a token's subject stands for; the token was checked before."""
        if caller := self._known().subjects.get(name):
            return caller
        raise refused("unknown token subject", name=name)

    def by_certificate(self, name: str) -> Caller:
        """The caller that a client certificate's name stands for; the certificate was checked before."""
        if caller := self._known().certificates.get(name):
            return caller
        raise refused("unknown certificate name", name=name)

    def without_credential(self, peer: str) -> Caller:
        """The developer, on whose machine calls from loopback need no credential; elsewhere nobody."""
        if self._developer is None or not peer.startswith(_LOOPBACK):
            raise refused("no credential")
        return self._developer

    def _known(self) -> Snapshot:
        if self.age() > self._seconds:
            raise Unavailable("Nobody can be recognised: the database has not answered for too long.")
        return self._snapshot

    def age(self) -> float:
        """Seconds since the database was asked for what is known now."""
        return time.monotonic() - self._read_at

    def has_keys(self) -> bool:
        """Whether any API key would be taken now."""
        now, known = time.time(), self._snapshot
        return any(key.caller and key.expires_at > now for key in known.keys.values()) or any(
            service in known.services for service in self.services
        )

    def unknown_services(self) -> list[str]:
        """The services that have a key in the configuration and no active account."""
        return sorted(self.services - self._snapshot.services.keys())

    def refresh(self) -> None:
        """Read everything now, and write which keys were used.  Raises what the database raises."""
        with self._refreshing:
            began = time.monotonic()
            snapshot = read_snapshot()
            self._snapshot, self._read_at = snapshot, began
            write_uses(snapshot, dict(self._used))

    def start(self, when_read: Callable[[], None] | None = None) -> None:
        """Keep it current until `stop`, in a thread of its own, which calls `when_read` after its first reading."""
        self._when_read = when_read
        AGE.set_function(self.age)
        self._thread.start()

    def stop(self) -> None:
        """Read no more; a database that does not answer is not waited for."""
        self._stopped.set()
        self._thread.join(_LAST_SECONDS)

    def _keep_current(self) -> None:
        while not self._stopped.wait(REFRESH_SECONDS):
            try:
                try:
                    self.refresh()
                finally:
                    # While the thread waits, calls can have its connection.
                    connection.close()
            except Exception:  # whatever is wrong now, it is tried again
                if not self._fails:
                    log.exception("directory_not_read", age=round(self.age(), 1))
                self._fails = True
            else:
                if self._fails:
                    log.info("directory_read_again")
                self._fails = False
                if when_read := self._when_read:
                    self._when_read = None
                    when_read()


def refused(cause: str, **facts: str) -> Unauthenticated:
    """The same error for every cause: it would tell a stranger what exists.  Logs and metrics have the cause."""
    REFUSED.labels(cause).inc()
    log.debug("not_authenticated", cause=cause, **facts)
    return Unauthenticated()


@cache
def directory() -> Directory:
    """The directory of this process, as configured.  A program that serves calls its `start`."""
    auth = settings.CONFIG.auth
    return Directory(auth.api_keys, auth.directory_seconds, None if auth.require else developer())
