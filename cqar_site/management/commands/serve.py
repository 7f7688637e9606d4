"""`manage.py serve`: everything in one foreground program, which is what `make run` runs."""

import signal
from contextlib import ExitStack, suppress
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application
from django.db import connection
from prometheus_client import REGISTRY

from cqar_site.http import bind_http
from cqar_site.ops import PORT_VARIABLE, start_ops
from cqar_site.relay import RelayProcess
from cqar_site.threads import start_threads
from cqi.auth.directory import directory
from cqi.auth.startup import start_directory
from cqi.embedded import data_folder
from cqi.startup import StartError, check_ports, end_with_make
from grpc_api.server import AddressTaken, configured_certificates, start
from registry.models import Asset
from registry.reading import cache

_EMPTY = "The registry is empty: seeding it ..."
_NEXT = """
gRPC  {host}:{grpc_port}
HTTP  http://{host}:{http_port}/  (admin)
Ops   http://{host}:{ops_port}/health/ready, {metrics}
Try   .venv/bin/python manage.py call GetVenueSymbol '{{"venue_id": "binance", "venue_symbol": "BTCUSDT"}}'
      .venv/bin/python manage.py createsuperuser, for the admin
Stop  Ctrl-C
"""


class Command(BaseCommand):
    """Migrates, seeds an empty registry, and serves gRPC and HTTP until it is stopped."""

    help = "Migrate, seed an empty registry, then serve gRPC and HTTP until Ctrl-C or SIGTERM."

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until a signal comes; a second one ends the program at once."""
        # SIGINT as well: a shell makes the programs that it starts in the background ignore it.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler)
        end_with_make()
        config = settings.CONFIG
        ports = [
            (config.grpc.host, config.grpc.port, "CQI_GRPC_PORT"),
            (config.http.host, config.http.port, "CQI_HTTP_PORT"),
        ]
        if config.http.ops_port:
            ports.append((config.http.host, config.http.ops_port, PORT_VARIABLE))
        if config.grpc.tls_client_port:
            ports.append((config.grpc.host, config.grpc.tls_client_port, "CQI_GRPC_TLS_CLIENT_PORT"))
        check_ports(ports)
        try:
            with ExitStack() as stack:
                stack.callback(connection.close_pool)  # type: ignore[attr-defined]  # PostgreSQL has one
                self._prepare_database()
                stack.callback(directory().stop)
                self._serve(stack)
        except KeyboardInterrupt:
            self._say("Stopped.")

    def _prepare_database(self) -> None:
        config = settings.CONFIG
        nats = config.event_bus.url.get_secret_value().rpartition("@")[2] if config.event_bus.url else "-"
        self._say(f"PostgreSQL at {config.database.host}, Redis at {config.cache.host}, NATS at {nats}.")
        call_command("migrate", verbosity=0)
        self._say("The schema is current.")
        self._seed_once()
        self._say(f"The registry holds {Asset.objects.count():,} assets.")
        connection.close()
        self._say(start_directory())

    def _seed_once(self) -> None:
        """Seed an empty registry. The file `seeding` stays when a seed was stopped: it is run again."""
        unfinished = data_folder(settings.CONFIG) / "seeding"
        was_stopped = unfinished.exists()
        if Asset.objects.exists() and not was_stopped:
            return
        # In a container the folder may be read-only: there a stopped seed is not noticed.
        with suppress(OSError):
            unfinished.touch()
        self._say("The last seeding was stopped: doing it again ..." if was_stopped else _EMPTY)
        call_command("seed")
        unfinished.unlink(missing_ok=True)

    def _serve(self, stack: ExitStack) -> None:
        config = settings.CONFIG
        http = bind_http(
            get_wsgi_application(), config.http.port, "CQI_HTTP_PORT", threads=config.http.threads
        )
        stack.callback(http.close)
        cache.store.availability.distrust()  # until it is known what Redis is owed
        try:
            address = f"{config.grpc.host}:{config.grpc.port}"
            grpc = start(address, configured_certificates())
        except AddressTaken as error:
            raise StartError(f"{error} (set CQI_GRPC_PORT).") from error
        stack.callback(grpc.stop)
        start_ops()
        start_threads()
        if config.relay.enabled:
            self._relay(stack)
        self._say(
            _NEXT.format(
                host=config.http.host,
                grpc_port=config.grpc.port,
                http_port=config.http.port,
                ops_port=config.http.ops_port or config.http.port,
                metrics=config.metrics.path,
            )
        )
        http.run()
        raise KeyboardInterrupt  # waitress has swallowed it

    def _relay(self, stack: ExitStack) -> None:
        relay = RelayProcess()
        stack.callback(relay.stop)
        REGISTRY.register(relay)
        stack.callback(REGISTRY.unregister, relay)

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
