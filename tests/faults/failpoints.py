"""Failpoints: places before and after each durable step where a program kills itself when it is told to.

A file with the name of the point in the program's folder arms it, and is gone when the program has died there.
"""

import functools
import inspect
import os
import signal
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from nats.js import JetStreamContext
from nats.js.errors import NoStreamResponseError

from .programs import BULK

STEPS = {
    "change": "registry.writing.changes:record",
    "commit": "django.db.backends.base.base:BaseDatabaseWrapper._commit",
    "bury": "cqi.cache.stamped:StampedCache.bury",
    "fill": "cqi.cache.stamped:StampedCache.put",
    "publish": "nats.js.client:JetStreamContext.publish",
    "mark": "registry.relaying.outbox:note_published",
}
"""The durable steps, each with the function that takes it; the seal is part of the commit."""

NO_LEADER = "no leader"
"""While this point is armed, JetStream answers as it does while it elects a leader: that there is no stream."""
TOLD = "told"
"""The file that says that somebody was answered so."""

POINTS_OF = {
    "grpcserver": ("change", "commit", "bury", "fill"),
    "relay": ("publish", "mark"),
    BULK: ("change", "commit", "bury"),
}
"""The steps that each program takes."""


def set_points(folder: str) -> None:
    """Put a point before and after each step of this process."""
    for step, place in STEPS.items():
        module, _, path = place.partition(":")
        *owners, name = path.split(".")
        owner: Any = import_module(module)
        for part in owners:
            owner = getattr(owner, part)
        setattr(owner, name, with_points(getattr(owner, name), step, Path(folder)))
    JetStreamContext.publish = without_leader(JetStreamContext.publish, Path(folder))  # type: ignore[method-assign]


def without_leader(publish: Callable[..., Any], folder: Path) -> Callable[..., Any]:
    @functools.wraps(publish)
    async def publish_or_not(*args: Any, **kwargs: Any) -> Any:
        if (folder / NO_LEADER).exists():
            (folder / TOLD).touch()
            raise NoStreamResponseError
        return await publish(*args, **kwargs)

    return publish_or_not


def with_points(function: Callable[..., Any], step: str, folder: Path) -> Callable[..., Any]:
    before, after = folder / f"before {step}", folder / f"after {step}"

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        die_if_armed(before)
        result = function(*args, **kwargs)
        die_if_armed(after)
        return result

    @functools.wraps(function)
    async def run_async(*args: Any, **kwargs: Any) -> Any:
        die_if_armed(before)
        result = await function(*args, **kwargs)
        die_if_armed(after)
        return result

    return run_async if inspect.iscoroutinefunction(function) else run


def die_if_armed(point: Path) -> None:
    try:
        point.unlink()
    except OSError:
        return
    os.kill(os.getpid(), signal.SIGKILL)
