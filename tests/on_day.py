"""Run pytest on another day: the tests, the programs they start and the servers all see that day.

    python -m tests.on_day 2028-02-29T12:00 [what pytest is told]

libfaketime moves the clock that tells the day, in every process that loads it.  The monotonic clock stays, so
that sleeps, timeouts and deadlines of calls last as long as ever.  NATS, which is not linked to libc, keeps
the real day.  Files keep the kernel's times, by which Python knows whether what it compiled is still good.
"""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path


def main(moment: str, *arguments: str) -> None:
    """Become pytest, with the clock moved."""
    begin = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    os.environ |= {
        "LD_PRELOAD": str(_library()),
        "FAKETIME": f"{begin.timestamp() - time.time():+.0f}s",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_FORCE_MONOTONIC_FIX": "1",
        "NO_FAKE_STAT": "1",
    }
    told = subprocess.run(["date", "-u", "+%F"], capture_output=True, text=True, check=True).stdout.strip()
    if told != begin.date().isoformat():
        sys.exit(f"libfaketime does not work here: it is {told}, not {begin.date()}.")
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *arguments])  # noqa: S606


def _library() -> Path:
    package = find_spec("libfaketime")
    if package is None or package.origin is None:
        sys.exit("libfaketime is not installed (make install).")
    return Path(package.origin).parent / "vendor" / "libfaketime" / "src" / "libfaketime.so.1"


if __name__ == "__main__":
    main(*sys.argv[1:])
