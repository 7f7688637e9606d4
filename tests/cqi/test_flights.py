"""Threads that want one key at once: who reads, and who waits for it."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from cqi.cache import flights as module
from cqi.cache.flights import Flights


class SlowReads:
    """Reads that end when the test says so."""

    def __init__(self, answer: Callable[[Sequence[str]], dict[str, str]]) -> None:
        self.answer = answer
        self.made: list[Sequence[str]] = []
        self.began, self.may_end = threading.Semaphore(0), threading.Event()

    def __call__(self, keys: Sequence[str]) -> dict[str, str]:
        self.made.append(keys)
        self.began.release()
        assert self.may_end.wait(30)
        return self.answer(keys)


def all_of(keys: Sequence[str]) -> dict[str, str]:
    return {key: key.upper() for key in keys if key != "nothing"}


class Boarding(Flights[str]):
    """Says when somebody reads, or waits for who reads."""

    def __init__(self) -> None:
        super().__init__()
        self.boarded = threading.Semaphore(0)

    def _board(self, keys):
        try:
            return super()._board(keys)
        finally:
            self.boarded.release()


def together(
    read: SlowReads, *asked: Sequence[str], sharing: Sequence[str] = ("a", "b", "nothing")
) -> list[Future[dict[str, str]]]:
    """The first of these has begun to read when the others ask; then all have asked."""
    flights = Boarding()
    pool = ThreadPoolExecutor(len(asked))
    first = pool.submit(flights.find, asked[0], read, sharing=sharing)
    assert read.began.acquire(timeout=30)
    others = [pool.submit(flights.find, keys, read, sharing=sharing) for keys in asked[1:]]
    assert all(flights.boarded.acquire(timeout=30) for _ in asked)
    pool.shutdown(wait=False)
    return [first, *others]


def test_it_works():
    read = SlowReads(all_of)
    found = together(read, ["a"], ["a"], ["a"])
    assert not any(each.done() for each in found)
    read.may_end.set()
    assert [each.result(30) for each in found] == [{"a": "A"}] * 3
    assert read.made == [["a"]]


def test_of_several_keys_only_those_are_read_that_nobody_reads():
    read = SlowReads(all_of)
    found = together(read, ["a", "nothing"], ["a", "b", "nothing"])
    assert read.began.acquire(timeout=30)
    read.may_end.set()
    assert [each.result(30) for each in found] == [{"a": "A"}, {"a": "A", "b": "B"}]
    assert read.made == [["a", "nothing"], ["b"]]


def test_who_has_found_a_tombstone_reads_by_itself():
    read = SlowReads(all_of)
    found = together(read, ["a"], ["a"], sharing=[])
    assert read.began.acquire(timeout=30)
    read.may_end.set()
    assert [each.result(30) for each in found] == [{"a": "A"}] * 2


def test_a_failure_is_only_that_of_who_reads():
    def fail_once(keys: Sequence[str]) -> dict[str, str]:
        if not failed:
            failed.append(True)
            raise LookupError("the connection is gone")
        return all_of(keys)

    failed: list[bool] = []
    read = SlowReads(fail_once)
    first, *others = together(read, ["a"], ["a"], ["a"])
    read.may_end.set()
    with pytest.raises(LookupError):
        first.result(30)
    assert [each.result(30) for each in others] == [{"a": "A"}] * 2


def test_a_read_that_hangs_is_not_waited_for_long(monkeypatch):
    monkeypatch.setattr(module, "SHARED_SECONDS", 0.05)
    read = SlowReads(all_of)
    _, other = together(read, ["a"], ["a"])
    assert read.began.acquire(timeout=30)
    assert len(read.made) == 2
    read.may_end.set()
    assert other.result(30) == {"a": "A"}
