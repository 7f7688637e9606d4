"""What one source says of one row, and how that compares with what is stored."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from registry.models import Row, SourceClaim
from registry.models.conditions import column_value
from registry.values.text import fold

from .memory import Memory, as_text, claim_of


@dataclass(frozen=True)
class Claim:
    """The values that a source gives for a row.

    None says nothing; of a figure to refresh it says that the source no longer gives it.
    """

    source: str
    model: type[Row]
    values: Mapping[str, Any]
    derived: Mapping[str, str] = field(default_factory=dict)
    """Fields whose value is not the source's own words, and how it came about."""
    refresh: Collection[str] = ()
    """Fields in which the source may correct itself, as long as nobody else changed what it said."""
    observed: date | None = None
    """The day on which the source said this."""
    origin: str = ""
    """The channel by which the source said it, such as `Kraken public API`."""

    def new_row(self) -> Any:
        return self.model(**{name: value for name, value in self.values.items() if is_said(value)})

    def compare(self, row: Any, memory: Memory) -> "Comparison":
        """What this claim adds to a stored row, and where it contradicts it."""
        result = Comparison(fills={}, conflicts={})
        for name, value in self.values.items():
            if name == "metadata":
                self._compare_metadata(row, value, memory, result)
            elif is_said(value):
                self._compare_field(row, name, memory, result)
            elif self._is_as_said(row, name, memory):
                result.fills[name] = None
        return result

    def _compare_field(self, row: Any, name: str, memory: Memory, result: "Comparison") -> None:
        stored, value = column_value(row, name), self.values[name]
        if agrees(stored, value):
            if name not in self.derived and memory.is_derived(row, name):
                result.fills[name] = value
        elif not is_said(stored) or self._is_as_said(row, name, memory):
            result.fills[name] = value
        else:
            result.conflicts[name] = f"stored {as_text(stored)!r}, {self.source} says {as_text(value)!r}"

    def _compare_metadata(
        self, row: Any, values: Mapping[str, Any], memory: Memory, result: "Comparison"
    ) -> None:
        """A key is given once: metadata is the callers', and one of them may have taken it away."""
        claimed = memory.of(row)
        new = {key: value for key, value in values.items() if key not in row.metadata}
        new = {key: value for key, value in new.items() if (in_metadata(key), self.source) not in claimed}
        if new:
            result.fills["metadata"] = {**row.metadata, **new}

    def to_remember(self, row: Any, filled: Collection[str], memory: Memory) -> Iterator[SourceClaim]:
        """What is to be kept of this claim, once the row has the fields that are filled from it."""
        for name in self._own(row, filled, memory):
            yield self._kept(row, name, as_text(self.values[name]) if is_said(self.values[name]) else "")
        for key, value in (self.values.get("metadata") or {}).items():
            if row.metadata.get(key) == value:
                yield self._kept(row, in_metadata(key), as_text(value))
        for (name, source), claim in memory.of(row).items():
            if name in filled and name not in self.derived and claim.derivation:
                yield claim_of(
                    row, name, source, said=claim.said, observed=claim.observed, origin=claim.origin
                )

    def _own(self, row: Any, filled: Collection[str], memory: Memory) -> Iterator[str]:
        """Those fields, to be refreshed or derived, whose values the row has from this source."""
        for name in self.values:
            is_kept = name in self.refresh or name in self.derived
            if (is_kept and name in filled) or self._is_as_said(row, name, memory):
                yield name

    def _is_as_said(self, row: Any, name: str, memory: Memory) -> bool:
        """Whether a field to refresh still is what this source said last."""
        said = memory.said(row, name, self.source) if name in self.refresh else None
        return said is not None and as_text(column_value(row, name)) == said

    def _kept(self, row: Any, name: str, said: str) -> SourceClaim:
        how = self.derived.get(name, "")
        return claim_of(
            row, name, self.source, said=said, derivation=how, observed=self.observed, origin=self.origin
        )


@dataclass
class Comparison:
    """What to set in a row, and a sentence for each contradiction."""

    fills: dict[str, Any]
    conflicts: dict[str, str]


def in_metadata(key: str) -> str:
    """What a claim about a key of the metadata names as its field."""
    return f"metadata.{key}"


def is_said(value: Any) -> bool:
    return value is not None and value not in ("", [], {})


def agrees(stored: Any, value: Any) -> bool:
    """Whether both say the same; the case of text is not a contradiction."""
    if isinstance(stored, str) and isinstance(value, str):
        return fold(stored) == fold(value)
    return bool(stored == getattr(value, "pk", value))
