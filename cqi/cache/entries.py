"""What lies under a key: a stamp in 20 digits, then the packed message; a stamp alone is a tombstone.

A stamp is drawn from one sequence at each change of a row, under the row's lock, so it says of two entries which is
newer, also where a name moved from one row to another.  A value that does not begin with a stamp was not written by
us: it is no entry, and is overwritten.
"""

from typing import TypeGuard

STAMP_DIGITS = 20
ABSENT = b"-"
"""The message of an entry that says that there is no row.

Its stamp is 0: anything that a change leaves replaces it, and it replaces nothing.  With a greater one it could
hide a row whose transaction drew its stamp before and ended after.
"""
ABSENT_SECONDS = 2
"""It is the longest that a row stays unseen whose tombstone was lost."""


def entry_of(stamp: int, message: bytes) -> bytes:
    """The entry of a message; a tombstone has none."""
    return b"%0*d%b" % (STAMP_DIGITS, stamp, message)


def is_stamped(entry: bytes | None) -> TypeGuard[bytes]:
    return entry is not None and entry[:STAMP_DIGITS].isdigit()


def stamp_of(entry: bytes) -> int:
    return int(entry[:STAMP_DIGITS])


def message_of_entry(entry: bytes | None) -> bytes | None:
    """The packed message; None of a tombstone and of what is no entry."""
    return entry[STAMP_DIGITS:] if is_stamped(entry) and len(entry) > STAMP_DIGITS else None
