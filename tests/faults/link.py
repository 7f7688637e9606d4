"""Links between programs and servers: TCP ports that can be slow, cut or silent.

All links are in one process of their own, which goes before others where it may: what they delay by themselves
would look like a fault that nobody had set.  When they were late all the same, they say so.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import uvloop

from cqi.embedded.entering import entering
from tests.programs import ROOT

PIECE = 65536
DELAY_SECONDS = 0.15
LOOK_SECONDS, LATE_SECONDS = 0.005, 0.02
"""How often the links look at the clock, and by how much they may be late."""
PRIORITY = -15

Socket = str | tuple[str, int]
"""The path of a socket file, or host and port."""


class LinkProcess:
    """The process of all links."""

    def __init__(self) -> None:
        command = entering(None, [], [sys.executable, "-m", "tests.faults.link"])  # it ends when the tests do
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)

    def add(self, target: Socket) -> "ProgramLink":
        """A new link to a server."""
        return ProgramLink(self, *self.ask("add", target))

    def late(self) -> list[tuple[float, float]]:
        """When the links were late since they were last asked: from and to, of time.monotonic()."""
        return [(began, ended) for began, ended in self.ask("late")]

    def ask(self, *request: Any) -> Any:
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def stop(self) -> None:
        with self._process:
            self._process.kill()


class ProgramLink:
    """Passes bytes between whoever connects to `port` and a server, as long as no fault is set."""

    def __init__(self, links: LinkProcess, number: int, port: int) -> None:
        self._links, self._number, self.port = links, number, port

    @property
    def touched(self) -> int:
        """How often a fault delayed a piece, kept it back, or ended a connection."""
        return int(self._links.ask("touched", self._number))

    def slow(self) -> None:
        """Each piece of data waits a while, until `mend`."""
        self._links.ask("slow", self._number)

    def cut(self) -> None:
        """Reset every connection, and each new one, until `mend`."""
        self._links.ask("cut", self._number)

    def silence(self) -> None:
        """Connections stay and new ones are taken, but nothing passes, until `mend`."""
        self._links.ask("silence", self._number)

    def mend(self) -> None:
        """Pass everything again; who met silence is reset, as by a router that has forgotten the connection."""
        self._links.ask("mend", self._number)


class Passage:
    """One link, in the process of all of them."""

    def __init__(self, target: Socket) -> None:
        self.target = target
        self.delay, self.touched = 0.0, 0
        self.is_cut = self.is_silent = False
        self._connections: set[asyncio.Task[None]] = set()

    async def listen(self) -> int:
        """Take connections from now on, at the port that is returned."""
        server = await asyncio.start_server(self._pass, "127.0.0.1", 0)
        return int(server.sockets[0].getsockname()[1])

    def slow(self) -> None:
        self.delay = DELAY_SECONDS

    def cut(self) -> None:
        self.is_cut = True
        self._reset()

    def silence(self) -> None:
        self.is_silent = True

    def mend(self) -> None:
        if self.is_silent:
            self._reset()
        self.delay, self.is_cut, self.is_silent = 0.0, False, False

    def _reset(self) -> None:
        for task in self._connections:
            self.touched += 1
            task.cancel()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        writers = [writer]
        try:
            if self.is_cut:
                self.touched += 1
                return
            if isinstance(self.target, str):
                server = await asyncio.open_unix_connection(self.target)
            else:
                server = await asyncio.open_connection(*self.target)
            writers.append(server[1])
            async with asyncio.TaskGroup() as both:
                both.create_task(self._pump(reader, server[1]))
                both.create_task(self._pump(server[0], writer))
        except (OSError, ExceptionGroup, asyncio.CancelledError):
            pass  # one end is gone, or the link was cut: the other end is told below
        finally:
            self._connections.discard(task)
            for each in writers:
                each.transport.abort()

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while data := await source.read(PIECE):
            if self.delay:
                self.touched += 1
                await asyncio.sleep(self.delay)
            while self.is_silent:
                self.touched += 1
                await asyncio.sleep(0.05)
            target.write(data)
            await target.drain()
        raise ConnectionResetError  # ends the other direction too


def main() -> None:
    """Be the process of all links: a line of JSON asks, and a line answers."""
    with suppress(PermissionError):
        os.nice(PRIORITY)
    uvloop.run(answer_all())


async def answer_all() -> None:
    passages: list[Passage] = []
    late: list[tuple[float, float]] = []
    watching = asyncio.create_task(note_late(late))
    acts: dict[str, Callable[[Passage], None]] = {
        "slow": Passage.slow,
        "cut": Passage.cut,
        "silence": Passage.silence,
        "mend": Passage.mend,
    }
    while not watching.done() and (line := await asyncio.to_thread(sys.stdin.readline)):
        answer: Any = None
        match json.loads(line):
            case ["add", target]:
                passages.append(Passage(target if isinstance(target, str) else tuple(target)))
                answer = len(passages) - 1, await passages[-1].listen()
            case ["late"]:
                answer = list(late)
                late.clear()
            case ["touched", number]:
                answer = passages[number].touched
            case [act, number]:
                acts[act](passages[number])
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


async def note_late(late: list[tuple[float, float]]) -> None:
    while True:
        due = time.monotonic() + LOOK_SECONDS
        await asyncio.sleep(LOOK_SECONDS)
        if (now := time.monotonic()) - due > LATE_SECONDS:
            late.append((due, now))


if __name__ == "__main__":
    main()
