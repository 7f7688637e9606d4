"""The committed code table: which asset a venue means by a code, and from which day to which.

A row that names venues holds for those venues only, and on them goes before a general row.  A row without an id
says that the table does not know what those venues mean.  `from` is the first day on which a row is known to hold,
`until` the first on which it is not any more; where it was `seen` on these days it may have held before and after.

A code that means one asset in all rows is decided by any of them.  **A code that was reused is not**: `LUNA` was
one coin until May 2022 and is another since.  It is decided only by a row that names the venue and a day.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from registry.importers.claimed.chains import ChainName
from registry.importers.claimed.identity import ExternalId, Place, Reference
from registry.importers.engine.fixtures import read_csv
from registry.values.choices import DataSource

NATIVE = "native"
"""Stands in the place of an address for a chain's own coin."""

MULTIPLE = re.compile(r"(?P<count>10{3,}|1M)(?P<single>[^\Wa-z\d].*)")
OWN_MULTIPLES = {
    "hyperliquid": re.compile(r"(?P<count>k)(?P<single>[A-Z].*)"),
    "bybit_linear": re.compile(r"(?P<single>[^\W\d]+)(?P<count>10{3,})"),
}
"""Only there: elsewhere kBTC is a token of its own."""
COUNTS = {"1M": Decimal(1_000_000), "k": Decimal(1000)}
"""How venues call a thousand or a million of a token whose price is too small for their digits."""


@dataclass(frozen=True)
class Code:
    """What a venue calls an asset, and which general code that is.

    `common` is None where the venue means something else by the code than others do.
    """

    text: str
    common: str | None

    def __str__(self) -> str:
        return self.text

    def multiple(self, venue: str) -> "tuple[Decimal, Code] | None":
        """As how many of which code it can be read there: `1000PEPE`, `kPEPE`, `SHIB1000`.  `1INCH` is none."""
        own = OWN_MULTIPLES.get(venue)
        match = MULTIPLE.fullmatch(self.text) or (own.fullmatch(self.text) if own else None)
        if match is None:
            return None
        count, single = match["count"], match["single"]
        return COUNTS.get(count) or Decimal(count), Code(single, single if self.common else None)


def common_code(text: str) -> Code:
    """A code that the venue uses as everybody does."""
    return Code(text, text)


@dataclass(frozen=True)
class Meaning:
    """An asset by the id that a data source has for it, or by a chain and its address there."""

    source: str
    external_id: str

    def __str__(self) -> str:
        return f"{self.source} {self.external_id}"

    @property
    def reference(self) -> Reference:
        if self.source in DataSource.values:
            return ExternalId(self.source, self.external_id)
        return Place(ChainName(self.source), None if self.external_id == NATIVE else self.external_id)


@dataclass(frozen=True)
class CodeEntry:
    """A row of the table: what a code means, None where that is not known, and when."""

    meaning: Meaning | None
    since: date | None
    until: date | None
    is_seen: bool = False
    """Whether the days are those on which somebody looked, and not those on which it began and ended."""

    @property
    def is_dated(self) -> bool:
        return self.since is not None or self.until is not None

    def holds_on(self, days: Collection[date]) -> bool:
        """Whether it is known to hold on all of these days."""
        return all(
            (not self.since or self.since <= day) and (not self.until or day < self.until) for day in days
        )


class Codes:
    """The table, by venue and in general."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._entries: dict[tuple[str, str], list[CodeEntry]] = defaultdict(list)
        """By venue, empty for a general row, and code."""
        self._meanings: dict[str, set[Meaning | None]] = defaultdict(set)
        for row in rows:
            entry = _entry(row)
            self._meanings[row["code"]].add(entry.meaning)
            for venue in row["venues"].split() or [""]:
                self._entries[venue, row["code"]].append(entry)

    @property
    def meanings(self) -> set[Meaning]:
        """All assets that the table names."""
        return {meaning for said in self._meanings.values() for meaning in said if meaning}

    def meaning(self, venue: str, code: Code, days: Collection[date]) -> Meaning | None:
        """Which asset the code means on the venue, on all of these days; None where the table does not decide."""
        if own := self._entries.get((venue, code.text)):
            return _decided(own, days)
        return self._general(code.common, days) if code.common else None

    def began(self, venue: str, code: Code, days: Collection[date]) -> date | None:
        """The day from which on the venue means by the code what it means on these days; None where not known."""
        meaning = self.meaning(venue, code, days)
        entries = self._entries.get((venue, code.text), ()) if meaning else ()
        known = [entry for entry in entries if entry.meaning == meaning and entry.holds_on(days)]
        return next((entry.since for entry in known if entry.since and not entry.is_seen), None)

    def is_reused(self, venue: str, code: Code) -> bool:
        """Whether it takes a day to say which asset the venue means by the code."""
        if own := self._entries.get((venue, code.text)):
            return any(entry.is_dated for entry in own) or len({entry.meaning for entry in own}) > 1
        return len(self._meanings.get(code.text, ())) > 1

    def of(self, venue: str, common: str, day: date) -> Code:
        """The venue's own code, on a day, for what others call by a general code."""
        meaning = self._general(common, [day])
        for (each, code), entries in self._entries.items() if meaning else ():
            if each == venue and _decided(entries, [day]) == meaning:
                return Code(code, None)
        return common_code(common)

    def _general(self, common: str, days: Collection[date]) -> Meaning | None:
        is_reused = len(self._meanings.get(common, ())) > 1
        return None if is_reused else _decided(self._entries.get(("", common), ()), days)


def _decided(entries: Collection[CodeEntry], days: Collection[date]) -> Meaning | None:
    """What the rows of one venue agree on.  Where they name several assets, those without a day decide nothing."""
    is_reused = len({entry.meaning for entry in entries}) > 1
    found = {entry.meaning for entry in entries if entry.holds_on(days) and (entry.is_dated or not is_reused)}
    return found.pop() if len(found) == 1 else None


def _entry(row: Mapping[str, str]) -> CodeEntry:
    meaning = Meaning(row["source"], row["external_id"]) if row["external_id"] else None
    return CodeEntry(meaning, _day(row["from"]), _day(row["until"]), bool(row["seen"]))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def code_table() -> Codes:
    return Codes(read_csv("codes.csv"))
