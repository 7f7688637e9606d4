"""A program's side: find the keeper of a data folder, or start it, and hold on to it."""

import atexit
import json
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from cqi.embedded.places import DataFolder
from cqi.startup import StartError

FOLDER_IS_HELD = 75
"""The exit code of a keeper that found another one at work."""

_PATIENCE = 30.0
"""Seconds that a keeper may hold the folder without answering, as one does while it stops."""


def hold(data: Path, needs: list[str], *, fsync: bool) -> dict[str, str]:
    """The variables that lead to the running servers, which keep running until this process ends."""
    folder = DataFolder(data)
    folder.prepare()
    keeper: subprocess.Popen[bytes] | None = None
    give_up = time.monotonic() + _PATIENCE
    while time.monotonic() < give_up:
        if connection := _connect(folder):
            answer = _ask(connection, {"needs": needs, "fsync": fsync})
            if answer is not None:
                atexit.register(_let_go, connection)
                return answer
        elif keeper is None or keeper.poll() == FOLDER_IS_HELD:
            keeper = _start_keeper(folder)
        elif keeper.returncode is not None:
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


def _let_go(connection: socket.socket) -> None:
    """Wait until the keeper has closed too: when this was its last user, all servers have stopped then."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(_PATIENCE)
        while connection.recv(4096):
            pass
    connection.close()


def _start_keeper(folder: DataFolder) -> subprocess.Popen[bytes]:
    root = str(Path(__file__).parents[2])
    search = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    with folder.open_log("keeper") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "cqi.embedded.keeper", str(folder.path)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=os.environ | {"PYTHONPATH": search},
            start_new_session=True,  # Ctrl-C is for the program, which still needs the servers to end well
        )
