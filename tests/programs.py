"""Programs of this project as a person runs them: each a process, with nothing of the test's settings."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
READY = "Stop  Ctrl-C"


def environment(data: Path, **variables: str) -> dict[str, str]:
    """The environment without what configures the tests, and with a data folder of its own."""
    ours = {
        name: value for name, value in os.environ.items() if not name.startswith(("CQI_", "DJANGO_", "MAKE"))
    }
    # What is tested is not the safety of the disk.
    return (
        ours
        | {"CQI_CONFIG": os.devnull, "CQI_EMBEDDED_DATA_PATH": str(data), "CQI_EMBEDDED_FSYNC": "0"}
        | variables
    )


def manage(data: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py to its end."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(data, **variables), capture_output=True, text=True, check=False
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


class Serving:
    """`manage.py serve`, or another command that ends in it, on ports of its own."""

    def __init__(
        self,
        data: Path,
        command: list[str] | None = None,
        cwd: Path = ROOT,
        until: str = READY,
        **variables: str,
    ) -> None:
        self.data, self.grpc_port, self.http_port = data, free_port(), free_port()
        self.process = subprocess.Popen(
            command or [sys.executable, "manage.py", "serve"],
            cwd=cwd,
            env=environment(
                data, CQI_GRPC_PORT=str(self.grpc_port), CQI_HTTP_PORT=str(self.http_port), **variables
            ),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said: list[str] = []
        while until not in "".join(self.said[-1:]):
            if not (line := self.process.stdout.readline()):
                raise AssertionError(f"serve ended with {self.process.wait()}:\n{''.join(self.said)}")
            self.said.append(line)

    def get(self, path: str) -> tuple[int, str]:
        """The status and the body of a page."""
        try:
            with urlopen(f"http://127.0.0.1:{self.http_port}{path}", timeout=30) as response:
                return response.status, response.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def signal(self, number: int) -> None:
        """Send a signal to the program."""
        self.process.send_signal(number)

    def end(self) -> int:
        """Wait until it has ended."""
        with self.process:
            self.said += self.process.stdout.readlines()
            return self.process.wait(60)

    def kill(self) -> None:
        """Kill it, if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.end()

    def server(self, name: str) -> int:
        """The process id of one of its embedded servers."""
        keeper = json.loads((self.data / "keeper.json").read_text())["pid"]
        children = Path(f"/proc/{keeper}/task/{keeper}/children").read_text().split()
        return next(int(pid) for pid in children if name in command_of(pid))

    def child(self, command: str) -> int | None:
        """The process id of the child that runs this command of manage.py; None while there is none."""
        children = Path("/proc").glob(f"{self.process.pid}/task/*/children")
        pids = [pid for each in children for pid in each.read_text().split()]
        return next((int(pid) for pid in pids if f"manage.py {command} " in command_of(pid)), None)


def running(data: Path) -> list[str]:
    """The command lines of the keeper and the servers of a data folder."""
    marks = [str(data)]
    with suppress(OSError):
        marks.append(json.loads((data / "keeper.json").read_text())["run"])
    commands = [command_of(process.name) for process in Path("/proc").glob("[0-9]*")]
    return [
        command
        for command in commands
        if any(mark in command for mark in marks)
        and any(name in command for name in ("-m cqi.embedded.keeper", "bin/postgres", "-server "))
    ]


def soon(condition: Callable[[], bool]) -> bool:
    """Whether something comes true within a time that is long enough on any machine."""
    give_up = time.monotonic() + 30
    while not condition() and time.monotonic() < give_up:
        time.sleep(0.02)
    return condition()


def command_of(pid: str) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""
