"""The relay as it is configured, and the one that `serve` runs beside itself."""

import multiprocessing.connection
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import prometheus_client.registry
import structlog
from prometheus_client import Metric, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from cqi.bus.connection import bus_url
from cqi.config import Config
from cqi.embedded.entering import entering
from cqi.leading import Leader
from registry.relaying.metrics import RELAY_METRICS
from registry.relaying.relay import relay_leader
from registry.relaying.stream import StreamSettings

log = structlog.get_logger(__name__)

MANAGE = Path(__file__).parents[1] / "manage.py"
START_AGAIN_SECONDS = 1.0
STOP_SECONDS = 10.0
ANSWER_WITHIN_SECONDS = 1.0


def configured_relay(config: Config) -> Leader:
    """The leader that publishes, with the stream and the role that the configuration says."""
    bus, database = config.event_bus, config.database
    stream = StreamSettings(
        days=bus.stream_days, replicas=bus.stream_replicas, duplicate_seconds=bus.duplicate_seconds
    )
    password = database.relay_password.get_secret_value()
    has_roles = database.owner_username is not None or password
    role = {"user": database.relay_username, "password": password} if has_roles else {}
    return relay_leader(bus_url(config), stream, role)


class RelayProcess(prometheus_client.registry.Collector):
    """`manage.py relay` as a child of this process: publishing takes no time from calls, and ends with them.

    Its metrics are among those of this process: it is asked for them when they are.
    """

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._asking = threading.Lock()
        self._start()
        self._watcher = threading.Thread(target=self._keep_running, name="relay process", daemon=True)
        self._watcher.start()

    def stop(self) -> None:
        """End it, and wait until it has ended."""
        self._stopped.set()
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        # Not before: the child ends with the thread that has started it.
        self._watcher.join()

    def collect(self) -> Iterator[Metric]:
        """What the child has measured; nothing while it does not answer."""
        with self._asking, suppress(OSError, EOFError):
            while self._metrics.poll():
                self._metrics.recv_bytes()  # what it has said too late
            self._metrics.send_bytes(b"?")
            if self._metrics.poll(ANSWER_WITHIN_SECONDS):
                text = self._metrics.recv_bytes().decode()
                yield from text_string_to_metric_families(text)

    def describe(self) -> Iterator[Metric]:
        """Nothing: it would be asked for before it runs."""
        yield from ()

    def _keep_running(self) -> None:
        while not self._stopped.wait(START_AGAIN_SECONDS):
            if self._process.poll() is not None:
                log.warning("relay_ended", code=self._process.returncode)
                with self._asking:
                    self._metrics.close()
                    self._start()

    def _start(self) -> None:
        self._metrics, theirs = multiprocessing.Pipe()
        with theirs:
            command: list[str | Path] = [sys.executable, MANAGE, "relay", f"--metrics-to={theirs.fileno()}"]
            self._process = subprocess.Popen(
                entering(None, (), command),
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C is this process's, which ends the child when calls have ended
            )


def answer_for_metrics(channel: int) -> None:
    """In the child: say what it has measured, whenever it is asked on this file descriptor."""

    def answer() -> None:
        with suppress(OSError, EOFError), multiprocessing.connection.Connection(channel) as asked:
            while asked.recv_bytes():
                asked.send_bytes(generate_latest(RELAY_METRICS))

    threading.Thread(target=answer, name="metrics", daemon=True).start()
