"""A lane's thread that has the next call waiting keeps its connection, and gives it back when it has none."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any

import pytest
from django.db import connection
from django.db.backends.signals import connection_created
from django_grpc_framework.signals import grpc_request_finished, grpc_request_started

from cqi.event_loop import event_loop
from grpc_api.lanes import Answer, Call, Lane
from tests.programs import soon

pytestmark = pytest.mark.django_db(transaction=True)


class Gate:
    """A call that holds up those behind it until it is opened."""

    def __init__(self) -> None:
        self.open = threading.Event()

    def __call__(self, raw: bytes, call: Call) -> Answer:
        self.open.wait(60)
        return raw


@pytest.fixture
def give() -> Iterator[Callable[..., Future[Answer]]]:
    """Gives work to a lane of one thread, and returns when it waits there."""
    lane = Lane("kept", 1, None).start()
    gates: list[Any] = []

    def give_to_lane(work: Any, seconds: float = 60) -> Future[Answer]:
        gates.append(work)
        before = lane.inside
        call = Call("GetVenue", time.monotonic() + seconds)
        given = asyncio.run_coroutine_threadsafe(lane.run(work, b"", call), event_loop())
        assert soon(lambda: lane.inside > before or given.done())
        return given

    yield give_to_lane
    for gate in gates:
        if isinstance(gate, Gate):
            gate.open.set()


def backend(raw: bytes, call: Call) -> Answer:
    """The process of PostgreSQL that this call is answered by."""
    grpc_request_started.send(sender=None)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return str(cursor.fetchone()[0]).encode()
    finally:
        grpc_request_finished.send(sender=None)


def is_given_back(raw: bytes, call: Call) -> Answer:
    return str(connection.connection is None).encode()


def test_it_works(give):
    taken = []

    def note(**_: Any) -> None:
        taken.append(threading.current_thread().name)

    connection_created.connect(note)
    gate = Gate()
    give(gate)
    calls = [give(backend) for _ in range(20)]
    gate.open.set()
    assert all(call.result(60) for call in calls)
    assert 0 < taken.count("kept-0") < len(calls)
    assert give(is_given_back).result(60) == b"True"


def test_one_that_was_kept_for_a_call_that_came_too_late_is_given_back(give):
    gate = Gate()
    give(gate)
    before, late = give(backend), give(backend, seconds=0.1)
    assert late.result(60)
    gate.open.set()
    assert before.result(60)
    assert give(is_given_back).result(60) == b"True"


def test_one_that_the_server_has_ended_is_not_used(give):
    first, second = Gate(), Gate()
    give(first)
    before, _, after = give(backend), give(second), give(backend)
    first.open.set()
    ended = int(before.result(60))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [ended])
        assert cursor.fetchone() == (True,)
    second.open.set()
    assert int(after.result(60)) != ended


def test_one_whose_statement_failed_is_looked_at_as_before(give):
    def fail(raw: bytes, call: Call) -> Answer:
        grpc_request_started.send(sender=None)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        finally:
            grpc_request_finished.send(sender=None)
        return raw

    gate = Gate()
    give(gate)
    failed, after = give(fail), give(backend)
    gate.open.set()
    assert failed.exception(60) is not None
    assert after.result(60)
