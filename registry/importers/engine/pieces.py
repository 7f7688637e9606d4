"""What each candidate planned, and the pieces in which a plan is committed.

At its commit a transaction holds the counter of revisions until each of its rows has its revision, and every other
writer waits for that (migrations/sql/record.sql).  So an import commits some rows at a time.

A piece ends where a candidate ends, and holds the rows as they were planned by then: what later candidates change
in them comes with a later piece.  So what is stored after a piece is what an import of the records up to there
stores.  An import that was cut off is therefore finished by running it again: it finds the rows of these records,
and goes on with the next.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from registry.models import Row, SourceClaim
from registry.writing.write import write

from .memory import write_claims
from .reasons import Finding
from .tables import WRITE_ORDER

MOST_AT_ONCE = 10_000
"""The rows that an import commits at once, for which the counter is held some tenths of a second."""

Differences = dict[str, tuple[Any, Any]]
"""Fields of a row that are set, as they were and as they are."""


@dataclass
class Unit:
    """What one candidate planned.  It is committed at once: without its deployment an asset is not found again."""

    new: dict[Row, None] = field(default_factory=dict)
    changed: dict[Row, Differences] = field(default_factory=dict)
    """As people are told of it."""
    columns: dict[Row, Differences] = field(default_factory=dict)
    """All stored fields in which these rows differ after this: a row's own rules set more than they are told."""
    claims: dict[tuple[str, str, str, str], SourceClaim] = field(default_factory=dict)
    mended: dict[Finding, None] = field(default_factory=dict)

    @property
    def rows(self) -> Mapping[Row, Any]:
        return {**self.new, **self.changed}

    def take_back(self) -> None:
        """Set the rows to what they were before it.  A new row keeps what it was made with."""
        for row, differences in self.columns.items():
            for name, (old, _) in differences.items():
                setattr(row, name, old)

    def repeat(self) -> None:
        """Set the rows to what they are after it."""
        for row, differences in self.columns.items():
            for name, (_, new) in differences.items():
                setattr(row, name, new)


def add_differences(known: Differences, more: Differences) -> None:
    """Tell of two changes as of one."""
    for name, (old, new) in more.items():
        known[name] = (known[name][0] if name in known else old, new)


def pieces(units: Iterable[Unit], most: int) -> Iterator[list[Unit]]:
    """The units in their order, as many at once as have at most so many rows.

    A unit that has more by itself is a piece of its own, because half of it would not be found again.  No source
    has one: it would be an asset on thousands of chains.
    """
    piece: list[Unit] = []
    rows: set[Row] = set()
    for unit in units:
        added = unit.rows.keys() - rows
        if piece and len(rows) + len(added) > most:
            yield piece
            piece, rows, added = [], set(), {*unit.rows}
        piece.append(unit)
        rows |= added
    if piece:
        yield piece


def write_piece(units: Sequence[Unit]) -> None:
    """Write the rows of these units as they are now, and what sources said of them, in one transaction."""
    rows = {row: None for unit in units for row in unit.rows}
    with transaction.atomic():
        for model in WRITE_ORDER:
            of_model = [row for row in rows if type(row) is model]
            # Changed rows first, as they are written.
            write(sorted(of_model, key=lambda row: row._state.adding))
        write_claims({key: claim for unit in units for key, claim in unit.claims.items()}.values())
