"""`manage.py grpcserver`: the gRPC server alone, until SIGTERM or Ctrl-C."""

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from grpc_api import server

GRACE_SECONDS = 5


class Command(BaseCommand):
    help = "Serves AssetRegistry, health and reflection over gRPC."

    def add_arguments(self, parser: CommandParser) -> None:
        grpc = settings.CONFIG.grpc
        parser.add_argument("address", nargs="?", default=f"{grpc.host}:{grpc.port}", help="host:port")
        parser.add_argument("--threads", type=int, default=grpc.threads, help="calls worked on at once")

    def handle(self, *args: Any, address: str, threads: int, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        try:
            running = server.start(address, threads, server.configured_credentials())
        except server.AddressTaken as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"gRPC on {address}, {threads} threads")
        stop.wait()
        running.stop(GRACE_SECONDS).wait()
