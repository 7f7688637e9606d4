"""`manage.py grpcserver`: the gRPC server alone, until SIGTERM or Ctrl-C."""

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cqar_site.ops import PORT_VARIABLE, start_ops
from cqar_site.threads import start_threads
from cqi.auth.directory import directory
from cqi.auth.startup import start_directory
from cqi.startup import check_ports
from grpc_api import server
from registry.reading import cache


class Command(BaseCommand):
    help = "Serves AssetRegistry, health and reflection over gRPC."

    def add_arguments(self, parser: CommandParser) -> None:
        grpc = settings.CONFIG.grpc
        parser.add_argument("address", nargs="?", default=f"{grpc.host}:{grpc.port}", help="host:port")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        check_ports(ports_of(address))
        self.stdout.write(start_directory())
        cache.store.availability.distrust()  # until it is known what Redis is owed
        try:
            running = server.start(address, server.configured_certificates())
        except server.AddressTaken as error:
            raise CommandError(str(error)) from None
        start_ops()
        start_threads()
        self.stdout.write(f"gRPC on {address}")
        stop.wait()
        running.stop()
        directory().stop()


def ports_of(address: str) -> list[tuple[str, int, str]]:
    """The ports that are to be free, each with its host and its variable; that of calls alone tells the server."""
    http = settings.CONFIG.http
    host, _, port = address.rpartition(":")
    if not http.ops_port or not port.isdecimal():
        return []
    return [(host.strip("[]"), int(port), "CQI_GRPC_PORT"), (http.host, http.ops_port, PORT_VARIABLE)]
