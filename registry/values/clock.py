"""The moment of which a question is asked: now, or one that has passed.

Whatever an answer compares with the clock, an expiry for example, it compares with this moment.
"""

from contextvars import ContextVar
from datetime import datetime, timedelta

from django.utils import timezone

from cqi.errors import InvalidInput

CLOCKS_DIFFER = timedelta(minutes=1)
"""So far ahead may a caller's clock be."""

PAST: ContextVar[datetime | None] = ContextVar("past", default=None)
"""The moment in the past that is asked about; None while it is the present."""


def now() -> datetime:
    """The moment that is asked about."""
    return PAST.get() or timezone.now()


def is_past() -> bool:
    """Whether the past is asked about: neither a cache nor a memory may answer then, or learn from the answer."""
    return PAST.get() is not None


def has_been(moment: datetime, field: str) -> datetime:
    """The moment that a field of a request asks about.  Raises InvalidInput for one that is still to come."""
    if moment > now() + CLOCKS_DIFFER:
        raise InvalidInput(
            field, f"is to come, and what a name will mean is not known: here it is {now().isoformat()}"
        )
    return moment
