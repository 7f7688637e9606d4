"""The directory in processes of their own: what is revoked ends everywhere, and a silent database is survived."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection
from prometheus_client import REGISTRY

from cqi.auth.directory import REFRESH_SECONDS
from cqi.auth.keys import revoke
from cqi.auth.models import ApiKey
from tests.grpc_api.helpers import HeldRow
from tests.programs import ROOT, environment, manage, soon
from tests.safety.servers import Backing

PROMISED_SECONDS = 5.0


class Asker:
    """A process that is asked whose a key is."""

    def __init__(self, seconds: float, variables: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.cqi.auth_keys.asking", str(seconds)],
            cwd=ROOT,
            env=variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, key: str) -> str:
        self.process.stdin.write(f"{key}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def stop(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def asker():
    """Starts processes, and ends them after the test."""
    started = []

    def start(seconds: float, variables: dict[str, str]) -> Asker:
        started.append(Asker(seconds, variables))
        return started[-1]

    yield start
    for process in started:
        process.stop()


def ours() -> dict[str, str]:
    mine = {name: value for name, value in os.environ.items() if name.startswith("CQI_")}
    mine |= {"CQI_DATABASE_DATABASE": connection.settings_dict["NAME"]}
    return environment(Path(os.environ["CQI_EMBEDDED_DATA_PATH"]), **mine)


@pytest.mark.django_db(transaction=True)
def test_what_ends_ends_on_every_process_within_five_seconds(asker, service, key):
    router, desk = service("router"), service("desk")
    texts = [key(router), key(desk)]
    processes = [asker(900, ours()) for _ in range(2)]
    assert [[process.ask(text) for text in texts] for process in processes] == [["router", "desk"]] * 2
    began = time.monotonic()
    revoke(ApiKey.objects.get(user=router))
    User.objects.filter(pk=desk.pk).update(is_active=False)
    for process in processes:
        for text in texts:
            assert soon(lambda process=process, text=text: process.ask(text) == "Unauthenticated")
    assert time.monotonic() - began < PROMISED_SECONDS


@pytest.mark.django_db(transaction=True)
def test_a_new_key_works_and_its_use_is_kept(asker, service, key):
    process = asker(900, ours())
    text = key(service("router"))
    assert soon(lambda: process.ask(text) == "router")
    assert soon(lambda: ApiKey.objects.get().last_used_at is not None)


@pytest.mark.django_db(transaction=True)
def test_who_holds_the_row_of_a_key_holds_up_no_reading(service, key, directory):
    text = key(service("router"))
    known = directory()
    known.by_key(text)
    with HeldRow("SELECT 1 FROM cqi_auth_apikey FOR UPDATE"):
        known.refresh()
        assert ApiKey.objects.get().last_used_at is None
    known.refresh()
    assert ApiKey.objects.get().last_used_at is not None


@pytest.mark.django_db(transaction=True)
def test_its_age_is_a_metric(directory):
    known = directory()
    known.start()
    try:
        time.sleep(2 * REFRESH_SECONDS)
        assert 0 <= REGISTRY.get_sample_value("cqi_auth_directory_age_seconds") < 2 * REFRESH_SECONDS
    finally:
        known.stop()


def test_while_the_database_is_silent_what_was_known_holds_for_a_time(asker, tmp_path):
    backing = Backing(tmp_path / "data")
    try:
        for command in (["migrate", "-v0"], ["apikey", "create", "router"]):
            done = manage(backing.folder.path, *command, **backing.variables)
            assert done.returncode == 0, done.stderr
        text, silent = done.stdout.strip(), 4 * REFRESH_SECONDS
        process = asker(silent, backing.variables)
        assert process.ask(text) == "router"
        with backing.frozen_postgres():
            time.sleep(REFRESH_SECONDS)
            assert process.ask(text) == "router"
            assert soon(lambda: process.ask(text) == "Unavailable")
            assert process.ask("cqk_0_0") == "Unavailable", "nobody is told that a key is wrong"
        assert soon(lambda: process.ask(text) == "router")
    finally:
        backing.stop()
