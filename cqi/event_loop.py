"""The event loop of this process, on a thread of its own.

grpc.aio has one poller a process, and with two loops each takes the other's events: so there is one.
"""

import asyncio
import sys
import threading
from collections.abc import Coroutine
from functools import cache
from typing import Any, TypeVar

import uvloop

Result = TypeVar("Result")

SWITCH_SECONDS = 0.0001
"""Python's own is 5 ms: that long a busy thread holds the loop up before it gives the interpreter away."""


@cache
def event_loop() -> asyncio.AbstractEventLoop:
    """It runs until the process ends."""
    sys.setswitchinterval(SWITCH_SECONDS)
    loop = uvloop.new_event_loop()
    threading.Thread(target=loop.run_forever, name="loop", daemon=True).start()
    return loop


def on_loop(work: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine on the loop, from another thread, to its end."""
    return asyncio.run_coroutine_threadsafe(work, event_loop()).result()
