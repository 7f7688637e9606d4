"""The site's settings over the servers of this test session, unless CQI_ variables name others.

pytest-django reads this module before any conftest, so that the servers are known before Django is. With
xdist the workers inherit the addresses; each has a database (by pytest-django) and a Redis number of its own.
"""

import atexit
import fcntl
import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile

from cqar_site.defaults import DEFAULTS
from cqar_site.servers import hold_what_is_missing
from cqi import config

_SESSIONS = Path(__file__).parents[1] / ".data" / "test"


def _start_servers() -> None:
    _SESSIONS.mkdir(parents=True, exist_ok=True)
    _remove_what_killed_sessions_left()
    folder = str(_SESSIONS / str(os.getpid()))
    # Before the servers are started: what is registered first is done last.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ |= {
        "CQI_CONFIG": os.devnull,
        "CQI_SERVICE_ENVIRONMENT": "test",
        "CQI_SECRET_KEY": "tests-only-" * 4,
        # Where it is not about who calls, calls are the developer's.
        "CQI_AUTH_REQUIRE": "false",
        "CQI_AUTH_CALLS_PER_SECOND": "1000000",
        "CQI_EMBEDDED_DATA_PATH": folder,
        "CQI_EMBEDDED_FSYNC": "false",
        # Tests fork, to start programs, beside a server's threads: gRPC's handlers hung the child there.
        "GRPC_ENABLE_FORK_SUPPORT": "0",
        # A busy machine is no Redis that hangs.
        "CQI_CACHE_TIMEOUT_MS": "500",
        # Tests hold three trade checks at once.
        "CQI_GRPC_CHECK_THREADS": "4",
    }
    hold_what_is_missing(config.load(DEFAULTS))


def _remove_what_killed_sessions_left() -> None:
    with TemporaryFile(
        dir=_SESSIONS
    ) as file:  # by the clock of files, which is not moved with that of the tests
        now = os.fstat(file.fileno()).st_mtime
    for folder in _SESSIONS.iterdir():
        with suppress(OSError), (folder / "lock").open("rb") as lock:
            is_starting = now - (folder / "lock").stat().st_mtime < 60
            if not is_starting:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)


if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    os.environ["CQI_CACHE_DB"] = str(1 + int(worker.removeprefix("gw")))
else:
    _start_servers()

from cqar_site.settings import *  # noqa: E402, F403

DATABASES["default"]["ENGINE"] = "tests.postgresql"  # noqa: F405
