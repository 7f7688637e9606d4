"""A data folder in which the application was a superuser and owned everything."""

import os
from pathlib import Path

import psycopg
import pytest

from cqar_site.defaults import NAME
from cqi.embedded import postgres
from cqi.embedded.places import DataFolder
from tests.programs import manage, running, soon
from tests.site.conftest import ONE_ASSET

ASKED = """
from django.db import connection
from registry.models import Asset, Change
with connection.cursor() as cursor:
    cursor.execute("SELECT rolname, rolsuper FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY rolname")
    print(cursor.fetchall())
print(Asset.objects.count(), Change.objects.count())
Change.objects.update(actor="x")
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As initdb made it for the application's name, and the application filled it."""
    tmp_path.chmod(0o755)
    data = DataFolder(tmp_path / "data")
    data.prepare()
    run = data.new_run_folder(data.account())
    with monkeypatch.context() as before:
        before.setattr(postgres, "SUPERUSER", NAME)
        server = postgres.start_postgres(data, run, name=NAME, fsync=False)
    try:
        variables = server.variables | {"CQI_CACHE_HOST": os.environ["CQI_CACHE_HOST"]}
        del variables["CQI_DATABASE_OWNER_USERNAME"]
        for command in (["migrate", "-v0"], ["shell", "-v0", "-c", ONE_ASSET]):
            done = manage(data.path, *command, **variables)
            assert done.returncode == 0, done.stderr
    finally:
        server.stop()
    return data.path


def test_it_works(folder):
    """Whichever command comes first: the roles are there, nothing is lost, and only postgres is a superuser."""
    for _ in range(2):
        done = manage(folder, "shell", "-v0", "-c", ASKED)
        roles, counts = done.stdout.splitlines()
        assert eval(roles) == [  # noqa: S307
            (NAME, False),
            (f"{NAME}_owner", False),
            (f"{NAME}_relay", False),
            ("postgres", True),
        ]
        assert counts == "1 1"
        assert "permission denied for table registry_change" in done.stderr
    assert manage(folder, "migrate", "-v0").returncode == 0
    assert manage(folder, "shell", "-v0", "-c", ONE_ASSET.replace("BTC", "ETH")).returncode == 0
    assert soon(lambda: not running(folder))


def test_a_start_that_was_cut_off_while_it_renamed(folder, monkeypatch):
    """It left the role that renames: the next start ends its work."""
    data = DataFolder(folder)
    with monkeypatch.context() as before:
        before.setattr(postgres, "SUPERUSER", NAME)
        server = postgres.start_postgres(data, data.new_run_folder(data.account()), name=NAME, fsync=False)
    try:
        with psycopg.connect(
            host=server.variables["CQI_DATABASE_HOST"], user=NAME, dbname=NAME, autocommit=True
        ) as session:
            session.execute("CREATE ROLE between_superusers LOGIN SUPERUSER")
    finally:
        server.stop()
    done = manage(folder, "shell", "-v0", "-c", ASKED)
    assert "between" not in done.stdout
    assert "('postgres', True)" in done.stdout
