"""Which state of the registry a call asks for, as its metadata says.

`cqar-as-of`, a time or a revision, asks a read for the registry as it was then.  `cqar-min-revision` asks for one
that is at least that far.  The trailing metadata `cqar-revision` says up to which revision an answer is complete.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from cqi.errors import InvalidInput, Violation
from registry.reading.past import AS_OF, as_of, note_revision

from .lanes import OF_NOW, AskedState, Call, lane_of
from .pages import revision_of_token
from .values import Values

MIN_REVISION, TOLD_REVISION = "cqar-min-revision", "cqar-revision"
READING = frozenset({"check", "read", "list"})
"""The lanes of calls that only read."""
MOST_DIGITS = 18


def asked_by(metadata: Any, rpc: str) -> AskedState:
    """Raises InvalidInput for what cannot be read, and for a write that asks for the past."""
    found = {key: value for key, value in metadata if key in (AS_OF, MIN_REVISION)}
    if not found:
        return OF_NOW
    if AS_OF in found and lane_of(rpc) not in READING:
        raise InvalidInput(AS_OF, f"asks about the past, and {rpc} changes the present: leave it out")
    past = moment_of(found[AS_OF]) if AS_OF in found else None
    return AskedState(past, revision_of(MIN_REVISION, found.get(MIN_REVISION, "0")))


def moment_of(text: str) -> datetime | int:
    """A revision, or a time as RFC 3339 has it."""
    if text.isdecimal():
        return revision_of(AS_OF, text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise InvalidInput(AS_OF, "must be a time with its zone, such as 2027-01-31T14:03:05Z, or a revision")
    return moment


def revision_of(name: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS):
        raise InvalidInput(name, "must be a revision, which is a whole number")
    return int(text)


@contextmanager
def in_asked_time(call: Call, request: Values) -> Iterator[None]:
    """What is read inside is of the time that the call asks about.

    All pages of a list are of one moment: its tokens keep the revision, and what the metadata of later calls say
    is not looked at.
    """
    token = getattr(request, "page_token", "")
    kept = revision_of_token(token) if token else None
    if kept is not None:
        with as_of(kept):
            yield
    elif call.asked.past is not None:
        if token:
            wrong = f"is of a list of the present, and {AS_OF} asks about the past: start again without it"
            raise InvalidInput([Violation("page_token", wrong)], reason="INVALID_PAGE_TOKEN")
        with as_of(call.asked.past):
            yield
    else:
        if call.asked.min_revision or lane_of(call.rpc) == "list":
            note_revision(call.asked.min_revision)
        yield
