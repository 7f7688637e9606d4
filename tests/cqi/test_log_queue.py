"""The queue before the log, whose reader may be slow, stuck or gone."""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from structlog.testing import capture_logs

from cqi.log_queue import LogQueue
from tests.programs import ROOT, soon

LINE = "x" * 99 + "\n"


@contextmanager
def small_pipe() -> Iterator[tuple[int, int]]:
    """The ends of a pipe that holds 4096 bytes."""
    reads, writes = os.pipe()
    fcntl.fcntl(writes, fcntl.F_SETPIPE_SZ, 4096)
    try:
        yield reads, writes
    finally:
        os.close(reads)


def test_a_stuck_reader_holds_nobody_up_and_is_told_what_is_missing():
    with small_pipe() as (reads, writes), open(writes, "w") as stream, capture_logs() as told:  # noqa: PTH123
        queue = LogQueue(stream, most=100 * len(LINE))
        for _ in range(10_000):
            queue.write(LINE)
        began = time.monotonic()
        queue.finish(0.2)
        assert time.monotonic() - began < 10
        os.set_blocking(reads, False)
        read = b""

        def all_is_read() -> bool:
            nonlocal read
            with suppress(BlockingIOError):
                read += os.read(reads, 65536)
            return not queue._texts and not queue._is_writing

        assert soon(all_is_read)
        assert {line["event"] for line in told} == {"log_lines_dropped"}
        missing = sum(line["lines"] for line in told)
        assert missing + read.count(b"\n") == 10_000
        assert missing > 9_000
        assert set(read.decode().splitlines()) == {LINE.strip()}


def test_what_the_disk_does_not_take_is_counted():
    with open("/dev/full", "w") as stream, capture_logs() as told:  # noqa: PTH123
        queue = LogQueue(stream)
        queue.write(LINE)
        assert soon(lambda: bool(told))
    assert [(line["event"], line["lines"]) for line in told] == [("log_lines_dropped", 1)]


CODE = """
import os, structlog, sys, threading
from cqi.logging import configure
configure({"level": "INFO", "format": "json", "fields": {}})
log = structlog.get_logger("here")
if "fork" in sys.argv:
    log.info("forked")
    if os.fork():
        os.wait()
        sys.exit()
for number in range(1000):
    log.info("said", number=number)
"""


@pytest.mark.parametrize("arguments", [[], ["fork"]])
def test_the_end_writes_what_is_left(arguments):
    done = subprocess.run(
        [sys.executable, "-c", CODE, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr.count('"said"') == 1000
    assert done.stderr.count('"forked"') == len(arguments), "the other process has written it"


def test_the_end_does_not_wait_for_a_stuck_reader():
    with small_pipe() as (_, writes), open(writes, "wb") as stream:  # noqa: PTH123
        done = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, stderr=stream, check=False, timeout=60)
    assert done.returncode == 0
