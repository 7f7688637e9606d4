"""Lanes: what they refuse, what they count, and which RPC works in which."""

import asyncio
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future

import pytest
from google.rpc import error_details_pb2, status_pb2
from grpc import StatusCode

from cqi.event_loop import event_loop, on_loop
from grpc_api.lanes import EXPIRED, OVER, Answer, Call, Lane, lane_of, lanes
from grpc_api.server import MOST_STREAMS
from grpc_api.service import CONTRACT
from tests.grpc_api.query_cases import READS
from tests.programs import soon


class Busy:
    """Work that lasts until it is told to end."""

    def __init__(self) -> None:
        self.begun, self.end = threading.Semaphore(0), threading.Event()

    def __call__(self, raw: bytes, call: Call) -> Answer:
        self.begun.release()
        self.end.wait(30)
        return raw


@pytest.fixture
def busy() -> Iterator[Busy]:
    work = Busy()
    yield work
    work.end.set()


def give(lane: Lane, work, raw: bytes = b"", seconds: float = 30.0) -> Future[Answer]:
    running = lane.run(work, raw, Call("GetVenue", time.monotonic() + seconds))
    return asyncio.run_coroutine_threadsafe(running, event_loop())


def echo(raw: bytes, call: Call) -> Answer:
    return raw


def test_it_works():
    lane = Lane("read", 2, 4).start()
    assert give(lane, echo, b"answer").result(10) == b"answer"
    assert lane.inside == 0


def test_what_finds_the_queue_full_is_refused_at_once_and_told_when_to_come_again(busy):
    lane = Lane("read", 1, 1).start()
    inside = [give(lane, busy, b"first"), give(lane, busy, b"second")]
    refused = give(lane, echo).result(10)
    assert refused is lane.refusal
    assert refused.code is StatusCode.RESOURCE_EXHAUSTED
    status = status_pb2.Status.FromString(dict(refused.trailing_metadata)["grpc-status-details-bin"])
    retry = error_details_pb2.RetryInfo()
    assert any(detail.Unpack(retry) for detail in status.details)
    assert retry.retry_delay.ToMilliseconds() > 0
    busy.end.set()
    assert [call.result(10) for call in inside] == [b"first", b"second"]
    assert give(lane, echo, b"next").result(10) == b"next"


def test_a_lane_without_a_bound_refuses_nobody(busy):
    lane = Lane("flag", 1, None).start()
    calls = [give(lane, busy, b"raised") for _ in range(1000)]
    busy.end.set()
    assert {call.result(30) for call in calls} == {b"raised"}


def test_a_deadline_that_cannot_be_met_is_refused(busy):
    lane = Lane("list", 1, 10).start()
    lane.seconds = 2.0
    first = give(lane, busy, b"first", seconds=1.0)
    busy.begun.acquire()
    assert give(lane, echo, seconds=1.0).result(10) is lane.refusal, "it would wait two seconds for its turn"
    patient = give(lane, echo, b"patient", seconds=30.0)
    busy.end.set()
    assert (first.result(10), patient.result(10)) == (b"first", b"patient")


def test_what_a_call_takes_is_learned():
    lane = Lane("list", 1, 10).start()

    def last(raw: bytes, call: Call) -> Answer:
        time.sleep(0.2)
        return raw

    give(lane, last).result(10)
    assert lane.seconds > 0.01


def test_a_call_whose_caller_has_gone_counts_until_its_thread_is_done(busy):
    lane = Lane("read", 1, 0).start()
    gone = give(lane, busy)
    busy.begun.acquire()
    gone.cancel()
    on_loop(asyncio.sleep(0))
    assert give(lane, echo).result(10) is lane.refusal
    busy.end.set()
    assert soon(lambda: lane.inside == 0)
    assert give(lane, echo, b"next").result(10) == b"next"


def test_a_call_whose_caller_has_gone_before_its_turn_is_not_worked_on(busy):
    lane = Lane("write", 1, 10).start()
    done: list[bytes] = []
    give(lane, busy)
    busy.begun.acquire()

    def write(raw: bytes, call: Call) -> Answer:
        done.append(raw)
        return raw

    waiting = give(lane, write, b"written")
    assert soon(lambda: lane.inside == 2)
    waiting.cancel()
    on_loop(asyncio.sleep(0))  # by then the loop knows
    busy.end.set()
    assert soon(lambda: lane.inside == 0)
    assert not done


def test_nor_is_one_whose_time_is_over(busy):
    lane = Lane("write", 1, 10).start()
    assert give(lane, echo, seconds=0).result(10) is EXPIRED


def test_the_loop_gives_up_where_a_thread_is_held_up(busy):
    lane = Lane("write", 1, 10).start()
    held = give(lane, busy, seconds=0.1)
    busy.begun.acquire()
    waiting = give(lane, echo, seconds=0.2)
    assert held.result(10) is OVER
    assert waiting.result(10) is OVER
    assert lane.inside == 2, "the thread is not free yet"
    busy.end.set()
    assert give(lane, echo, b"next").result(10) == b"next"


def test_an_exception_leaves_its_thread_at_work():
    lane = Lane("read", 1, 0).start()

    def fail(raw: bytes, call: Call) -> Answer:
        raise OSError("the log is closed")

    with pytest.raises(OSError, match="the log is closed"):
        give(lane, fail).result(10)
    assert give(lane, echo, b"next").result(10) == b"next"


def test_a_client_whose_lists_and_writes_fill_their_lanes_has_room_for_its_checks():
    assert sum(lanes()[name].most or 0 for name in ("list", "write", "check")) < MOST_STREAMS


def test_every_rpc_has_a_lane():
    found: dict[str, set[str]] = {}
    for name in CONTRACT.methods_by_name:
        found.setdefault(lane_of(name), set()).add(name)
    assert found["check"] == {"CheckTradeable"}
    assert found["flag"] == {"RaiseQualityFlag", "ResolveQualityFlag"}
    assert {name[:3] for name in found["read"]} == {"Get", "Res", "Bat"}
    assert {name[:4] for name in found["list"]} == {"List", "Sear"}
    assert {"CreateAsset", "UpdateAsset", "DeleteAsset", "MergeAssets"} <= found["write"]
    misplaced = found["write"] & set(READS)
    assert not misplaced, f"{misplaced} only read: BY_VERB or BY_NAME of lanes.py says where"
