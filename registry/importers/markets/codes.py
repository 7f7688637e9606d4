"""The committed code table: which asset a venue means by a code.

A row that names venues holds for those venues only, and on them it goes before a general row.  A row without an id
says that the table does not decide the code on those venues: `LUNA` was one coin until May 2022 and is another
since.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from registry.importers.engine.fixtures import read_csv

MULTIPLE = re.compile(r"(?P<count>10{3,}|1M|k)(?P<single>[^\Wa-z\d].*)|(?P<before>[^\W\d]+)(?P<after>10{3,})")
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

    @property
    def multiple(self) -> "tuple[Decimal, Code] | None":
        """As how many of which code it can be read: `1000PEPE`, `kPEPE`, `SHIB1000`.  `1INCH` is none."""
        if (match := MULTIPLE.fullmatch(self.text)) is None:
            return None
        count = match["count"] or match["after"]
        single = match["single"] or match["before"]
        return COUNTS.get(count) or Decimal(count), Code(single, single if self.common else None)


def common_code(text: str) -> Code:
    """A code that the venue uses as everybody does."""
    return Code(text, text)


@dataclass(frozen=True)
class Meaning:
    """An asset by the id that a data source has for it."""

    source: str
    external_id: str

    def __str__(self) -> str:
        return f"{self.source} {self.external_id}"


class Codes:
    """The table, by venue and in general."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._general: dict[str, Meaning] = {}
        self._own: dict[tuple[str, str], Meaning | None] = {}
        self._names: dict[tuple[str, Meaning], str] = {}
        for row in rows:
            meaning = Meaning(row["source"], row["external_id"]) if row["external_id"] else None
            if not row["venues"] and meaning is not None:
                self._general[row["code"]] = meaning
            for venue in row["venues"].split():
                self._add_own(venue, row["code"], meaning)

    @property
    def meanings(self) -> set[Meaning]:
        """All assets that the table names."""
        return {*self._general.values(), *filter(None, self._own.values())}

    def meaning(self, venue: str, code: Code) -> Meaning | None:
        """Which asset the code means on the venue; None where the table does not decide."""
        if (venue, code.text) in self._own:
            return self._own[venue, code.text]
        return self._general.get(code.common) if code.common else None

    def of(self, venue: str, common: str) -> Code:
        """The venue's own code for what others call by a general code."""
        meaning = self._general.get(common)
        name = self._names.get((venue, meaning)) if meaning else None
        return Code(name, None) if name else common_code(common)

    def _add_own(self, venue: str, code: str, meaning: Meaning | None) -> None:
        self._own[venue, code] = meaning
        if meaning is not None:
            self._names.setdefault((venue, meaning), code)


@cache
def code_table() -> Codes:
    return Codes(read_csv("codes.csv"))
