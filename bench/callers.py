"""Callers that make one call over and over, and what they saw.

Each of a few processes has a channel and some of the callers, so that nobody waits for another's interpreter lock.
A call that is answered by an error ends the run: an error is no fast answer.  One that is refused because too many
came at once is counted as such, and its caller waits a moment.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import grpc

REGISTRY_PATH = "/cqc.services.v1.AssetRegistry/"
CHANNELS = 4
"""The callers share this many: a process each would be more interpreters than two cores can feed."""
REFUSED_SECONDS = 0.02
"""How long a caller waits who was refused."""


@dataclass(frozen=True)
class MeasuredCall:
    """A call that is measured, as bytes, so that callers need nothing but gRPC."""

    name: str
    method: str
    request: bytes


@dataclass(frozen=True)
class Load:
    """One call of one server, called by this many at once for so long after a warm-up."""

    address: str
    call: MeasuredCall
    callers: int
    seconds: float
    warm_up_seconds: float
    key: str = ""
    """The API key that each call carries; without one calls are the developer's."""

    @property
    def channels(self) -> int:
        return min(self.callers, CHANNELS)


@dataclass(frozen=True)
class Made:
    """What callers saw."""

    answered: int
    refused: int
    times: list[float]
    """The seconds that each call after the warm-up took."""


def call_from_python(load: Load) -> Made:
    """Nobody starts before the last process has loaded what it needs.  Raises RuntimeError for an error."""
    processes = load.channels
    spawn = multiprocessing.get_context("spawn")
    work = [(load, load.callers // processes)] * processes
    with spawn.Pool(processes, initializer=wait_for_all, initargs=(spawn.Barrier(processes),)) as pool:
        return together(pool.map(call_in_threads, work, chunksize=1))


def wait_for_all(barrier: Any) -> None:
    barrier.wait()


def together(parts: Iterable[Made]) -> Made:
    parts = list(parts)
    return Made(
        sum(made.answered for made in parts),
        sum(made.refused for made in parts),
        [seconds for made in parts for seconds in made.times],
    )


def call_in_threads(work: tuple[Load, int]) -> Made:
    """The calls of this many callers on one channel."""
    load, callers = work
    counted_from = time.monotonic() + load.warm_up_seconds
    with grpc.insecure_channel(load.address) as channel, ThreadPoolExecutor(callers) as pool:
        call: Any = channel.unary_unary(load.call.method)
        calls = [pool.submit(repeat, call, load, counted_from) for _ in range(callers)]
        return together(caller.result() for caller in calls)


def repeat(call: Callable[..., Any], load: Load, counted_from: float) -> Made:
    """Raises RuntimeError, which another process can take, at the first answer that is an error."""
    answered, refused = 0, 0
    times = []
    metadata = [("authorization", f"Bearer {load.key}")] if load.key else []
    while (now := time.monotonic()) < counted_from + load.seconds:
        begun = time.perf_counter()
        try:
            call(load.call.request, metadata=metadata)
        except grpc.RpcError as error:
            if error.code() is not grpc.StatusCode.RESOURCE_EXHAUSTED:
                raise RuntimeError(f"{error.code()}: {error.details()}") from None
            refused += 1
            time.sleep(REFUSED_SECONDS)
            continue
        if now >= counted_from:
            times.append(time.perf_counter() - begun)
        answered += 1
    return Made(answered, refused, times)
