"""What stands between those who log and the log: a bounded queue, and a thread that writes.

A pipe whose reader is stuck, and a disk that hangs, would hold up whoever logs, the event loop too.  So whoever
logs leaves a text here and goes on.  Where the thread cannot write, the oldest texts are dropped and counted.
"""

import os
import sys
import threading
import time
from collections import deque
from functools import cache
from io import TextIOBase
from typing import IO

import structlog
from prometheus_client import Counter

log = structlog.get_logger(__name__)

DROPPED = Counter("cqi_log_lines_dropped", "Log lines that were never written")

MOST_CHARACTERS = 8 * 1024 * 1024
A_WRITE = 64 * 1024
"""The characters that are written at once; what a stuck reader makes wait outside of the queue is no more."""
GATHER_SECONDS = 0.05
"""Lines are written together: to wake the thread for each would cost more than the line."""
TELL_SECONDS = 10.0
FINISH_SECONDS = 1.0
"""What the end of a program waits for whoever reads its log."""


class LogQueue(TextIOBase):
    """A stream that never fails and never waits."""

    def __init__(self, stream: IO[str], most: int = MOST_CHARACTERS) -> None:
        self._stream, self._most = stream, most
        self.start()

    def start(self) -> None:
        """Begin, with a thread that writes.

        A process that was forked begins anew: it has no thread, a lock that perhaps nobody opens again, and a copy
        of lines that the other one writes.
        """
        self._texts: deque[str] = deque()
        self._characters = self._untold = 0
        self._told_at = float("-inf")
        self._is_writing = False
        self._changed = threading.Condition()
        self._has_texts = threading.Event()
        threading.Thread(target=self._keep_writing, name="log", daemon=True).start()

    def write(self, text: str) -> int:
        """Have a line written soon."""
        with self._changed:
            self._texts.append(text)
            self._characters += len(text)
            while self._characters > self._most:
                self._characters -= len(self._texts.popleft())
                self._count_dropped(1)
        if not self._has_texts.is_set():
            self._has_texts.set()
        return len(text)

    def flush(self) -> None:
        """Nothing: who logs does not wait.  `finish` does."""

    def drop(self) -> None:
        """Count a line that somebody else has not written."""
        with self._changed:
            self._count_dropped(1)
        self._has_texts.set()

    def finish(self, seconds: float = FINISH_SECONDS) -> None:
        """Wait until all is written, so long at most."""
        self._tell_dropped()
        with self._changed:
            self._changed.wait_for(lambda: not self._texts and not self._is_writing, seconds)

    def _count_dropped(self, lines: int) -> None:
        DROPPED.inc(lines)
        self._untold += lines

    def _keep_writing(self) -> None:
        while True:
            self._has_texts.wait()
            time.sleep(GATHER_SECONDS)
            self._has_texts.clear()
            while texts := self._take():
                if not self._put("".join(texts)):
                    with self._changed:
                        self._count_dropped(len(texts))
            if time.monotonic() - self._told_at >= TELL_SECONDS:
                self._tell_dropped()

    def _take(self) -> list[str]:
        """The next texts to write.  Without any, who waits for the end is told."""
        taken: list[str] = []
        with self._changed:
            size = 0
            while self._texts and size < A_WRITE:
                taken.append(self._texts.popleft())
                size += len(taken[-1])
            self._characters -= size
            self._is_writing = bool(taken)
            if not taken:
                self._changed.notify_all()
        return taken

    def _put(self, text: str) -> bool:
        """Write; whether that went well.

        It goes round the stream's buffer, whose lock a stuck thread would hold at the end: then Python aborts.
        """
        try:
            try:
                place = self._stream.fileno()
            except OSError:  # it is none of the system's
                self._stream.write(text)
                return True
            left = memoryview(text.encode(errors="backslashreplace"))
            while left:
                try:
                    left = left[os.write(place, left) :]
                except BlockingIOError:  # somebody who shares it has set it so
                    time.sleep(GATHER_SECONDS)
        except (OSError, ValueError):
            return False
        return True

    def _tell_dropped(self) -> None:
        """Tell how many lines are missing, if there are any, in a line of their own."""
        with self._changed:
            lines, self._untold = self._untold, 0
        if lines:
            self._told_at = time.monotonic()
            log.warning("log_lines_dropped", lines=lines)


@cache
def log_queue() -> LogQueue:
    """That of this process, before its standard error."""
    queue = LogQueue(sys.stderr)
    os.register_at_fork(after_in_child=queue.start)
    return queue
