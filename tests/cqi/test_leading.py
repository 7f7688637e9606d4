"""One of several processes does a task; another takes over within ten seconds, whatever the first suffers."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from cqi.leading import LEADING, Leader, Turn, session_for
from tests.programs import ROOT, soon
from tests.superuser import run_as_superuser

pytestmark = pytest.mark.django_db(transaction=True)

LOCK = 4_711
TAKEN_OVER_SECONDS = 10
OTHER_PROCESS = f"""
import os, django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = os.environ["DATABASE"]
from cqi.leading import Leader
Leader("other", {LOCK}, lambda turn: (print("leads", flush=True), turn.over.wait())).run()
"""


class Contender:
    """A leader in a thread, and the turns that it has had."""

    def __init__(self, task: str = "task") -> None:
        self.turns: list[Turn] = []
        self.leader = Leader(task, LOCK, self.work)
        self.thread = threading.Thread(target=self.leader.run)
        self.thread.start()

    def work(self, turn: Turn) -> None:
        self.turns.append(turn)
        turn.over.wait()

    @property
    def leads(self) -> bool:
        return bool(self.turns) and not self.turns[-1].over.is_set()

    def stop(self) -> None:
        self.leader.stop()
        self.thread.join()


@pytest.fixture
def processes() -> Iterator[list[Contender]]:
    started = [Contender("first")]
    assert soon(lambda: started[0].leads)
    started.append(Contender())
    yield started
    for each in started:
        each.stop()


def backend_of_leader() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND granted", [LOCK]
        )
        return int(cursor.fetchone()[0])


def test_one_leads_and_the_next_when_it_stops(processes: list[Contender]) -> None:
    first, second = processes
    assert LEADING.labels("first")._value.get() == 1
    assert not second.turns
    first.stop()
    assert soon(lambda: second.leads)
    assert [len(each.turns) for each in processes] == [1, 1]


def test_a_session_that_is_ended_ends_the_turn(processes: list[Contender]) -> None:
    (turn,) = processes[0].turns
    run_as_superuser("SELECT pg_terminate_backend(%s)", backend_of_leader())
    assert turn.over.wait(TAKEN_OVER_SECONDS)
    assert soon(lambda: sum(each.leads for each in processes) == 1)


def test_a_server_that_hangs_ends_the_turn(processes: list[Contender]) -> None:
    """The connection stands and acknowledges what is sent, as one whose other end is cut off does for a while."""
    (turn,) = processes[0].turns
    backend = backend_of_leader()
    os.kill(backend, signal.SIGSTOP)
    try:
        assert turn.over.wait(TAKEN_OVER_SECONDS)
    finally:
        os.kill(backend, signal.SIGCONT)
    assert soon(lambda: sum(each.leads for each in processes) == 1)


def test_a_process_that_hangs_is_replaced() -> None:
    variables = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTEST_XDIST_WORKER": "gw0",  # the servers are there
        "DATABASE": settings.DATABASES["default"]["NAME"],
    }
    command = [sys.executable, "-c", OTHER_PROCESS]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | variables, stdout=subprocess.PIPE) as other:
        try:
            assert other.stdout.readline() == b"leads\n"
            standby = Contender()
            try:
                other.send_signal(signal.SIGSTOP)
                frozen_at = time.monotonic()
                assert soon(lambda: standby.leads)
                assert time.monotonic() - frozen_at < TAKEN_OVER_SECONDS
            finally:
                standby.stop()
        finally:
            other.kill()


def test_work_that_fails_is_tried_again() -> None:
    tries = []

    def fail(turn: Turn) -> None:
        tries.append(turn)
        raise RuntimeError

    leader = Leader("failing", LOCK, fail)
    thread = threading.Thread(target=leader.run)
    thread.start()
    assert soon(lambda: len(tries) > 1)
    leader.stop()
    thread.join()
    assert all(turn.over.is_set() for turn in tries)


def test_it_can_be_another_role() -> None:
    relay = settings.CONFIG.database.relay_username
    with session_for("task", user=relay) as session:
        assert session.execute("SELECT current_user").fetchone() == (relay,)
        assert session.execute("SHOW idle_session_timeout").fetchone() == ("6s",)
    assert isinstance(session, psycopg.Connection)
