"""Lanes: threads of their own for one kind of work, and a bounded queue before them.

A locked row holds up writes, a slow list holds up lists, and neither holds up a trade check.  What counts is how
many threads can want the interpreter at once, so a lane has few.
"""

import asyncio
import contextvars
import math
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import grpc
from django.conf import settings

from cqi.database import give_kept_connection_back, keep_connection_while
from cqi.errors import DeadlinePassed, LimitExceeded
from cqi.event_loop import event_loop

from .errors import to_status


@dataclass(frozen=True, slots=True)
class AskedState:
    """Which state of the registry a call asks for."""

    past: datetime | int | None = None
    """A time or a revision; None for the present."""
    min_revision: int = 0


OF_NOW = AskedState()

OF_LAST = 0.1
"""The share of the last call in the mean time of a call."""


@dataclass(slots=True)
class Call:
    """What a lane's thread knows of its call.

    The context of grpc.aio belongs to the loop, and a thread must not touch it.
    """

    rpc: str
    ends_at: float
    """The moment, on time.monotonic's clock, from which on nobody waits for the answer."""
    asked: AskedState = OF_NOW
    revision: int | None = None
    """Up to which revision the answer is complete, where the thread that made it knows."""

    def seconds_left(self) -> float:
        return self.ends_at - time.monotonic()


Answer = bytes | grpc.Status
"""A serialized response, or what is told instead of one."""
Work = Callable[[bytes, Call], Answer]

LAST_WORD_SECONDS = 0.1
"""What a thread has after a call's deadline to say by itself that nothing was changed."""
OVER = to_status(DeadlinePassed("its time was over before it was done: whether it was, ask"))
EXPIRED = to_status(LimitExceeded("its time was over before its turn came: retry later"))


class Lane:
    """One kind of work.

    All but `_work` runs on the loop, so the counts need no lock.  A call counts until its thread is done with it,
    also where its caller has gone: a thread cannot be stopped, and is not free before.
    """

    def __init__(self, name: str, threads: int, waiting: int | None) -> None:
        """Without a bound on what waits it refuses nobody."""
        self.name, self.threads = name, threads
        self.most = None if waiting is None else threads + waiting
        self.inside = 0
        self.seconds = 0.0
        """What a call takes, a moving mean."""
        busy = LimitExceeded(f"too many calls of this kind at once ({name}): wait, then retry")
        # Made once: a refusal must cost next to nothing.
        self.refusal: grpc.Status = to_status(busy)
        self._tasks: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def start(self) -> "Lane":
        self._loop = event_loop()
        for number in range(self.threads):
            # Daemons: what outlasts the grace of a stop ends with the process, and is not committed.
            threading.Thread(target=self._work, name=f"{self.name}-{number}", daemon=True).start()
        return self

    def is_full(self, seconds_left: float) -> bool:
        """Whether a call with this much time is refused: the queue is full, or its answer would come too late."""
        before = self.inside - self.threads + 1
        if self.most is None or before <= 0:
            return False
        turns = math.ceil(before / self.threads) + 1
        return self.inside >= self.most or self.seconds * turns >= seconds_left

    async def run(self, work: Work, raw: bytes, call: Call) -> Answer:
        """The work's answer, or the refusal at once where it would come too late."""
        if self.is_full(call.seconds_left()):
            return self.refusal
        done = self._loop.create_future()
        self.inside += 1
        self._tasks.put((done, contextvars.copy_context(), work, raw, call))
        # The thread may be held up by a lock; the caller is not.
        end = self._loop.call_later(call.seconds_left() + LAST_WORD_SECONDS, give_up, done)
        try:
            answer: Answer = await done
        finally:
            end.cancel()
        return answer

    def _work(self) -> None:
        keep_connection_while(lambda: not self._tasks.empty())
        while True:
            done, context, work, raw, call = self._next()
            answer: Answer | Exception = EXPIRED
            seconds = None
            if not done.cancelled() and call.seconds_left() > 0:
                began = time.perf_counter()
                try:
                    answer = context.run(work, raw, call)
                except Exception as error:  # noqa: BLE001  the loop raises it again, and this thread lives on
                    answer = error
                seconds = time.perf_counter() - began
            self._loop.call_soon_threadsafe(self._finish, done, answer, seconds)

    def _next(self) -> Any:
        """The next call.  One that a thread kept its connection for may have gone to another thread of the lane."""
        try:
            return self._tasks.get_nowait()
        except queue.Empty:
            give_kept_connection_back()
            return self._tasks.get()

    def _finish(
        self, done: asyncio.Future[Answer], answer: Answer | Exception, seconds: float | None
    ) -> None:
        self.inside -= 1
        if seconds is not None:
            self.seconds += (seconds - self.seconds) * OF_LAST
        if done.done():
            return
        if isinstance(answer, Exception):
            done.set_exception(answer)
        else:
            done.set_result(answer)


def give_up(done: asyncio.Future[Answer]) -> None:
    if not done.done():
        done.set_result(OVER)


@cache
def lanes() -> dict[str, Lane]:
    """The lanes of this process, as configured; their threads serve every server of it."""
    sizes = settings.CONFIG.grpc
    made = (
        Lane("check", sizes.check_threads, sizes.check_waiting),
        # Raising a flag waits for locks: among the checks it would hold them up, behind writes it would come late.
        Lane("flag", sizes.flag_threads, None),
        Lane("read", sizes.read_threads, sizes.read_waiting),
        Lane("list", sizes.list_threads, sizes.list_waiting),
        Lane("write", sizes.write_threads, sizes.write_waiting),
    )
    return {lane.name: lane.start() for lane in made}


BY_NAME = {
    "CheckTradeable": "check",
    "RaiseQualityFlag": "flag",
    "ResolveQualityFlag": "flag",
}
BY_VERB = {"Get": "read", "Resolve": "read", "Batch": "read", "List": "list", "Search": "list"}
BY_CONTENT: dict[str, Callable[[Any], str]] = {
    "GetAsset": lambda request: "check" if request.with_tradeability else "read",
    # About one asset it is the trade check of clients of CQC 0.3.1.
    "ListQualityFlags": lambda request: "check" if request.asset_id else "list",
}
"""RPCs of two kinds: which one a call is, its request says."""


def lane_of(rpc: str) -> str:
    """The lane of an RPC by its name; what only reads begins with a verb that says so."""
    verb = next((verb for verb in BY_VERB if rpc.startswith(verb)), None)
    return BY_NAME.get(rpc) or (BY_VERB[verb] if verb else "write")
