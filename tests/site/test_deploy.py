"""The Dockerfile's own steps, run without Docker: install into an empty environment, start, answer, stop."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import yaml

from cqi.config.variables import BY_VARIABLE
from cqi.embedded.postgres import SUPERUSER
from tests.programs import ROOT, Serving, manage
from tests.site.conftest import ONE_ASSET

DATABASE = "deployed"
KEY = "0123456789abcdefghijklmnopqrstuvwxyz"


def steps() -> list[tuple[str, str]]:
    """The Dockerfile's instructions in order, long ones joined."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


def arguments(instruction: str) -> list[str]:
    return [rest for word, rest in steps() if word == instruction]


@pytest.fixture
def image(tmp_path):
    """A folder with what COPY puts into the image."""
    app = tmp_path / "app"
    app.mkdir()
    for rest in arguments("COPY"):
        source, target = rest.split()
        if (ROOT / source).is_dir():
            shutil.copytree(
                ROOT / source, app / target, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
            )
        else:
            shutil.copy(ROOT / source, app / target)
    return app


@pytest.fixture
def servers():
    """A database of its own on the servers of this test session, migrated, with one asset."""
    variables = {name: value for name, value in os.environ.items() if name in BY_VARIABLE}
    name = f"{DATABASE}_{os.getpid()}"
    variables |= {"CQI_DATABASE_DATABASE": name, "CQI_AUTH_REQUIRE": "true"}
    with psycopg.connect(
        host=variables["CQI_DATABASE_HOST"],
        port=variables["CQI_DATABASE_PORT"],
        user=SUPERUSER,
        dbname="postgres",
        autocommit=True,
    ) as connection:
        connection.execute(f"create database {name}")
        key = ["apikey", "create", "router", "--group", "reader"]
        for command in (["make_roles"], ["migrate", "-v0"], ["shell", "-v0", "-c", ONE_ASSET], key):
            assert manage(Path("/nowhere"), *command, **variables).returncode == 0
        yield variables
        connection.execute(f"drop database {name} with (force)")


@pytest.mark.timeout(600)  # pip, at full size, takes its time
def test_it_works(image, servers, tmp_path, full_size):
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "venv", *([] if full_size else ["--without-pip"]), python.parents[1]],
        check=True,
    )
    install = [rest for rest in arguments("RUN") if rest.startswith("pip ")]
    assert len(install) == 1
    pip = [python, "-m", "pip"]
    if not full_size:  # the same by a faster way
        pip = [shutil.which("uv", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}"), "pip"]
        install = [re.sub(r" --no-cache-dir| --disable-pip-version-check", "", install[0])]
    subprocess.run(
        [*pip, *shlex.split(install[0])[1:]],
        cwd=image,
        env=os.environ | {"VIRTUAL_ENV": str(python.parents[1])},
        check=True,
        capture_output=True,
    )

    settings = dict(pair.split("=", 1) for rest in arguments("ENV") for pair in rest.split())
    assert settings["CQI_SERVICE_ENVIRONMENT"] == "production"
    start = json.loads(arguments("CMD")[0])
    program = Serving(
        tmp_path / "data",
        [str(python), *start[1:]],
        cwd=image,
        **(servers | settings | {"PYTHONPATH": "", "CQI_API_KEY_ROUTER": KEY}),
    )
    try:
        assert json.loads(program.get("/health/ready")[1])["state"] == "ready"
        program.signal(signal.SIGTERM)
        assert program.end() == 0
    finally:
        program.kill()


def test_it_does_not_run_as_root():
    assert arguments("USER")[-1] not in {"root", "0"}


def test_it_does_not_start_half_configured(tmp_path):
    done = manage(tmp_path / "data", "serve", CQI_SERVICE_ENVIRONMENT="production")
    assert done.returncode == 1
    for variable in ("CQI_SECRET_KEY", "CQI_DATABASE_HOST", "CQI_CACHE_HOST", "CQI_NATS_URL"):
        assert variable in done.stderr


def test_every_variable_of_the_composition_exists():
    services = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())["services"]
    assert set(services["cqar"]["environment"]) <= set(BY_VARIABLE)
    assert set(services["schema"]["environment"]) <= {*BY_VARIABLE, "PGPASSWORD"}
    assert "CQI_DATABASE_OWNER_PASSWORD" not in services["cqar"]["environment"]
