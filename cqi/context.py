"""Who is asking, for as long as a request or a command lasts."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

ANONYMOUS = "anonymous"

_actor: ContextVar[str] = ContextVar("actor", default=ANONYMOUS)


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
