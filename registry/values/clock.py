"""The moment of which a question is asked: now, or one that has passed.

Whatever an answer compares with the clock, an expiry for example, it compares with this moment.
"""

from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

PAST: ContextVar[datetime | None] = ContextVar("past", default=None)
"""The moment in the past that is asked about; None while it is the present."""


def now() -> datetime:
    """The moment that is asked about."""
    return PAST.get() or timezone.now()


def is_past() -> bool:
    """Whether the past is asked about: neither a cache nor a memory may answer then, or learn from the answer."""
    return PAST.get() is not None
