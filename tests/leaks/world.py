"""Servers that ask for passwords, and programs of `manage.py` that are configured for them."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import redis

from cqar_site.defaults import NAME
from cqi.embedded.entering import entering
from cqi.embedded.nats import start_nats
from tests.cqi.auth.issuer import AUDIENCE, ISSUER, public_pem
from tests.leaks.planted import Planted
from tests.programs import READY, ROOT, free_port
from tests.safety.servers import Backing

SERVICE = "order-router"
"""The service whose key is in the configuration."""


class RunningWorld(Backing):
    """PostgreSQL, Redis and NATS, each with a secret; and the files of TLS and of tokens."""

    def __init__(self, path: Path, planted: Planted) -> None:
        super().__init__(path)
        self.planted, self.path = planted, path
        self.nats = start_nats(self.folder, self.run)
        url = self.nats.variables["CQI_NATS_URL"]
        planted.add("token of NATS", url.removeprefix("nats://").partition("@")[0])
        planted.tls.write(path / "tls.crt", path / "tls.key")
        (path / "issuer.pem").write_bytes(public_pem(planted.issuer.keys["es"]))
        self.said: dict[str, bytes] = {}
        """What each program has written, by its command line."""
        self.unprotected = super().variables
        self.manage("make_roles", variables=self.variables)
        self.manage("migrate", "-v0", variables=self.unprotected)
        self.manage("apikey", "account", SERVICE, "--group", "admin", variables=self.unprotected)
        self._ask_for_passwords()

    def _ask_for_passwords(self) -> None:
        with super().connect() as connection:
            (self.folder.path / "postgres" / "pg_hba.conf").write_text("local all all scram-sha-256\n")
            connection.execute("SELECT pg_reload_conf()")
        redis.Redis(unix_socket_path=self.socket).config_set("requirepass", self.planted["password of Redis"])

    @property
    def socket(self) -> str:
        return self.redis.variables["CQI_CACHE_HOST"]

    @property
    def variables(self) -> dict[str, str]:
        """The environment of a program that has every secret."""
        planted = self.planted
        return self.unprotected | {
            "CQI_NATS_URL": self.nats.variables["CQI_NATS_URL"],
            "CQI_DATABASE_PASSWORD": planted["password of PostgreSQL"],
            "CQI_DATABASE_OWNER_PASSWORD": planted["password of the owner"],
            "CQI_CACHE_PASSWORD": planted["password of Redis"],
            "CQI_SECRET_KEY": planted["the secret key"],
            "CQI_API_KEY_ORDER_ROUTER": planted["a configured key"],
            "CQI_GRPC_TLS_ENABLED": "true",
            "CQI_GRPC_TLS_CERT_PATH": str(self.path / "tls.crt"),
            "CQI_GRPC_TLS_KEY_PATH": str(self.path / "tls.key"),
            "CQI_TOKENS_PUBLIC_KEY_PATH": str(self.path / "issuer.pem"),
            "CQI_TOKENS_ISSUER": ISSUER,
            "CQI_TOKENS_AUDIENCE": AUDIENCE,
            "CQI_AUTH_REQUIRE": "true",
            "CQI_LOG_LEVEL": "DEBUG",
        }

    def connect(self) -> psycopg.Connection[Any]:
        """As the owner of the schema."""
        user, password = self.variables["CQI_DATABASE_OWNER_USERNAME"], self.planted["password of the owner"]
        return psycopg.connect(host=str(self.run), user=user, password=password, dbname=NAME, autocommit=True)

    def client(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=self.socket, password=self.planted["password of Redis"])

    def stop(self) -> None:
        self.nats.stop()
        super().stop()

    @contextmanager
    def without(self, table: str) -> Iterator[None]:
        """A table is not there meanwhile, as after a migration that went wrong."""
        with self.connect() as connection:
            connection.execute(f"ALTER TABLE {table} RENAME TO away")
            yield
            connection.execute(f"ALTER TABLE away RENAME TO {table}")

    def manage(self, *arguments: str, variables: dict[str, str], code: int = 0) -> str:
        """Run a command to its end; what it says is kept."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, timeout=300, check=False)
        self.said[f"{len(self.said)}: {' '.join(arguments)}"] = done.stdout + done.stderr
        assert done.returncode == code, (done.stdout + done.stderr).decode()
        return done.stdout.decode()

    @contextmanager
    def serving(self, **variables: str) -> Iterator["Program"]:
        """`manage.py serve`, whose output is kept when it has ended."""
        program = Program(self.folder.log("serve"), self.variables | variables)
        try:
            yield program
        finally:
            program.stop()
            self.said[f"{len(self.said)}: serve {variables}"] = program.log.read_bytes()


class Program:
    """`manage.py serve`, which writes into a file: nobody has to read along."""

    def __init__(self, log: Path, variables: dict[str, str]) -> None:
        self.log, self.grpc_port, self.http_port, self.ops_port = log, free_port(), free_port(), free_port()
        ports = {
            "CQI_GRPC_PORT": str(self.grpc_port),
            "CQI_HTTP_PORT": str(self.http_port),
            "CQI_HTTP_OPS_PORT": str(self.ops_port),
        }
        with log.open("wb") as said:
            self.process = subprocess.Popen(
                entering(None, [], [sys.executable, "manage.py", "serve"]),
                cwd=ROOT,
                env=variables | ports,
                stdout=said,
                stderr=said,
            )
        give_up = time.monotonic() + 120
        while READY not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < give_up, self.log.read_text()
            time.sleep(0.05)

    def stop(self) -> None:
        """In order, so that what it says at the end is there too."""
        self.process.terminate()
        self.process.wait(60)
