"""`manage.py relay`: publishes what is changed, in a process of its own."""

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from prometheus_client import REGISTRY, start_http_server

from cqar_site.relay import answer_for_metrics, configured_relay
from registry.relaying.metrics import RELAY_METRICS


class Command(BaseCommand):
    """Publishes while it is the one that does; stands by while another is."""

    help = (
        "Publish what is changed to NATS until Ctrl-C or SIGTERM; of several one does, the others stand by."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--metrics-to", type=int, help="a file descriptor on which `serve` asks for metrics"
        )

    def handle(self, *args: Any, metrics_to: int | None = None, **options: Any) -> None:
        """Publish until a signal comes; a second one ends the program at once."""
        signals = {signal.SIGINT, signal.SIGTERM}
        # No thread is interrupted, wherever it is, and none that begins here takes a signal away from this one.
        signal.pthread_sigmask(signal.SIG_BLOCK, signals)
        config = settings.CONFIG
        if port := config.relay.metrics_port:
            REGISTRY.register(RELAY_METRICS)
            start_http_server(port, config.http.host)
        if metrics_to is not None:
            answer_for_metrics(metrics_to)
        leader = configured_relay(config)
        working = threading.Thread(target=leader.run, name="relay")
        working.start()
        signal.sigwait(signals)
        for number in signals:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)
        leader.stop()
        working.join()
