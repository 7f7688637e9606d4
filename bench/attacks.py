"""What an attacker or a careless client does to a server: each in a process of its own, on loopback, bounded.

with under(stalled, address, path, 200, 10):
    ...
"""

import multiprocessing
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import grpc

from bench.callers import REGISTRY_PATH
from bench.http2 import PING_FRAME, SETTINGS_FRAME, Http2, frame

REFLECTION = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"

FLOOD_PAUSE_SECONDS, MOST_FRAMES = 0.01, 500_000
"""A flood pauses so long between its bursts, and has no more frames in all."""


class Running:
    """An attack under way: it says when it has begun, ends when it is told to, and counts what it was answered."""

    def __init__(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self.begun, self.over, self._counts = spawn.Event(), spawn.Event(), spawn.SimpleQueue()
        self.answers: Counter[str] = Counter()

    def tell(self, answers: Counter[str]) -> None:
        self._counts.put(dict(answers))

    def collect(self) -> None:
        while not self._counts.empty():
            self.answers.update(self._counts.get())


@contextmanager
def under(attack: Callable[..., None], *arguments: Any) -> Iterator[Running]:
    """Attack meanwhile."""
    running = Running()
    spawn = multiprocessing.get_context("spawn")
    process = spawn.Process(target=attack, args=(running, *arguments), daemon=True)
    process.start()
    try:
        if not running.begun.wait(30):
            raise AssertionError(f"{attack.__name__} did not begin")
        yield running
    finally:
        running.over.set()
        process.join(30)
        process.kill()
        running.collect()


def stalled(running: Running, address: str, path: str, calls: int, connections: int) -> None:
    """Calls that send their headers and never their request; one that the server ends is begun anew."""
    with ExitStack() as stack:
        opened = [stack.enter_context(Http2(address)) for _ in range(connections)]
        for connection in opened:
            connection.begin(path, calls // connections)
        running.begun.set()
        while not running.over.is_set():
            for connection in opened:
                before = len(connection.ended)
                connection.begin(path, connection.read(0.01) - before)
        running.tell(Counter(ended=sum(len(connection.ended) for connection in opened)))


def ping_frames(connection: Http2) -> bytes:
    return frame(PING_FRAME, payload=b"\0" * 8)


def reset_frames(connection: Http2) -> bytes:
    return connection.begun_and_reset(f"{REGISTRY_PATH}CheckTradeable")


def setting_frames(connection: Http2) -> bytes:
    return frame(SETTINGS_FRAME, payload=bytes((0, 4, 0, 0, 255, 255)))


def flood(running: Running, address: str, made: Callable[[Http2], bytes], burst: int) -> None:
    """The same frame again and again, in bursts; a connection that the server closes is made anew."""
    sent = Counter[str]()
    running.begun.set()
    while not running.over.is_set() and sent["frames"] < MOST_FRAMES:
        with suppress(OSError), Http2(address) as connection:
            sent["connections"] += 1
            while not running.over.is_set() and sent["frames"] < MOST_FRAMES:
                begun = time.monotonic()
                connection.socket.sendall(b"".join(made(connection) for _ in range(burst)))
                sent["frames"] += burst
                # It returns with the first that the server sends, which is no reason to hurry.
                connection.read(FLOOD_PAUSE_SECONDS)
                time.sleep(max(0.0, begun + FLOOD_PAUSE_SECONDS - time.monotonic()))
        time.sleep(FLOOD_PAUSE_SECONDS)
    running.tell(sent)


def hurried_callers(
    running: Running, address: str, path: str, request: bytes, count: int, deadline: float
) -> None:
    """So many callers, each of whom calls again as soon as it is answered."""
    answers = Counter[str]()

    def repeat(call: Any) -> None:
        while not running.over.is_set():
            answers[status_of(lambda: call(request, timeout=deadline))] += 1

    with grpc.insecure_channel(address) as channel, ThreadPoolExecutor(count) as pool:
        for _ in range(count):
            pool.submit(repeat, channel.unary_unary(path))
        running.begun.set()
    running.tell(answers)


def offered(
    running: Running, address: str, path: str, request: bytes, a_second: float, deadline: float
) -> None:
    """Calls at this rate, however many are answered."""
    answers = Counter[str]()

    def count(call: Any) -> None:
        answers[status_of(call.result)] += 1

    with grpc.insecure_channel(address) as channel:
        call: Any = channel.unary_unary(path)
        running.begun.set()
        begin = time.monotonic()
        sent = 0
        while not running.over.is_set():
            due = int((time.monotonic() - begin) * a_second)
            for _ in range(due - sent):
                call.future(request, timeout=deadline).add_done_callback(count)
            sent = max(sent, due)
            time.sleep(0.002)
        time.sleep(deadline)
    running.tell(answers + Counter(offered=sent))


def status_of(call: Callable[[], Any]) -> str:
    try:
        call()
    except grpc.RpcError as error:
        return str(error.code().name)
    return "OK"


def times_of(address: str, path: str, request: bytes, seconds: float) -> list[float]:
    """The milliseconds of one caller's calls for this time.  Raises grpc.RpcError where one is not answered OK."""
    times: list[float] = []
    with grpc.insecure_channel(address) as channel:
        call: Any = channel.unary_unary(path)
        call(request, timeout=30)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            begun = time.perf_counter()
            call(request, timeout=30)
            times.append((time.perf_counter() - begun) * 1000)
    return times
