"""What the processes of a service tell each other through Redis, and up to when all of it has been heard.

What is told on a connection comes in the order in which Redis took it.  So each process tells itself something too,
its beat: once it hears a beat, it has heard everything that was told before the beat was sent.  A beat is a write,
because a Redis that refuses writes may have refused what others had to tell.

The listening side belongs to the event loop and never waits.  A thread connects and beats.
"""

import secrets
import select
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import hiredis
from redis import RedisError

from cqi.event_loop import event_loop

BEAT_SECONDS = 0.2
SILENT_SECONDS = 0.5
"""So long no beat may be missing."""

BEAT = """
redis.call('SET', KEYS[1], ARGV[1], 'EX', 10)
redis.call('PUBLISH', KEYS[1], ARGV[1])
"""


class Subscription:
    """One process's ear on one channel."""

    def __init__(
        self,
        client: Callable[[], Any],
        channel: str,
        *,
        hear: Callable[[bytes], None],
        lose: Callable[[], None],
        failed: Callable[[RedisError], None],
    ) -> None:
        """With a function that gives a client of Redis.

        On the loop `hear` gets each message, and `lose` is called when some may have been missed.
        In the thread `failed` gets what keeps Redis from being reached.
        """
        self._client, self._channel = client, channel
        self._hear, self._lose, self._failed = hear, lose, failed
        self._own = f"{channel}:{secrets.token_hex(8)}"
        self._connection: Any = None
        self._complete_at = float("-inf")
        self._stopped = threading.Event()

    def start(self) -> None:
        """Listen until `stop`."""
        self._loop = event_loop()
        threading.Thread(target=self._keep_beating, name="subscription", daemon=True).start()

    def stop(self) -> None:
        """Beat no more, so that nothing is heard from now on."""
        self._stopped.set()

    @property
    def is_complete(self) -> bool:
        """Whether all has been heard that was told until a moment ago."""
        return time.monotonic() - self._complete_at <= SILENT_SECONDS

    def listen(self) -> bool:
        """Hear what has arrived, and say whether it `is_complete`.  On the loop."""
        now = time.monotonic()
        for _, channel, message in self._arrived():
            if channel != self._own.encode():
                self._hear(message)
                continue
            if now - self._complete_at > SILENT_SECONDS:
                self._lose()
            self._complete_at = float(message)
        if not (is_complete := self.is_complete):
            self._lose()
        return is_complete

    def _arrived(self) -> Iterator[Any]:
        """What Redis sent, without waiting for more."""
        while self._connection is not None and self._readable.poll(0):
            try:
                data = self._socket.recv(65536)
            except OSError:
                data = b""
            if not data:
                self._leave()
                return
            self._reader.feed(data)
            while (reply := self._reader.gets()) is not False:
                # Other replies say that the subscription has begun, or that it was refused.
                if isinstance(reply, list) and reply[0] == b"message":
                    yield reply

    def _take(self, connection: Any) -> None:
        """Listen on this connection from here on; what came between is lost."""
        self._leave()
        self._connection, self._socket = connection, connection._sock  # redis-py does not give it away
        self._reader = hiredis.Reader()
        self._readable = select.poll()
        self._readable.register(self._socket, select.POLLIN)

    def _leave(self) -> None:
        if self._connection is not None:
            self._connection.disconnect()
        self._connection, self._complete_at = None, float("-inf")

    def _keep_beating(self) -> None:
        while not self._stopped.wait(BEAT_SECONDS):
            # A log that nobody reads any more must not end it.
            with suppress(OSError, ValueError):
                try:
                    if self._connection is None:
                        self._loop.call_soon_threadsafe(self._take, self._connect())
                    self._beat()
                except RedisError as error:
                    self._failed(error)
                self._loop.call_soon_threadsafe(self.listen)
        self._loop.call_soon_threadsafe(self._leave)

    def _connect(self) -> Any:
        # Not one of the pool's: it never goes back.
        pool = self._client().connection_pool
        connection = pool.connection_class(**pool.connection_kwargs)
        connection.connect()
        connection.send_command("SUBSCRIBE", self._channel, self._own)
        return connection

    def _beat(self) -> None:
        sent_at = repr(time.monotonic())
        self._client().register_script(BEAT)(keys=[self._own], args=[sent_at])
