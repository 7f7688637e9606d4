"""Logs, as a program writes them to standard error."""

import json
import os
import subprocess
import sys

from tests.programs import ROOT

CODE = """
import contextvars, logging, structlog
from cqi.context import enter_call
from cqi.logging import configure
configure({{"level": "INFO", "format": "{format}", "fields": {{"service_name": "example"}}}})
log = structlog.get_logger("here")
def call():
    enter_call("alice", "c1")
    log.info("saved", asset="BTC", _event="AssetUpdated")
    logging.getLogger("library").warning("odd: %s", 1)
contextvars.copy_context().run(call)
log.debug("never shown")
logging.getLogger("library").debug("never shown")
try:
    1 / 0
except ZeroDivisionError:
    log.exception("failed")
"""


def logged(form: str) -> list[str]:
    code = CODE.format(format=form)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not done.stdout
    return done.stderr.splitlines()


def test_it_works():
    saved, odd, failed = map(json.loads, logged("json"))
    time = saved.pop("timestamp")
    assert time.endswith("Z"), "UTC"
    assert saved == {
        "message": "saved",
        "level": "info",
        "asset": "BTC",
        "event": "AssetUpdated",
        "request_id": "c1",
        "caller": "alice",
        "service_name": "example",
    }
    assert odd["message"] == "odd: 1"
    assert odd["logger"] == "library"
    assert odd["caller"] == "alice", "a library's line belongs to the call too"
    assert "Traceback" in failed["exception"]
    assert failed["error"] == "ZeroDivisionError: division by zero"
    assert "caller" not in failed


def test_the_console_shows_lines_for_people():
    lines = logged("console")
    assert "saved" in lines[0]
    assert "asset=BTC" in lines[0]
    assert not lines[0].startswith("{")
    assert any("ZeroDivisionError" in line for line in lines)


def test_who_logs_goes_on_when_nobody_reads_the_log():
    code = CODE.format(format="json") + "print('went on')"
    reads, writes = os.pipe()
    os.close(reads)
    with open(writes, "wb") as unread:  # noqa: PTH123  it is no path
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=unread,
            text=True,
            check=False,
        )
    assert done.stdout == "went on\n"
