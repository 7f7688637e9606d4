"""The programs under test: each a process behind links of its own, started again whenever it has ended."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from cqi.embedded.entering import entering
from tests.programs import ROOT, environment

from .link import ProgramLink

POINTS = "CQAR_FAULTS_POINTS"
"""The variable with the folder of a program's failpoints."""
BULK = "bulk"
"""The program that writes as an import does."""
PLANT = "CQAR_FAULTS_PLANT"
"""The variable with the name of a planted bug."""


class KeptProgram:
    """One process of `manage.py`, with a link to each server."""

    def __init__(self, name: str, folder: Path, arguments: list[str], links: dict[str, ProgramLink]) -> None:
        self.name, self.arguments, self.links = name, arguments, links
        self.variables: dict[str, str] = {}
        self.log = folder / f"{name}.log"
        self.points = folder / f"{name}.points"
        self.points.mkdir()
        self.process: subprocess.Popen[bytes] | None = None
        self.lost_redis_at = 0.0
        """When it last found that Redis did not answer."""
        self._read = 0
        self.ended: list[int] = []
        """How each process before this one ended; negative is the number of a signal."""

    def start(self) -> None:
        # It ends when the tests are killed.
        command = entering(None, [], [sys.executable, "-m", "tests.faults.program", *self.arguments])
        with self.log.open("ab") as said:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment(self.log.parent, **self.variables) | {POINTS: str(self.points)},
                stdout=said,
                stderr=said,
            )

    def keep(self) -> None:
        """Start it again, if it has ended."""
        if self.process is not None and (status := self.process.poll()) is not None:
            self.ended.append(status)
            self.start()

    def lines(self) -> Iterator[dict[str, Any]]:
        """What it has logged since it was last asked."""
        with self.log.open("rb") as log:
            log.seek(self._read)
            for line in log:
                if line.endswith(b"\n"):
                    self._read += len(line)
                    with suppress(ValueError):  # a line of another program, or half of one that was killed
                        yield json.loads(line)

    def tell(self, number: int) -> None:
        """Send a signal."""
        assert self.process is not None
        with suppress(ProcessLookupError):
            os.kill(self.process.pid, number)

    def arm(self, point: str) -> None:
        """Make it kill itself when it comes to this point next."""
        (self.points / point).touch()

    def stop(self) -> None:
        if self.process is not None:
            self.tell(signal.SIGKILL)
            self.process.wait()
