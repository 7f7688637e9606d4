"""What an answer is made of, noted while it is made, so that it can be kept until one of its rows changes.

Only an answer that came out of the cache as a whole can be kept.  What the database is asked has no key here: a
list of members, a name in another case, a trade check, a row that is gone.  So a statement, whatever it asks,
spoils the notes.  A row that was not cached is by then, and its answer is kept when it is made again.
"""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connection


@dataclass(slots=True)
class Ingredients:
    """The entries of the cache that one answer is made of."""

    stamps: dict[str, int] = field(default_factory=dict)
    """The stamp of each by its key."""
    good_until: float = math.inf
    """When the first of them ends, on time.monotonic's clock."""
    spoiled: bool = False

    def add(self, key: str, stamp: int, good_until: float) -> None:
        self.stamps[key] = stamp
        self.good_until = min(self.good_until, good_until)

    def spoil(self, execute: Callable[..., Any], *statement: Any) -> Any:
        """Django calls it for each statement, in the place of what carries the statement out."""
        self.spoiled = True
        return execute(*statement)


_noted: ContextVar[Ingredients | None] = ContextVar("ingredients", default=None)


def ingredients() -> Ingredients | None:
    """Where this work notes what it takes from the cache; None where nobody wants to know."""
    return _noted.get()


def spoil() -> None:
    """What this work is made of did not all come out of the cache."""
    if (noted := _noted.get()) is not None:
        noted.spoiled = True


@contextmanager
def noting(noted: Ingredients) -> Iterator[None]:
    """What this thread's work in this block is made of is noted."""
    token = _noted.set(noted)
    try:
        with connection.execute_wrapper(noted.spoil):
            yield
    finally:
        _noted.reset(token)
