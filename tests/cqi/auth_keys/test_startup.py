"""The start of a program that serves: who can call it, or why it does not start."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib.auth.models import User
from django.db import connection

from cqi.auth.startup import NOBODY, NOT_REQUIRED, REQUIRED
from tests.cqi.auth_keys.conftest import CONFIGURED
from tests.programs import Serving, free_port, manage
from tests.superuser import run_as_superuser

pytestmark = pytest.mark.django_db(transaction=True)


def ours(**more: str) -> dict[str, str]:
    """The configuration of this test session: its servers, its database."""
    mine = {name: value for name, value in os.environ.items() if name.startswith("CQI_")}
    del mine["CQI_AUTH_REQUIRE"]
    return mine | {"CQI_DATABASE_DATABASE": connection.settings_dict["NAME"]} | more


@pytest.fixture
def start(tmp_path):
    """Starts a server with these variables, and ends it after the test; the answer is what it said."""
    started = []

    def start_one(**variables: str) -> str:
        arguments = [sys.executable, "manage.py", "grpcserver", f"127.0.0.1:{free_port()}"]
        started.append(Serving(tmp_path, arguments, until="gRPC on", **ours(**variables)))
        return "".join(started[-1].said)

    yield start_one
    for program in started:
        program.kill()


@pytest.fixture
def refused(tmp_path):
    """What a server says that does not start with these variables."""

    def start_in_vain(**variables: str) -> str:
        done = manage(tmp_path, "grpcserver", **ours(**variables))
        assert done.returncode == 1
        return done.stderr

    return start_in_vain


def test_a_developer_needs_no_key_and_is_told(start):
    assert f"{NOT_REQUIRED}\n" in start(CQI_SERVICE_ENVIRONMENT="development")
    assert not User.objects.exists()


def test_elsewhere_every_call_needs_one(start):
    assert f"{REQUIRED}\n" in start()
    assert not User.objects.exists()


def production(**more: str) -> dict[str, str]:
    return {"CQI_SERVICE_ENVIRONMENT": "production", "CQI_SECRET_KEY": CONFIGURED} | more


def test_in_production_somebody_can_call(start, refused, service, key):
    assert refused(**production()) == f"{NOBODY}\n"
    key(service("router"))
    assert f"{REQUIRED}\n" in start(**production())


def test_a_configured_key_is_enough(start, service):
    service("risk-engine")
    assert f"{REQUIRED}\n" in start(**production(CQI_API_KEY_RISK_ENGINE=CONFIGURED))


@pytest.mark.parametrize("environment", ["test", "production"])
def test_a_configured_key_of_no_account_is_one_sentence(refused, environment):
    said = refused(**production(CQI_API_KEY_RISK_ENGINE=CONFIGURED, CQI_SERVICE_ENVIRONMENT=environment))
    assert said == (
        "There is no active service account risk-engine, of which the configuration has a key"
        " (CQI_API_KEY_RISK_ENGINE): `manage.py apikey account NAME --group reader` makes one.\n"
    )


def test_a_database_that_has_no_tables_yet_refuses_everybody(tmp_path):
    variables = {name: value for name, value in os.environ.items() if name.startswith("CQI_")}
    arguments = [sys.executable, "manage.py", "grpcserver", f"127.0.0.1:{free_port()}"]
    program = Serving(tmp_path, arguments, until="gRPC on", **variables)
    program.kill()
    assert any("directory_not_read" in line for line in program.said)


def test_what_would_have_stopped_the_start_is_told_when_the_database_is_there(tmp_path):
    arguments = [sys.executable, "manage.py", "grpcserver", f"127.0.0.1:{free_port()}"]
    variables = ours(**production(CQI_API_KEY_RISK_ENGINE=CONFIGURED))
    run_as_superuser("ALTER TABLE auth_user RENAME TO away")
    try:
        program = Serving(tmp_path, arguments, until="gRPC on", **variables)
    finally:
        run_as_superuser("ALTER TABLE away RENAME TO auth_user")
    with ending_in(30, program):
        said = next((line for line in program.process.stdout if "callers_cannot_call" in line), "")
    assert "There is no active service account risk-engine" in said


@contextmanager
def ending_in(seconds: float, program: Serving) -> Iterator[None]:
    """Kills the program after this block, and where the block takes longer."""
    timer = threading.Timer(seconds, program.process.kill)
    timer.start()
    yield
    timer.cancel()
    program.kill()


def test_a_weak_secret_key_is_told(refused):
    assert refused(**production(CQI_SECRET_KEY="a" * 64)).splitlines() == [
        "The configuration is wrong:",
        "  CQI_SECRET_KEY: should have at least 8 different characters: take random ones",
    ]
