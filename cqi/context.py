"""Who is asking, and why, for as long as a request or a command lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

ANONYMOUS = "anonymous"

_actor: ContextVar[str] = ContextVar("actor", default=ANONYMOUS)
_reason: ContextVar[str] = ContextVar("reason", default="")


def actor() -> str:
    """The caller whose work this is: a service, a person, or a command."""
    return _actor.get()


@contextmanager
def acting_as(name: str) -> Iterator[None]:
    """Everything in this block is done by `name`."""
    token = _actor.set(name)
    try:
        yield
    finally:
        _actor.reset(token)


def reason() -> str:
    """Why the caller does it, in the caller's words; empty where nothing was said."""
    return _reason.get()


@contextmanager
def because(why: str) -> Iterator[None]:
    """Everything in this block is done for this reason."""
    token = _reason.set(why)
    try:
        yield
    finally:
        _reason.reset(token)
