"""What calls leave in log and metrics, also where there are too many of them."""

import contextvars
import fcntl
import os
import signal

import pytest
from cqc.services.v1.asset_registry_pb2 import ListChainsRequest
from prometheus_client import REGISTRY

from cqi.context import enter_call
from grpc_api.journal import NO_CALLER, NOBODYS_LINES, EndedCall, Journal


def sample(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0


def note(journal: Journal, status: str, caller: str, request_id: str) -> None:
    def call() -> None:
        enter_call(caller, request_id)
        journal.note("GetVenue", status, 0.001)

    contextvars.copy_context().run(call)


def test_calls_of_nobody_fill_no_disk_and_hide_nobody_else():
    journal = Journal()

    def figures() -> tuple[float, float]:
        counted = sample("cqar_grpc_request_total", method="GetVenue", status=NO_CALLER)
        return counted, sample("cqi_log_lines_dropped_total")

    with journal._writing:  # its thread waits meanwhile
        counted, dropped = figures()
        for number in range(1000):
            note(journal, NO_CALLER, "anonymous", f"n{number}")
            note(journal, "OK", "router", f"r{number}")
        kept = [EndedCall._make(call).caller for call in journal._calls]
        assert figures() == (counted + 1000, dropped + 1000 - NOBODYS_LINES)
    assert (kept.count("anonymous"), kept.count("router")) == (NOBODYS_LINES, 1000)
    journal.write()
    with journal._writing:
        note(journal, NO_CALLER, "anonymous", "later")
        assert [EndedCall._make(call).request_id for call in journal._calls] == ["later"]


def test_nor_do_calls_that_nobody_was_asked_for():
    journal, dropped = Journal(), sample("cqi_log_lines_dropped_total")
    with journal._writing:
        for _ in range(1000):
            contextvars.Context().run(journal.note, "GetVenue", "DEADLINE_EXCEEDED", 2.0)
        assert sample("cqi_log_lines_dropped_total") == dropped + 1000 - NOBODYS_LINES
    assert len(journal._calls) <= NOBODYS_LINES


@pytest.mark.django_db(transaction=True)
def test_a_log_that_nobody_reads_holds_up_no_call_and_no_stop(serve, tmp_path):
    os.mkfifo(tmp_path / "log")
    reads = os.open(tmp_path / "log", os.O_RDONLY | os.O_NONBLOCK)
    fcntl.fcntl(reads, fcntl.F_SETPIPE_SZ, 16384)
    server = serve()
    for _ in range(100):
        server.stub.ListChains(ListChainsRequest(), timeout=20)
    said = os.read(reads, 1_000_000)
    assert b"grpc_request" in said, "the pipe was full"
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(30) == 0
    os.close(reads)
