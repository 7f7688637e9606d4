"""A venue's answer: its rows, what the parser made of each, and the importer that takes them."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.utils import timezone

from registry.importers.engine.importer import Importer
from registry.importers.engine.pieces import Unit
from registry.importers.engine.plan import Plan, RecordRefused
from registry.importers.engine.reasons import Reason
from registry.importers.engine.tables import Tables
from registry.models import Symbol, VenueSymbol

from . import SOURCE
from .market import Market
from .needs import read_for

STUMBLES = (KeyError, TypeError, ValueError, AttributeError, IndexError, ArithmeticError)
"""What a parser raises over a row that is not as it expects."""


class NoMarkets(Exception):
    """An answer without a single market: the wrong file, or a parser that no longer understands it."""


@dataclass(frozen=True)
class AnswerRow:
    """One market as it came in, and what the parser made of it; None if the parser left it out."""

    name: str
    raw: Any
    parsed: Mapping[str, Any] | None

    def __str__(self) -> str:
        return self.name


ReadRow = Callable[[AnswerRow, date], Market]
"""From a row and the day it was said to a market.  Raises RecordRefused."""


def one_part(_symbol: Symbol) -> Hashable:
    """Every answer holds all markets."""
    return None


@dataclass(frozen=True)
class AnswerImporter(Importer):
    """The importer of a venue's whole answer, which also finds what the venue no longer lists."""

    venue: str = ""
    names: frozenset[str] = frozenset()
    part: Callable[[Symbol], Hashable] = one_part
    """Which part of the venue's markets a symbol belongs to: an answer may hold some parts only."""
    is_whole: bool = True
    """Whether these are all rows.  A first page alone does not tell what the venue no longer lists."""
    delist_at: datetime | None = None
    """The time at which missing listings are delisted; None only tells them."""

    def plan(self, tables: Tables, earlier: Iterable[Unit] = ()) -> Plan:
        plan = super().plan(tables, earlier)
        for row in sorted(self._missing(tables), key=str) if self.is_whole else ():
            plan.take(Unnamed(row, self.venue, self.delist_at))
        return plan

    def _missing(self, tables: Tables) -> list[VenueSymbol]:
        """The live listings in the parts which the answer holds, that it does not name."""
        parts = {row: self.part(tables[Symbol].find(row.symbol_id)) for row in tables[VenueSymbol]}
        covered = {part for row, part in parts.items() if row.venue_symbol in self.names}
        return [row for row, part in parts.items() if part in covered and row.venue_symbol not in self.names]


@dataclass(frozen=True)
class Unnamed:
    """A live listing that the venue's answer does not name."""

    listing: VenueSymbol
    venue: str
    delist_at: datetime | None

    @property
    def record(self) -> str:
        return str(self.listing)

    def plan(self, plan: Plan) -> None:
        if self.delist_at:
            plan.change(self.record, self.listing, ended(self.listing, self.delist_at))
        else:
            plan.conflict(self.record, Reason.NO_LONGER_LISTED, f"{self.venue} does not name it any more")


def ended(row: VenueSymbol, at: datetime) -> dict[str, datetime | None]:
    """What a delisting changes.  A listing that was announced for later never began."""
    is_early = row.listed_at is not None and row.listed_at > at
    return {"delisted_at": at, **({"listed_at": None} if is_early else {})}


def answer_importer(
    venue: str,
    rows: Sequence[AnswerRow],
    read: ReadRow,
    observed: date,
    *,
    delist: bool,
    part: Callable[[Symbol], Hashable] = one_part,
) -> AnswerImporter:
    """Raises NoMarkets when no row could be parsed."""
    if not any(row.parsed for row in rows):
        raise NoMarkets(f"none of the {len(rows)} rows of {venue}'s answer is a market that its parser knows")

    first = {row.name: row for row in reversed(rows)}

    def candidates(row: AnswerRow) -> Iterator[Market]:
        if row.parsed is None:
            raise RecordRefused(Reason.NOT_PARSED, "it came in, and the parser left it out")
        if row is not first[row.name]:
            raise RecordRefused(Reason.SAID_TWICE, f"the answer has {row.name} before: that is taken")
        yield read(row, observed)

    return AnswerImporter(
        name=venue,
        source=SOURCE,
        read=lambda: rows,
        candidates=candidates,
        venue=venue,
        names=frozenset(row.name for row in rows),
        prepare=partial(read_for, venue=venue),
        part=part,
        delist_at=timezone.now() if delist else None,
    )
