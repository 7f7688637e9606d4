"""A program's side: find the keeper of a data folder, or start it, and hold on to it."""

import atexit
import json
import os
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path

from cqi.embedded.places import DataFolder
from cqi.startup import StartError

FOLDER_IS_HELD = 75
"""The exit code of a keeper that found another one at work."""

_PATIENCE = 30.0
"""Seconds for which a keeper may hold the folder and not answer. One that is stopping does so."""


def hold_servers(data: Path, needs: list[str], *, name: str, fsync: bool) -> dict[str, str]:
    """The variables that lead to the running servers, which keep running until this process ends.

    `name` is that of PostgreSQL's database and of the application's role.
    """
    folder = DataFolder(data)
    folder.prepare()
    keeper: int | None = None
    give_up = time.monotonic() + _PATIENCE
    while time.monotonic() < give_up:
        if connection := _connect(folder):
            answer = _ask(connection, {"needs": needs, "name": name, "fsync": fsync})
            if answer is not None:
                atexit.register(_let_go, connection, os.getpid())
                return answer
        elif keeper is None:
            keeper = _start_keeper(folder)
        elif (code := _exit_code(keeper)) == FOLDER_IS_HELD:
            keeper = None
        elif code is not None:
            raise StartError(f"The embedded servers did not start; see {folder.log('keeper')}.")
        time.sleep(0.02)
    raise StartError(f"Another program holds {folder.path} and does not answer.")


def _connect(folder: DataFolder) -> socket.socket | None:
    with suppress(OSError, ValueError, KeyError):
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.connect(folder.read_state()["socket"])
        except BaseException:
            connection.close()
            raise
        return connection
    return None


def _ask(connection: socket.socket, request: dict[str, object]) -> dict[str, str] | None:
    """The keeper's answer, or None from a keeper that was just stopping."""
    with suppress(OSError):
        connection.sendall(json.dumps(request).encode() + b"\n")
        with connection.makefile("rb") as reader:
            line = reader.readline()
        if line:
            answer = json.loads(line)
            if problem := answer.get("error"):
                connection.close()
                raise StartError(problem)
            return dict(answer["variables"])
    connection.close()
    return None


def _let_go(connection: socket.socket, holder: int) -> None:
    """Close, and wait until the keeper closes too. If this was its last user, the servers have stopped by then."""
    if os.getpid() != holder:
        return  # in a fork of the program: the connection is the program's
    with suppress(OSError):
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(_PATIENCE)
        while connection.recv(4096):
            pass
    connection.close()


def _start_keeper(folder: DataFolder) -> int:
    """Start a keeper and return its process id. It can outlive this program, since others may use it too."""
    folder.open_log("keeper").close()
    search = os.pathsep.join(filter(None, [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH")]))
    return os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "cqi.embedded.keeper", str(folder.path)],
        os.environ | {"PYTHONPATH": search},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(folder.log("keeper")), os.O_WRONLY | os.O_APPEND, 0),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,  # Ctrl-C ends the program alone, which needs the servers until it has ended
    )


def _exit_code(keeper: int) -> int | None:
    """How the keeper ended, None while it runs."""
    pid, status = os.waitpid(keeper, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if pid else None
