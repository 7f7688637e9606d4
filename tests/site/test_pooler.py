"""A pooler between the program and PostgreSQL, which would give one caller's limits to another."""

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from cqi.embedded.entering import entering
from tests.programs import free_port, manage

PGBOUNCER = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not Path(PGBOUNCER).exists(), reason="PgBouncer is not installed"),
]


@pytest.fixture
def port(tmp_path) -> Iterator[int]:
    """The port of a PgBouncer before this session's database."""
    there, port = connection.settings_dict, free_port()
    configuration = tmp_path / "pgbouncer.ini"
    configuration.write_text(
        f"""
        [databases]
        {there["NAME"]} = host={there["HOST"]} port={there["PORT"]} user={there["USER"]}
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = {port}
        unix_socket_dir =
        auth_type = any
        pool_mode = transaction
        ignore_startup_parameters = options, extra_float_digits
        """
    )
    account = pwd.getpwnam("nobody") if os.getuid() == 0 else None
    command = entering(account, [configuration], [PGBOUNCER, "-q", configuration])
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        give_up = time.monotonic() + 20
        while not answers(port):
            assert process.poll() is None, process.stderr.read()
            assert time.monotonic() < give_up
            time.sleep(0.05)
        yield port
        process.terminate()


def answers(port: int) -> bool:
    there = connection.settings_dict
    try:
        with psycopg.connect(host="127.0.0.1", port=port, user=there["USER"], dbname=there["NAME"]) as found:
            return found.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def test_it_is_refused_in_one_sentence(port, tmp_path):
    there = connection.settings_dict
    done = manage(
        tmp_path,
        "showmigrations",
        CQI_DATABASE_HOST="127.0.0.1",
        CQI_DATABASE_PORT=str(port),
        CQI_DATABASE_USERNAME=there["USER"],
        CQI_DATABASE_DATABASE=there["NAME"],
        CQI_CACHE_HOST="127.0.0.1",
        CQI_NATS_URL="nats://127.0.0.1:1",
    )
    assert done.returncode == 1
    assert done.stderr == (
        "CQI_DATABASE_HOST leads to a pooler, such as PgBouncer: it must lead to PostgreSQL itself.\n"
    )
