"""The keeper: one process a data folder, which runs the servers while somebody uses them.

    python -m cqi.embedded.keeper FOLDER

A program connects to the keeper's socket and sends one line of JSON: the servers it needs, such as
`["postgres", "redis"]`, the name of PostgreSQL's database, and whether PostgreSQL calls fsync. The keeper
starts what does not run yet. It answers with the variables that lead to the servers, or with one sentence about
what is wrong. The servers run while a program is connected: the kernel closes the connection however the program
ends. A server that ends meanwhile is started again where programs know it.
"""

import fcntl
import json
import os
import selectors
import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from cqi.embedded.client import FOLDER_IS_HELD
from cqi.embedded.nats import URL, start_nats
from cqi.embedded.places import DataFolder, give, plainly
from cqi.embedded.postgres import start_postgres
from cqi.embedded.process import Server
from cqi.embedded.redis import start_redis
from cqi.startup import StartError

_FIRST_USER_WITHIN = 30.0
"""Seconds after which a keeper ends that nobody has connected to: the program that started it has died."""

_LOOK_EVERY = 0.5
"""Seconds between two looks at the servers."""


class Keeper:
    """The running servers and the programs that hold on to them."""

    def __init__(self, folder: DataFolder, run: Path) -> None:
        self.folder, self.run = folder, run
        self.servers: dict[str, Server] = {}
        self.request: dict[str, Any] = {}
        """The last one, which says how servers are started."""
        self.problem = ""
        """Why a server that ended could not be started again, as the log says it."""
        self.users: set[socket.socket] = set()

    def serve(self, listener: socket.socket) -> None:
        """Answer programs until the last of them is gone."""
        with selectors.DefaultSelector() as selector:
            selector.register(listener, selectors.EVENT_READ)
            while (ready := selector.select(_LOOK_EVERY if self.users else _FIRST_USER_WITHIN)) or self.users:
                self._heal()
                for key, _ in ready:
                    if key.fileobj is listener:
                        connection, _ = listener.accept()
                        self.users.add(connection)
                        selector.register(connection, selectors.EVENT_READ)
                    elif isinstance(key.fileobj, socket.socket) and not self._hear(key.fileobj):
                        selector.unregister(key.fileobj)
                        if self.users == {key.fileobj}:
                            return  # its connection stays open until the servers have stopped
                        self.users.remove(key.fileobj)
                        key.fileobj.close()

    def stop(self) -> None:
        """Stop the servers, the first that was started last.

        A program that ends waits until its connection closes. So the connections close when this process ends.
        """
        for server in reversed(self.servers.values()):
            server.stop()
        for connection in self.users:
            connection.detach()

    def _hear(self, connection: socket.socket) -> bool:
        """Answer one request; False when the program has gone."""
        with suppress(OSError):
            if line := connection.recv(4096):
                connection.sendall(json.dumps(self._answer(json.loads(line))).encode() + b"\n")
                return True
        return False

    def _heal(self) -> None:
        """Start again what has ended.  What cannot be started is tried again at the next look."""
        for need, server in self.servers.items():
            if not server.has_ended():
                continue
            try:
                self.servers[need] = self._start(need, self.request)
            except (StartError, OSError) as error:
                problem = f"{server.name} has ended and cannot be started again: {error}"
                if problem != self.problem:
                    self._say(problem)
                self.problem = problem
            else:
                self._say(f"{server.name} had ended and was started again.")
                self.problem = ""

    def _say(self, text: str) -> None:
        """Write a line into the keeper's log."""
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    def _answer(self, request: dict[str, Any]) -> dict[str, Any]:
        self.request = request
        try:
            variables: dict[str, str] = {}
            for need in request["needs"]:
                if need not in self.servers or self.servers[need].has_ended():
                    self.servers[need] = self._start(need, request)
                variables |= self.servers[need].variables
        except StartError as error:
            return {"error": str(error)}
        except OSError as error:
            return {"error": f"The embedded servers cannot run in {self.folder.path}: {plainly(error)}."}
        return {"variables": variables}

    def _start(self, need: str, request: dict[str, Any]) -> Server:
        if need == "postgres":
            return start_postgres(self.folder, self.run, name=request["name"], fsync=request["fsync"])
        if need == "redis":
            return start_redis(self.folder, self.run)
        known = self.servers[need].variables if need in self.servers else {}
        return start_nats(self.folder, self.run, known.get(URL))


@contextmanager
def _listening(folder: DataFolder) -> Iterator[tuple[socket.socket, Path]]:
    account = folder.account()
    run = folder.new_run_folder(account)
    address = run / "keeper.sock"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(address))
        give(address, account)
        listener.listen(64)
        folder.write_state({"pid": os.getpid(), "socket": str(address), "run": str(run)})
        try:
            yield listener, run
        finally:
            listener.close()
            shutil.rmtree(run, ignore_errors=True)


def main(path: str) -> None:
    """Keep the servers of one folder."""
    folder = DataFolder(Path(path))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    signal.signal(signal.SIGINT, lambda *_: sys.exit())
    with folder.lock.open("rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit(FOLDER_IS_HELD)
        with _listening(folder) as (listener, run):
            keeper = Keeper(folder, run)
            try:
                keeper.serve(listener)
            finally:
                listener.close()  # a program that comes now finds no keeper, and starts the next one
                keeper.stop()


if __name__ == "__main__":
    main(sys.argv[1])
