"""Callers in Go, which take little of the processor that the server needs.

Their program (`go_callers/`) is built when it is needed, into a folder that git ignores.
"""

import base64
import json
import shutil
import subprocess
from pathlib import Path

from bench.callers import REFUSED_SECONDS, Load, Made

GO_SOURCE = Path(__file__).with_name("go_callers")
PROGRAM = Path(__file__).parents[1] / "build" / "bench" / "go_callers"


class NoGo(Exception):
    """This machine cannot build programs in Go."""


def build() -> None:
    """Raises NoGo."""
    if shutil.which("go") is None:
        raise NoGo("go is not on PATH")
    fetched = subprocess.run(
        ["go", "mod", "download"], cwd=GO_SOURCE, capture_output=True, text=True, check=False
    )
    if fetched.returncode:
        raise NoGo(f"go cannot fetch its modules: {fetched.stderr.strip()}")
    # A clone that belongs to somebody else has no version that go would accept.
    subprocess.run(["go", "build", "-buildvcs=false", "-o", PROGRAM], cwd=GO_SOURCE, check=True)


def call_from_go(load: Load) -> Made:
    """Raises RuntimeError at the first answer that is an error."""
    work = {
        "address": load.address,
        "method": load.call.method,
        "request": base64.b64encode(load.call.request).decode(),
        "key": load.key,
        "callers": load.callers,
        "channels": load.channels,
        "warm_up_seconds": load.warm_up_seconds,
        "seconds": load.seconds,
        "refused_seconds": REFUSED_SECONDS,
    }
    done = subprocess.run([PROGRAM], input=json.dumps(work), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    return Made(**json.loads(done.stdout))
