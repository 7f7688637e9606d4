"""The embedded servers, as programs use them: started, shared, and gone with the last user."""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
from contextlib import suppress
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import psycopg
import pytest

from cqi.embedded.entering import entering
from cqi.embedded.places import DataFolder
from cqi.embedded.postgres import SUPERUSER
from tests.cqi.service import NAME
from tests.programs import ROOT, command_of, running, soon

ALL = ("postgres", "redis", "nats")


class HoldingProgram:
    """A program that holds embedded servers until it is told to end."""

    def __init__(self, data: Path, needs=ALL, *, fsync=False, user: str | None = None, then=""):
        code = f"""
            import json, sys
            from pathlib import Path
            from cqi.embedded import client
            from cqi.startup import StartError
            try:
                answer = client.hold_servers(
                    Path({str(data)!r}), {list(needs)!r}, name={NAME!r}, fsync={fsync}
                )
            except StartError as error:
                answer = {{"problem": str(error)}}
            {then}
            print(json.dumps(answer), flush=True)
            sys.stdin.read()
        """
        command = [sys.executable, "-W", "error", "-c", textwrap.dedent(code)]
        if user:
            command = entering(pwd.getpwnam(user), [Path(sys.executable)], command)
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        self.answer = json.loads(self.process.stdout.readline())

    def end(self) -> int:
        """End in order; the servers have stopped then, if this was their last user."""
        with self.process:
            self.process.stdin.close()
            return self.process.wait(30)

    def kill(self) -> None:
        self.process.kill()
        self.end()

    def query(self, sql: str):
        with psycopg.connect(
            host=self.answer["CQI_DATABASE_HOST"], user=SUPERUSER, dbname=NAME, autocommit=True
        ) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else None

    def is_served(self) -> bool:
        """Whether every server answers where the program was told that it is."""
        with suppress(psycopg.Error, OSError), socket.socket(socket.AF_UNIX) as redis:
            redis.connect(self.answer["CQI_CACHE_HOST"])
            return self.query("select 1") == [(1,)] and reaches(urlsplit(self.answer["CQI_NATS_URL"]))
        return False


def reaches(address: SplitResult) -> bool:
    """Whether somebody says something at a NATS address, as a server does at once."""
    with suppress(OSError), socket.create_connection((address.hostname, address.port), 1) as connection:
        return connection.recv(1) != b""
    return False


def servers(data: Path, name: str) -> list[int]:
    """The process ids of the keeper's servers whose commands have this name in them."""
    keeper = json.loads((data / "keeper.json").read_text())["pid"]
    children = Path(f"/proc/{keeper}/task/{keeper}/children").read_text().split()
    return [int(pid) for pid in children if name in command_of(pid)]


@pytest.fixture
def data(tmp_path):
    """A data folder nobody else uses; what still runs on it after the test is reported."""
    tmp_path.chmod(0o755)
    folder = tmp_path / "data"
    yield folder
    assert soon(lambda: not running(folder)), f"left running: {running(folder)}"


@pytest.fixture
def start():
    """Starts programs, and ends what a failed test left."""
    programs = []

    def start_one(*arguments, **keywords) -> HoldingProgram:
        programs.append(HoldingProgram(*arguments, **keywords))
        return programs[-1]

    yield start_one
    for program in programs:
        program.kill()


def test_it_works(data, start):
    program = start(data)
    assert program.answer.keys() == {
        "CQI_DATABASE_HOST",
        "CQI_DATABASE_PORT",
        "CQI_DATABASE_USERNAME",
        "CQI_DATABASE_OWNER_USERNAME",
        "CQI_DATABASE_DATABASE",
        "CQI_CACHE_HOST",
        "CQI_NATS_URL",
    }
    assert program.query("select 1") == [(1,)]
    assert running(data)
    assert program.end() == 0
    assert not running(data), "what the program held has stopped when it has ended"


def test_a_second_program_uses_the_running_servers(data, start):
    first = start(data)
    second = start(data)
    assert second.answer == first.answer
    first.query("create table noted (n int)")
    assert second.query("select count(*) from noted") == [(0,)]
    first.end()
    assert second.query("select count(*) from noted") == [(0,)], "the servers stay for the second"
    second.end()
    assert not running(data)


def test_programs_that_start_together_share_one_keeper(data, start):
    programs = [start(data, needs) for needs in (["redis"], ALL, ["nats"])]
    assert programs[0].answer.items() <= programs[1].answer.items()
    assert programs[2].answer.items() <= programs[1].answer.items()
    for program in programs:
        program.end()


def test_a_killed_server_comes_back_where_it_was(data, start):
    program = start(data)
    program.query("create table kept as select 7 as n")
    for name in ("bin/postgres", "redis-server", "nats-server"):
        (killed,) = servers(data, name)
        os.kill(killed, signal.SIGKILL)
        assert soon(lambda killed=killed, name=name: servers(data, name) not in ([], [killed]))
    assert soon(program.is_served), "all of them, at the addresses that the program was given"
    assert program.query("select n from kept") == [(7,)]
    assert start(data).answer == program.answer


def test_what_cannot_be_started_again_is_tried_until_it_can(data, start):
    program = start(data, ["nats"])
    (killed,) = servers(data, "nats-server")
    keeper = json.loads((data / "keeper.json").read_text())["pid"]
    os.kill(keeper, signal.SIGSTOP)
    os.kill(killed, signal.SIGKILL)
    address = urlsplit(program.answer["CQI_NATS_URL"])
    assert soon(lambda: not reaches(address))
    with socket.create_server((address.hostname, address.port)):
        os.kill(keeper, signal.SIGCONT)
        log = data / "logs" / "keeper.log"
        assert soon(lambda: "NATS has ended and cannot be started again" in log.read_text()), log.read_text()
    assert soon(lambda: reaches(address))
    assert soon(lambda: "NATS had ended and was started again." in log.read_text())


def test_the_end_of_a_fork_is_not_the_end_of_the_program(data, start):
    program = start(data, ["postgres"], then="import os; os.fork() or sys.exit(); os.wait()")
    assert program.query("select 1") == [(1,)]


def test_only_what_is_needed_is_started(data, start):
    program = start(data, ["redis"])
    assert program.answer.keys() == {"CQI_CACHE_HOST"}
    assert not any("postgres" in command or "nats-server" in command for command in running(data))
    program.end()


def test_the_data_outlives_the_servers(data, start):
    first = start(data, ["postgres"])
    first.query("create table kept as select 7 as n")
    first.end()
    second = start(data, ["postgres"])
    assert second.query("select n from kept") == [(7,)]
    second.end()


def test_a_killed_program_leaves_nothing(data, start):
    program = start(data)
    program.kill()
    assert soon(lambda: not running(data))


def test_a_killed_keeper_leaves_nothing_and_the_data_is_whole(data, start):
    program = start(data)
    program.query("create table kept as select 7 as n")
    os.kill(json.loads((data / "keeper.json").read_text())["pid"], signal.SIGKILL)
    assert soon(lambda: not running(data))
    program.end()
    again = start(data)
    assert again.query("select n from kept") == [(7,)]
    again.end()


def test_killed_servers_are_recovered(data, start):
    program = start(data, ["postgres"], fsync=True)
    program.query("create table kept as select 7 as n")
    first_line = (data / "postgres" / "postmaster.pid").read_text().splitlines()[0]
    os.kill(int(first_line), signal.SIGKILL)
    program.end()
    again = start(data, ["postgres"], fsync=True)
    assert again.query("select n from kept") == [(7,)]
    again.end()


def test_a_stale_pid_file_that_names_a_stranger_is_no_obstacle(data, start):
    start(data, ["postgres"]).end()
    account = DataFolder(data).account()  # a process of another account is no obstacle to PostgreSQL either
    stranger = subprocess.Popen(["sleep", "60"], cwd="/", user=account.pw_uid if account else None)
    (data / "postgres" / "postmaster.pid").write_text(
        f"{stranger.pid}\n{data / 'postgres'}\n0\n5432\n\n\n0 0\n"
    )
    program = start(data, ["postgres"])
    assert program.query("select 1") == [(1,)]
    program.end()
    assert stranger.poll() is None, "the stranger was left alone"
    stranger.kill()
    stranger.wait()


def test_a_broken_data_folder_is_one_sentence(data, start):
    start(data, ["postgres"]).end()
    (data / "postgres" / "global" / "pg_control").write_bytes(b"broken")
    program = start(data, ["postgres"])
    assert program.answer["problem"].startswith("PostgreSQL does not start: ")
    assert "\n" not in program.answer["problem"]
    program.end()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "is not a data folder of PostgreSQL"), ("12\n", "was made by PostgreSQL 12, this is 18")],
)
def test_a_folder_of_another_kind_is_refused(data, start, content, sentence):
    (data / "postgres").mkdir(parents=True)
    if content:
        (data / "postgres" / "PG_VERSION").write_text(content)
    program = start(data, ["postgres"])
    assert sentence in program.answer["problem"]
    program.end()


def test_an_interrupted_creation_is_begun_again(data, start):
    (data / "postgres.new" / "base").mkdir(parents=True)
    program = start(data, ["postgres"])
    assert program.query("select 1") == [(1,)]
    program.end()


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path, start):
    place = tmp_path / "data"
    place.write_text("a file")
    program = start(place)
    assert program.answer["problem"] == f"The data folder {place} cannot be used: file exists: {place}."
    program.end()


def test_a_folder_with_a_long_path_works(tmp_path, start):
    program = start(tmp_path / ("long" * 40) / "data", ["postgres", "redis"])
    assert program.query("select 1") == [(1,)]
    program.end()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can start as someone else")
def test_a_normal_user_can(data, start):
    data.mkdir()
    shutil.chown(data, "nobody")
    program = start(data, user="nobody")
    assert program.query("select 1") == [(1,)]
    assert (data / "postgres").stat().st_uid == data.stat().st_uid
    program.end()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has folders that others may not enter")
def test_root_can_below_a_folder_that_only_root_may_enter(tmp_path, start):
    tmp_path.chmod(0o700)
    program = start(tmp_path / "data")
    assert program.query("select 1") == [(1,)]
    program.end()
