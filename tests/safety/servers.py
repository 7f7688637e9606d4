"""Servers of a test's own, which it may stop, freeze and break; and server processes in front of them."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import grpc
import psycopg
import redis
from cqc.services.v1.asset_registry_pb2_grpc import AssetRegistryStub

from cqar_site.defaults import DEFAULTS, NAME
from cqar_site.servers import make_embedded_roles
from cqi.config import load
from cqi.embedded.entering import entering
from cqi.embedded.places import DataFolder
from cqi.embedded.postgres import SUPERUSER, start_postgres
from cqi.embedded.redis import start_redis
from tests.programs import ROOT, environment, free_port


class GrpcServer:
    """`manage.py grpcserver` as a process that was just started, and a client of it."""

    def __init__(self, log: Path, variables: dict[str, str]) -> None:
        self.address = f"127.0.0.1:{free_port()}"
        # It ends when the tests are killed.
        command = entering(None, [], [sys.executable, "manage.py", "grpcserver", self.address])
        with log.open("wb") as said:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=variables,
                stdout=said,
                stderr=said,
            )
        self.log, self.channel = log, grpc.insecure_channel(self.address)
        self.stub = AssetRegistryStub(self.channel)

    def wait(self) -> None:
        """Until it answers."""
        try:
            grpc.channel_ready_future(self.channel).result(timeout=120)
        except grpc.FutureTimeoutError:
            self.stop()  # else it keeps connections that later tests need
            raise AssertionError(self.log.read_text()) from None

    def stop(self) -> None:
        self.channel.close()
        self.process.kill()
        self.process.wait()


class Backing:
    """PostgreSQL and Redis."""

    def __init__(self, path: Path) -> None:
        self.folder = DataFolder(path)
        self.folder.prepare()
        self.run = self.folder.new_run_folder(self.folder.account())
        self.postgres = start_postgres(self.folder, self.run, name=NAME, fsync=False)
        self.redis = start_redis(self.folder, self.run)
        make_embedded_roles(load(DEFAULTS, self.postgres.variables).database)

    @property
    def variables(self) -> dict[str, str]:
        """The environment of a program that uses these servers, and no NATS."""
        ours = self.postgres.variables | self.redis.variables | {"CQI_NATS_URL": "nats://127.0.0.1:1"}
        return environment(self.folder.path, **ours)

    def client(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=self.redis.variables["CQI_CACHE_HOST"])

    def connect(self) -> psycopg.Connection[Any]:
        """As the superuser."""
        return psycopg.connect(host=str(self.run), user=SUPERUSER, dbname=NAME, autocommit=True)

    def stop(self) -> None:
        self.freeze_redis(on=False)
        self.redis.stop()
        self.postgres.stop()
        shutil.rmtree(self.run, ignore_errors=True)

    def restart_redis(self) -> None:
        self.redis = start_redis(self.folder, self.run)

    def freeze_redis(self, *, on: bool) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.redis.process.pid, signal.SIGSTOP if on else signal.SIGCONT)

    @contextmanager
    def frozen_postgres(self) -> Iterator[None]:
        """All of its processes stand still meanwhile: connections stay, and nothing answers."""
        pid = self.postgres.process.pid
        os.kill(pid, signal.SIGSTOP)
        frozen = [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]

        def tell_all(number: int) -> None:
            for each in frozen:
                with suppress(ProcessLookupError):  # one whose client has left ends meanwhile
                    os.kill(each, number)

        tell_all(signal.SIGSTOP)
        try:
            yield
        finally:
            tell_all(signal.SIGCONT)

    def restart_postgres_as_standby(self) -> None:
        """A replica whose primary says nothing more: it answers reads for ever, and lags behind."""
        self.postgres.stop()
        (self.folder.path / "postgres" / "standby.signal").touch()
        self.postgres = start_postgres(self.folder, self.run, name=NAME, fsync=False)

    @contextmanager
    def locked(self, table: str) -> Iterator[None]:
        """Nobody reads this table meanwhile."""
        with self.connect() as connection, connection.transaction():
            connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            yield
