"""PostgreSQL, Redis, NATS, two gRPC servers and two relays, and whoever starts again what has ended."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import grpc
import psycopg
import redis

from cqar_site.defaults import DEFAULTS, NAME
from cqar_site.servers import make_embedded_roles
from cqi.config import load
from cqi.embedded.nats import URL, start_nats
from cqi.embedded.places import DataFolder
from cqi.embedded.postgres import SUPERUSER, start_postgres
from cqi.embedded.process import Server
from cqi.embedded.redis import start_redis
from cqi.startup import StartError
from tests.programs import ROOT, environment, free_port

from .cluster import NatsCluster
from .disks import SmallDisk
from .link import LinkProcess, Socket
from .programs import BULK, PLANT, KeptProgram

LOOK_EVERY = 0.2
"""Seconds between two looks at what has ended."""
DISK, DISK_OF_LONG = 384, 3072
"""Megabytes of a server's disk, for a short run and a long one; what is not used takes no memory."""
WAL = "ALTER SYSTEM SET max_wal_size = '128MB'"
AT_ONCE = [
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.min_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 500),
    ("grpc.use_local_subchannel_pool", 1),
]
"""Clients of a server that was killed are back soon after it is."""


class FaultWorld:
    """All that runs.  `plant` names a bug that its programs have; the stream is kept by so many NATS servers."""

    def __init__(self, path: Path, plant: str = "", nats_servers: int = 1) -> None:
        self.folder, database = DataFolder(path), DataFolder(path / "database")
        self.folder.prepare()
        self.run = self.folder.new_run_folder(self.folder.account())
        self.nats_servers = nats_servers
        self.disks: dict[str, SmallDisk] = {}
        """What PostgreSQL and NATS store on, by server, where this process may make small disks."""
        self._make_disk("PostgreSQL", "database")
        database.prepare()
        self.starts: dict[str, Callable[[], Server]] = {
            "PostgreSQL": lambda: start_postgres(database, self.run, name=NAME, fsync=False),
            "Redis": lambda: start_redis(self.folder, self.run),
        }
        self.nats_url: str | None = None
        if nats_servers == 1:
            self._make_disk("NATS", "nats")
            self.starts["NATS"] = lambda: start_nats(self.folder, self.run, self.nats_url)
        else:
            cluster = NatsCluster(self.folder, self.run, nats_servers)
            for name in cluster.ports:
                self._make_disk(name, name)
            self.starts, self.nats_url = self.starts | cluster.starts(), cluster.url
        self.servers = {name: start() for name, start in self.starts.items()}
        self.nats_url = self.nats_url or self.servers["NATS"].variables[URL]
        self.plant, self.links = plant, LinkProcess()
        self.ended: list[str] = []
        """The servers that had ended and were started again."""
        self._migrate()
        self.programs = [
            self._program("server-1", "grpcserver", f"127.0.0.1:{free_port()}"),
            self._program("server-2", "grpcserver", f"127.0.0.1:{free_port()}"),
            self._program("relay-1", "relay"),
            self._program("relay-2", "relay"),
        ]
        self._stopped = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)

    @property
    def real(self) -> dict[str, str]:
        """The variables that lead to the servers themselves."""
        told = {name: text for server in self.servers.values() for name, text in server.variables.items()}
        return told | {URL: self.nats_url or ""}

    @property
    def grpc_servers(self) -> list[KeptProgram]:
        return [program for program in self.programs if program.arguments[0] == "grpcserver"]

    @property
    def bulk(self) -> list[KeptProgram]:
        return [program for program in self.programs if program.arguments[0] == BULK]

    @property
    def relays(self) -> list[KeptProgram]:
        return [program for program in self.programs if program.arguments[0] == "relay"]

    def start(self) -> None:
        """Start the programs, and wait until both servers answer."""
        for program in self.programs:
            program.start()
        self._keeper.start()
        for program in self.grpc_servers:
            with self.channel(program) as channel:
                try:
                    grpc.channel_ready_future(channel).result(timeout=120)
                except grpc.FutureTimeoutError:
                    raise AssertionError(program.log.read_text()[-4000:]) from None

    def start_bulk(self, assets: Sequence[str]) -> Path:
        """Have these assets written in bulk from now on; returns the file with what was committed."""
        told = self.folder.path / "written in bulk"
        told.touch()
        program = self._program("bulk", BULK, str(told), *assets)
        program.start()
        self.programs.append(program)
        return told

    def stop_bulk(self) -> None:
        """Write no more in bulk."""
        for program in self.bulk:
            self.programs.remove(program)
            program.stop()

    def channel(self, program: KeptProgram) -> grpc.Channel:
        return grpc.insecure_channel(program.arguments[1], AT_ONCE)

    def connect(self) -> psycopg.Connection[Any]:
        """As the superuser, past all links."""
        return psycopg.connect(host=str(self.run), user=SUPERUSER, dbname=NAME, autocommit=True)

    def redis(self) -> redis.Redis:
        """Past all links."""
        return redis.Redis(unix_socket_path=self.real["CQI_CACHE_HOST"], socket_timeout=10)

    def stop(self) -> None:
        self._stopped.set()
        self._keeper.join()
        for program in self.programs:
            program.stop()
        self.links.stop()
        for server in reversed(self.servers.values()):
            server.stop()
        for disk in self.disks.values():
            disk.remove()
        shutil.rmtree(self.run, ignore_errors=True)

    def _make_disk(self, server: str, folder: str) -> None:
        path = self.folder.subfolder(folder, self.folder.account())
        megabytes = DISK if self.nats_servers == 1 else DISK_OF_LONG
        if (disk := SmallDisk.mounted(path, megabytes)) is not None:
            self.disks[server] = disk

    def _migrate(self) -> None:
        with self.connect() as session:
            session.execute(WAL)
            session.execute("SELECT pg_reload_conf()")
        make_embedded_roles(load(DEFAULTS, self.real).database)
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "-v", "0"],
            cwd=ROOT,
            env=environment(self.folder.path, **self.real),
            check=True,
        )

    def _program(self, name: str, command: str, *more: str) -> KeptProgram:
        nats = urlsplit(self.nats_url or "")
        assert nats.hostname
        assert nats.port
        targets: dict[str, Socket] = {
            "PostgreSQL": str(self.run / ".s.PGSQL.5432"),
            "Redis": self.real["CQI_CACHE_HOST"],
            "NATS": (nats.hostname, nats.port),
        }
        if command == "relay":
            del targets["Redis"]  # it has nothing to do with it
        arguments = [command, *more]
        links = {server: self.links.add(target) for server, target in targets.items()}
        program = KeptProgram(name, self.folder.path, arguments, links)
        ports = {server: str(link.port) for server, link in program.links.items()}
        program.variables = self.real | {
            "CQI_DATABASE_HOST": "127.0.0.1",
            "CQI_DATABASE_PORT": ports["PostgreSQL"],
            URL: f"nats://{nats.username}@127.0.0.1:{ports['NATS']}",
            "CQI_AUTH_CALLS_PER_SECOND": "1000000",
            "CQI_LOG_FORMAT": "json",
            "CQI_EVENT_BUS_STREAM_REPLICAS": str(self.nats_servers),
            # Programs that get no processor for 40 ms would take Redis for dead.
            "CQI_CACHE_TIMEOUT_MS": "500",
            PLANT: self.plant,
        }
        if "Redis" in ports:
            program.variables |= {"CQI_CACHE_HOST": "127.0.0.1", "CQI_CACHE_PORT": ports["Redis"]}
        return program

    def _keep(self) -> None:
        while not self._stopped.wait(LOOK_EVERY):
            for name, server in self.servers.items():
                if server.has_ended():
                    # While its disk is full, it does not start.
                    with suppress(StartError):
                        self.servers[name] = self.starts[name]()
                        self.ended.append(name)
            for program in self.programs:
                program.keep()
