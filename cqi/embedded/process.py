"""Server processes: started in a session and under an account of their own, and gone when we are."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from cqi.embedded.entering import entering
from cqi.embedded.places import DataFolder
from cqi.startup import StartError

_PRELOADED = ("LD_PRELOAD", "FAKETIME")


class Server:
    """A running server and the variables that lead to it."""

    def __init__(self, folder: DataFolder, name: str, command: Sequence[str | Path]) -> None:
        self.name, self.log = name, folder.log(name)
        self.variables: dict[str, str] = {}
        with folder.open_log(name) as log:
            self._log_start = log.tell()
            self.process = subprocess.Popen(
                entering(folder.account(), [Path(command[0]), folder.path / "here"], command),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=environment(),
                start_new_session=True,
            )

    def wait_until(self, ready: Callable[[], bool]) -> None:
        """Wait for the server; it may take its time (recovery after a crash), but it must not end."""
        while not ready():
            if self.process.poll() is not None:
                raise StartError(f"{self.name} does not start{self._last_words()}; its log is {self.log}.")
            time.sleep(0.01)

    def has_ended(self) -> bool:
        """Whether it crashed, or somebody killed it."""
        return self.process.poll() is not None

    def stop(self) -> None:
        """End it in order, or after a while in any way."""
        for number, patience in ((signal.SIGINT, 15), (signal.SIGQUIT, 5), (signal.SIGKILL, None)):
            if self.process.poll() is None:
                self.process.send_signal(number)
                try:
                    self.process.wait(patience)
                except subprocess.TimeoutExpired:
                    continue

    def _last_words(self) -> str:
        """What it said in this run that sounds like the reason."""
        with self.log.open("rb") as log:
            log.seek(self._log_start)
            lines = log.read().decode(errors="replace").splitlines()
        reasons = [
            line for line in lines if any(word in line for word in ("FATAL", "PANIC", "rror", "[FTL]"))
        ]
        return f": {reasons[-1].split('FATAL:')[-1].strip()}" if reasons else ""


def environment() -> dict[str, str]:
    """Nothing of ours reaches a server: neither PGDATA nor a locale it does not have.

    What is preloaded into every program is, so that a clock that libfaketime moves tells all of them the same.
    """
    ours = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    preloaded = {name: os.environ[name] for name in os.environ if name.startswith(_PRELOADED)}
    return ours | preloaded
