"""What one source says of one row, and how that compares with what is stored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from registry.models import Row
from registry.values.text import fold


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

    def new_row(self) -> Any:
        row = self.model(**{name: value for name, value in self.values.items() if is_said(value)})
        if self.derived:
            row.metadata["derived"] = dict(self.derived)
        for name in self.refresh:
            self._remember(row.metadata, name)
        return row

    def compare(self, row: Any) -> "Comparison":
        """What this claim adds to a stored row, and where it contradicts it."""
        result = Comparison(fills={}, metadata=copied(row.metadata), conflicts={})
        for name, value in self.values.items():
            if name == "metadata":
                result.metadata.update({key: v for key, v in value.items() if key not in row.metadata})
            elif is_said(value):
                self._compare_field(row, name, value, result)
            elif as_text(stored_value(row, name)) == self._said(row, name):
                self._take_back(name, result)
        return result

    def _compare_field(self, row: Any, name: str, value: Any, result: "Comparison") -> None:
        stored = stored_value(row, name)
        if agrees(stored, value):
            self._replace_derived(row, name, value, result)
        elif not is_said(stored) or as_text(stored) == self._said(row, name):
            result.fills[name] = value
            if name in self.refresh:
                self._remember(result.metadata, name)
        else:
            result.conflicts[name] = f"stored {as_text(stored)!r}, {self.source} says {as_text(value)!r}"

    def _replace_derived(self, row: Any, name: str, value: Any, result: "Comparison") -> None:
        if name in row.metadata.get("derived", {}) and name not in self.derived:
            del result.metadata["derived"][name]
            if not result.metadata["derived"]:
                del result.metadata["derived"]
            result.fills[name] = value

    def _take_back(self, name: str, result: "Comparison") -> None:
        result.fills[name] = None
        del result.metadata["said"][self.source][name]

    def _said(self, row: Any, name: str) -> str | None:
        if name not in self.refresh:
            return None
        said: dict[str, str] = row.metadata.get("said", {}).get(self.source, {})
        return said.get(name)

    def _remember(self, metadata: dict[str, Any], name: str) -> None:
        if is_said(self.values.get(name)):
            metadata.setdefault("said", {}).setdefault(self.source, {})[name] = as_text(self.values[name])


@dataclass
class Comparison:
    """What to set in a row, what its metadata becomes, and a sentence for each contradiction."""

    fills: dict[str, Any]
    metadata: dict[str, Any]
    conflicts: dict[str, str]


def is_said(value: Any) -> bool:
    return value is not None and value not in ("", [], {})


def stored_value(row: Any, name: str) -> Any:
    """A field's value; of a reference its key, which needs no query."""
    return getattr(row, row._meta.get_field(name).attname)


def agrees(stored: Any, value: Any) -> bool:
    """Whether both say the same; the case of text is not a contradiction."""
    if isinstance(stored, str) and isinstance(value, str):
        return fold(stored) == fold(value)
    return bool(stored == getattr(value, "pk", value))


def as_text(value: Any) -> str:
    """One spelling for each value, so that 0.10 read back from the database is the 0.1 that was said."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return value.isoformat()
    return str(getattr(value, "pk", value))


def copied(metadata: dict[str, Any]) -> dict[str, Any]:
    return {key: copied(value) if isinstance(value, dict) else value for key, value in metadata.items()}
