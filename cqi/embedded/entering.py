"""What a process does before it becomes a server: it enters the server's account, and ends with its parent.

This file is also the program that does it.  Popen's `preexec_fn` would run the same in a copy of a process of many
threads, where a lock that another of them held at that moment stays locked for ever.
"""

import ctypes
import os
import pwd
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

_PR_SET_PDEATHSIG, _PR_SET_KEEPCAPS, _PR_SET_SECUREBITS = 1, 8, 28
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE = 47, 2
_SECBIT_NO_SETUID_FIXUP = 4
_CAPABILITIES_V3 = 0x20080522
_CAP_DAC_OVERRIDE = 1
_THIS_ACCOUNT, _PASSAGE, _NO_PASSAGE = "-", "passage", "-"


def entering(
    account: pwd.struct_passwd | None, paths: Sequence[Path], command: Sequence[str | Path]
) -> list[str]:
    """The command that enters the account, where one is given, and goes on as this command.

    The account may pass the folders above the paths then.
    """
    who = f"{account.pw_uid}:{account.pw_gid}" if account else _THIS_ACCOUNT
    may_pass = account is None or all(_may_reach(account, path) for path in paths)
    passage = _NO_PASSAGE if may_pass else _PASSAGE
    parent = str(os.getpid())
    return [sys.executable, "-ISB", __file__, who, passage, parent, *(str(part) for part in command)]


def _may_reach(account: pwd.struct_passwd, path: Path) -> bool:
    """Whether the account may pass every folder above; under /root it may not."""
    for folder in path.resolve().parents:
        status = folder.stat()
        owned = status.st_uid == account.pw_uid and status.st_mode & 0o100
        shared = status.st_gid == account.pw_gid and status.st_mode & 0o010
        if not (owned or shared or status.st_mode & 0o001):
            return False
    return True


def _enter(who: str, passage: str, parent: str, *command: str) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if who != _THIS_ACCOUNT:
        uid, gid = map(int, who.split(":"))
        if passage == _PASSAGE:
            _keep_capabilities_of_another_account(libc)
        os.setgroups([])
        os.setresgid(gid, gid, gid)
        os.setresuid(uid, uid, uid)
        if passage == _PASSAGE:
            _keep_capability(libc, _CAP_DAC_OVERRIDE)
    if sys.platform == "linux":
        # After the change of account, which would clear it: a killed keeper takes its servers along.
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)
        if os.getppid() != int(parent):
            return  # it was killed before it could have taken this along
    os.execvp(command[0], command)  # noqa: S606


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


if __name__ == "__main__":
    _enter(*sys.argv[1:])
