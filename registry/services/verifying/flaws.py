"""What is wrong with the record: all of it counted, the first of each kind shown."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

KEPT_OF_A_KIND = 20
"""As many of each kind are kept: a broken chain can have a finding for each change."""


@dataclass(frozen=True)
class Flaw:
    kind: str
    """What is wrong, in a few words that are the same for all such findings."""
    entity: str = ""
    key: str = ""
    version: int | None = None
    revision: int | None = None
    detail: str = ""

    def __str__(self) -> str:
        version = "" if self.version is None else f"version {self.version}"
        revision = "" if self.revision is None else f"revision {self.revision}"
        row = " ".join(part for part in (self.entity, self.key, version) if part)
        where = ", ".join(part for part in (row, revision) if part)
        return ": ".join(part for part in (self.kind, where, self.detail) if part)


@dataclass
class Flaws:
    counts: Counter[str] = field(default_factory=Counter)
    kept: dict[str, list[Flaw]] = field(default_factory=dict)

    def add(self, *found: Flaw, count: int | None = None) -> None:
        """Note findings of one kind; `count` is how many there are, where these are the first of them."""
        kind = found[0].kind
        self.counts[kind] += len(found) if count is None else count
        kept = self.kept.setdefault(kind, [])
        kept += found[: KEPT_OF_A_KIND - len(kept)]

    def __bool__(self) -> bool:
        return bool(self.counts)

    def lines(self) -> Iterator[str]:
        for kind, kept in self.kept.items():
            yield from map(str, kept)
            if (more := self.counts[kind] - len(kept)) > 0:
                yield f"{kind}: {more:,} more"
        yield f"Findings: {self.counts.total():,}."
