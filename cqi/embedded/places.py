"""Where the embedded servers keep their data, logs and sockets, and which account owns them."""

import json
import os
import pwd
import shutil
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

from cqi.startup import StartError

_RUN_PREFIX = "cqi-"


def plainly(error: OSError) -> str:
    """An error of the operating system as part of a sentence."""
    return f"{(error.strerror or str(error)).lower()}{f': {error.filename}' if error.filename else ''}"


class DataFolder:
    """The folder `.data`: each server's data, their logs, the keeper's lock and state."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()

    @property
    def lock(self) -> Path:
        """Locked by the one keeper, as long as it lives."""
        return self.path / "lock"

    def prepare(self) -> None:
        """Make the folder, or say in a sentence why that cannot be."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            (self.path / "logs").mkdir(exist_ok=True)
            with self.lock.open("ab"):
                pass
        except OSError as error:
            raise StartError(f"The data folder {self.path} cannot be used: {plainly(error)}.") from error

    def log(self, name: str) -> Path:
        """Where a server's output goes."""
        return self.path / "logs" / f"{name}.log"

    def open_log(self, name: str) -> BinaryIO:
        """A log for appending; what it held before is kept once, so it cannot grow for ever."""
        path = self.log(name)
        if path.exists() and path.stat().st_size > 5_000_000:
            path.replace(path.with_suffix(".old.log"))
        return path.open("ab")

    def subfolder(self, name: str, account: pwd.struct_passwd | None) -> Path:
        """A server's own folder, which belongs to the account that runs it."""
        path = self.path / name
        path.mkdir(mode=0o700, exist_ok=True)
        give(path, account)
        return path

    def read_state(self) -> dict[str, Any]:
        """What the keeper wrote about itself; OSError or ValueError when there is none."""
        return dict(json.loads(self._state.read_bytes()))

    def write_state(self, state: dict[str, Any]) -> None:
        """Say where the keeper listens."""
        new = self._state.with_suffix(".new")
        new.write_text(json.dumps(state))
        new.replace(self._state)

    def account(self) -> pwd.struct_passwd | None:
        """The account that the servers run under; None is that of this process.

        PostgreSQL refuses to run as root. So root starts the servers as the owner of the data folder or of the
        folder around it, whose files stay theirs, and as `nobody` where root owns both.
        """
        if os.geteuid() != 0:
            return None
        for folder in (self.path, self.path.parent):
            if owner := folder.stat().st_uid:
                return pwd.getpwuid(owner)
        return pwd.getpwnam("nobody")

    def new_run_folder(self, account: pwd.struct_passwd | None) -> Path:
        """A private folder for sockets. A socket's path has at most 107 characters; one below .data can be longer.

        The name is random, so nobody else can have made the folder before. The folder that a killed keeper has
        left is removed.
        """
        self.remove_run_folder()
        parent = tempfile.gettempdir()
        run = Path(tempfile.mkdtemp(prefix=_RUN_PREFIX, dir=parent if len(parent) < 60 else "/tmp"))  # noqa: S108
        give(run, account)
        return run

    def remove_run_folder(self) -> None:
        """Remove the folder of sockets that the state names."""
        try:
            run = Path(self.read_state()["run"])
        except (OSError, ValueError, KeyError):
            return
        if run.name.startswith(_RUN_PREFIX):
            shutil.rmtree(run, ignore_errors=True)

    @property
    def _state(self) -> Path:
        return self.path / "keeper.json"


def give(path: Path, account: pwd.struct_passwd | None) -> None:
    """Make the account the owner of a file or folder."""
    if account:
        os.chown(path, account.pw_uid, account.pw_gid)
