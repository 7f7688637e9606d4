"""Reading the registry as it was at a moment, or at a revision.

The same queries run with the schema of views (migrations/sql/follow.sql) first in the search path.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import connection, transaction

from cqi.errors import InvalidInput, OutOfRange, Unavailable
from registry.values.clock import PAST, is_past

AS_OF = "cqar-as-of"
"""The metadata of a call that asks about the past."""

REVISION: ContextVar[int | None] = ContextVar("revision", default=None)
"""The revision up to which what was read is complete, where that is known."""

SELECT_HEAD = "SELECT head, at, began, clock_timestamp() FROM history.revision"
# Of all changes of one transaction the last one: a revision means its whole transaction.
AT_REVISION = """
SELECT last.revision, last.at FROM registry_change AS asked
CROSS JOIN LATERAL (
    SELECT revision, at FROM registry_change WHERE at = asked.at ORDER BY revision DESC LIMIT 1
) AS last
WHERE asked.revision = %s
"""
AT_MOMENT = "SELECT revision, at FROM registry_change WHERE at <= %s ORDER BY at DESC, revision DESC LIMIT 1"
LOOK_BACK = "SELECT set_config('search_path', 'as_of, public', true), set_config('cqar.as_of', %s, true)"


@contextmanager
def as_of(asked: datetime | int) -> Iterator[None]:
    """Everything read inside is of that moment or revision; `REVISION` asks for the same again.

    A moment after the last commit that this transaction sees is answered as of that commit.  It is a transaction of
    its own, and nothing can be written in it: a simple view could be written through.

    Raises InvalidInput for the future, OutOfRange for what was before changes were recorded.
    """
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(SELECT_HEAD)
        head, last, began, clock = cursor.fetchone()
        if isinstance(asked, int):
            if asked > head:
                raise InvalidInput(AS_OF, f"{asked} is no revision yet: the last is {head}")
            cursor.execute(AT_REVISION, [asked])
        else:
            if asked > clock:
                raise InvalidInput(
                    AS_OF, f"{asked.isoformat()} is in the future: here it is {clock.isoformat()}"
                )
            cursor.execute(AT_MOMENT, [min(asked, last)])
        found = cursor.fetchone()
        if found is None or found[1] < began:
            raise OutOfRange(f"{AS_OF} is before {began.isoformat()}, when changes began to be recorded")
        revision, moment = found
        cursor.execute(LOOK_BACK, [moment.isoformat()])
        token = PAST.set(moment)
        REVISION.set(revision)
        try:
            yield
        finally:
            PAST.reset(token)


def tell_revision(revision: int) -> None:
    """What is answered was read in one snapshot, at this revision; of the past it is the one that was asked for."""
    if not is_past():
        REVISION.set(revision)


def note_revision(at_least: int = 0) -> None:
    """Note the last revision: whatever is read after this holds at least that much.

    Raises Unavailable where this database has not come to the revision that is asked for.
    """
    with connection.cursor() as cursor:
        cursor.execute(SELECT_HEAD)
        revision = int(cursor.fetchone()[0])
    if revision < at_least:
        raise Unavailable(f"revision {at_least} is not here yet: retry", reason="REVISION_NOT_HERE")
    REVISION.set(revision)
