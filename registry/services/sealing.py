"""The hash chain over the changes: batches in the order of revisions, made outside of the commits.

Each change has a digest, and a head hashes the digests of its batch together with the hash of the head before it.
So one hash that is kept elsewhere holds every change up to its revision.  Python hashes what the database reads
out: a function in the database could be replaced by whoever wants to hide something.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Self

from django.db import connection, transaction

from cqi.errors import RuleViolated
from registry.models import HistoryHead

HASHED = (
    *(
        "revision",
        "entity",
        "entity_id",
        "version",
        "id",
        "event",
        "actor",
        "channel",
        "request_id",
        "reason",
    ),
    *("before", "after", "message", "assets", "keys", "stamp", "trace", "at", "xid"),
)
"""The columns of a Change, in the order in which they are hashed."""

CHANGES_A_HEAD = 10_000
DIGEST_SIZE = sha256().digest_size
LOCK = 7_226_016_304
"""The advisory lock of who makes heads: two processes would make two chains."""

LAST_REVISION = "SELECT head FROM history.revision"
BINARY_CHANGES = """
COPY (SELECT {columns} FROM registry_change WHERE revision BETWEEN {first:d} AND {last:d} ORDER BY revision)
TO STDOUT (FORMAT binary)
"""


@dataclass(frozen=True)
class Digest:
    """The digest of a change, and which one it is."""

    revision: int
    entity: str
    entity_id: str
    version: int
    hash: bytes


@dataclass(frozen=True)
class KeptHead:
    """A head as it is kept elsewhere: `1024:` and 64 hexadecimal digits."""

    revision: int
    hash: bytes

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError."""
        if (parts := re.fullmatch(r"([1-9][0-9]{0,17}):([0-9a-f]{64})", text.strip())) is None:
            raise ValueError("must be a revision and a hash, as `verify_history --head` prints them")
        return cls(int(parts[1]), bytes.fromhex(parts[2]))


def seal_history(batch: int = CHANGES_A_HEAD) -> HistoryHead | None:
    """Hash what was changed since the last head; returns the last head, None where nothing was ever changed.

    Each batch is a transaction of its own, so one that is cut off leaves the chain as it was.  Another process
    that makes heads is waited for.  Raises RuleViolated where a change is missing.
    """
    while True:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            before = last_head()
            first = before.last + 1 if before else 1
            last = min(last_revision(), first + batch - 1)
            if last < first:
                return before
            digests = b"".join(digest.hash for digest in digests_of_all(first, last))
            HistoryHead.objects.create(
                first=first, last=last, digests=digests, hash=chained(hash_of(before), first, last, digests)
            )


def last_head() -> HistoryHead | None:
    return HistoryHead.objects.order_by("last").last()


def last_revision() -> int:
    with connection.cursor() as cursor:
        cursor.execute(LAST_REVISION)
        return int(cursor.fetchone()[0])


def hash_of(head: HistoryHead | None) -> bytes:
    return bytes(head.hash) if head else b""


def chained(before: bytes, first: int, last: int, digests: bytes) -> bytes:
    """The hash of a batch, which holds all before it."""
    return sha256(before + struct.pack("!qq", first, last) + digests).digest()


def digests_of_all(first: int, last: int) -> Iterator[Digest]:
    """The digests of these revisions.  Raises RuleViolated where one is missing: a head would hide that."""
    expected = first
    for digest in digests(first, last):
        if digest.revision != expected:
            break
        yield digest
        expected += 1
    if expected <= last:
        raise RuleViolated(
            f"there is no change of revision {expected}: `manage.py verify_history` finds out more"
        )


def digests(first: int, last: int) -> Iterator[Digest]:
    """The digests of the changes that are there, in the order of revisions.

    What is hashed is each column with its length, as COPY writes it in its binary format: it depends on no setting.
    """
    sql = BINARY_CHANGES.format(columns=", ".join(HASHED), first=first, last=last)
    with connection.cursor() as cursor, cursor.copy(sql) as copy:
        for row in copy.rows():
            yield digest_of_change(row)


def digest_of_change(row: tuple[bytes | None, ...]) -> Digest:
    revision, entity, entity_id, version, *_ = (value or b"" for value in row)
    made = sha256()
    for value in row:
        made.update(struct.pack("!i", -1) if value is None else struct.pack("!i", len(value)) + value)
    return Digest(bigint_of(revision), entity.decode(), entity_id.decode(), bigint_of(version), made.digest())


def bigint_of(value: bytes) -> int:
    return int(struct.unpack("!q", value)[0])
