"""Servers whose answers come from their memory, and what their metrics say of it."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.request import urlopen

from prometheus_client.parser import text_string_to_metric_families

from registry.reading import cache
from tests.programs import soon
from tests.safety.servers import GrpcServer


class Answering:
    """A server process with a port for its metrics."""

    def __init__(self, server: GrpcServer, ops_port: int) -> None:
        self.server, self.stub, self.ops_port = server, server.stub, ops_port

    def metrics(self) -> dict[str, float]:
        """What the metrics say of answers, by what is counted: hit, miss, aside, bytes, and whether it is_aside."""
        with urlopen(f"http://127.0.0.1:{self.ops_port}/metrics", timeout=30) as page:
            families = list(text_string_to_metric_families(page.read().decode()))
        found = {f.name: f.samples for f in families if f.name.startswith("cqar_answers")}
        reads = {
            s.labels["outcome"]: s.value for s in found["cqar_answers_reads"] if s.name.endswith("total")
        }
        return {
            **reads,
            "bytes": found["cqar_answers_bytes"][0].value,
            "is_aside": found["cqar_answers_aside"][0].value,
        }

    @contextmanager
    def deaf(self) -> Iterator[None]:
        """It hears nothing of what is told meanwhile."""
        self.server.process.send_signal(signal.SIGSTOP)
        cache.store.client.client_kill_filter(_type="pubsub")
        yield
        self.server.process.send_signal(signal.SIGCONT)

    def is_ready(self) -> bool:
        return not self.metrics()["is_aside"]

    def from_memory(self, call: Callable[[], Any]) -> bool:
        """Whether this call's answer came out of the memory."""
        before = self.metrics()["hit"]
        call()
        return self.metrics()["hit"] == before + 1

    def warm(self, call: Callable[[], Any]) -> None:
        """Call until the answer comes out of the memory."""
        assert soon(lambda: self.from_memory(call)), self.metrics()
