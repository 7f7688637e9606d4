"""Server processes: started in a session and under an account of their own, and gone when we are."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from cqi.embedded.places import DataFolder
from cqi.startup import StartError

_PR_SET_PDEATHSIG, _PR_SET_KEEPCAPS, _PR_SET_SECUREBITS = 1, 8, 28
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE = 47, 2
_SECBIT_NO_SETUID_FIXUP = 4
_CAPABILITIES_V3 = 0x20080522
_CAP_DAC_OVERRIDE = 1
_PRELOADED = ("LD_PRELOAD", "FAKETIME")


class Server:
    """A running server and the variables that lead to it."""

    def __init__(self, folder: DataFolder, name: str, command: Sequence[str | Path]) -> None:
        self.name, self.log = name, folder.log(name)
        self.variables: dict[str, str] = {}
        with folder.open_log(name) as log:
            self._log_start = log.tell()
            self.process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=environment(),
                start_new_session=True,
                preexec_fn=entering(folder.account(), [Path(command[0]), folder.path / "here"]),  # noqa: PLW1509  one thread
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


def entering(account: pwd.struct_passwd | None, paths: Sequence[Path]) -> Callable[[], None]:
    """What the new process does before it becomes the server."""
    libc = ctypes.CDLL(None, use_errno=True)
    needs_passage = account is not None and not all(_may_reach(account, path) for path in paths)

    def become() -> None:
        if account:
            if needs_passage:
                _keep_capabilities_of_another_account(libc)
            os.setgroups([])
            os.setresgid(account.pw_gid, account.pw_gid, account.pw_gid)
            os.setresuid(account.pw_uid, account.pw_uid, account.pw_uid)
            if needs_passage:
                _keep_capability(libc, _CAP_DAC_OVERRIDE)
        if sys.platform == "linux":
            # After the change of account, which would clear it: a killed keeper takes its servers along.
            libc.prctl(_PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)

    return become


def _may_reach(account: pwd.struct_passwd, path: Path) -> bool:
    """Whether the account may pass every folder above; under /root it may not."""
    for folder in path.resolve().parents:
        status = folder.stat()
        owned = status.st_uid == account.pw_uid and status.st_mode & 0o100
        shared = status.st_gid == account.pw_gid and status.st_mode & 0o010
        if not (owned or shared or status.st_mode & 0o001):
            return False
    return True


def _keep_capabilities_of_another_account(libc: ctypes.CDLL) -> None:
    """Let a change of account take no right away.

    access(2), by which initdb looks for its programs, takes the rights away from every process whose account is
    not root; with this bit it leaves them.  A container can be without CAP_SETPCAP, so that the bit may not be
    set.  There PR_SET_KEEPCAPS keeps the rights for all other calls, which do for data below such a folder.
    """
    if not libc.prctl(_PR_SET_SECUREBITS, _SECBIT_NO_SETUID_FIXUP, 0, 0, 0):
        return
    if libc.prctl(_PR_SET_KEEPCAPS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "the account may not pass the folders above the data")


def _keep_capability(libc: ctypes.CDLL, capability: int) -> None:
    """Keep one right of root, and through exec: to pass folders that only root may enter.

    The alternative would be to open the modes of those folders, which are not ours to change.
    """
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_V3, 0)
    bit = 1 << capability
    sets = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)
    if libc.capset(header, sets) or libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, capability, 0, 0):
        raise OSError(ctypes.get_errno(), "the account may not pass the folders above the data")
