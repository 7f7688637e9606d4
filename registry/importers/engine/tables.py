"""The registry's rows in memory, found by what makes them unique.

An importer looks up thousands of keys, so it reads each table once.  A planned row is added when it is planned,
so the next importer finds it, in a dry run too.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any

from django.db.models import Q

from registry.models import (
    Asset,
    AssetDeployment,
    AssetIdentifier,
    AssetRelationship,
    Chain,
    Row,
    Symbol,
    SymbolIdentifier,
    Venue,
    VenueAsset,
    VenueSymbol,
)
from registry.models.uniqueness import UniqueKey, unique_keys

from .memory import Memory

WRITE_ORDER: tuple[type[Row], ...] = (
    Asset,
    Chain,
    AssetDeployment,
    AssetIdentifier,
    AssetRelationship,
    Venue,
    VenueAsset,
    Symbol,
    SymbolIdentifier,
    VenueSymbol,
)
"""The models that importers write: what is referred to comes first."""

ATTACHED: dict[type[Row], dict[str, type[Row]]] = {
    AssetDeployment: {"chain": Chain, "asset": Asset},
    Venue: {"chain": Chain},
    VenueAsset: {"deployment": AssetDeployment},
    VenueSymbol: {"venue": Venue},
}
"""The references that a row's own checks follow.  They are set from memory, since each would be a query."""

EVERY_ROW = Q()

HeldKey = tuple[UniqueKey, tuple[Any, ...]]


class KeyedRows:
    """The rows of one model, by their keys.  A live row holds a key; behind it stand those that are gone."""

    def __init__(self, model: type[Row], rows: Iterable[Any]) -> None:
        self._rows: dict[Any, Any] = {}
        self._keys = {key.names: key for key in unique_keys(model)}
        self._holders: dict[HeldKey, Any] = {}
        self._former: dict[HeldKey, Any] = {}
        for row in rows:
            self.add(row)

    def __iter__(self) -> Iterator[Any]:
        """The live rows."""
        return (row for row in self._rows.values() if not row.is_gone)

    def keys(self) -> Iterable[Any]:
        """The primary keys of all rows."""
        return self._rows.keys()

    def find(self, pk: Any) -> Any:
        """The row with this primary key, live or gone; None if there is none."""
        return self._rows.get(pk)

    def find_by(self, **values: Any) -> Any:
        """The row with these values of a unique key, a live one before one that is gone; None if there is none."""
        held = self._held(values)
        return self._holders.get(held) or self._former.get(held)

    def find_live_by(self, **values: Any) -> Any:
        return self._holders.get(self._held(values))

    def _held(self, values: dict[str, Any]) -> HeldKey:
        key = self._keys[frozenset(values)]
        return key, tuple(getattr(values[name], "pk", values[name]) for name in key.fields)

    def add(self, row: Row) -> None:
        self._rows[row.pk] = row
        for key, value in self.keys_of(row):
            (self._holders if key.is_held_by(row) else self._former)[key, value] = row

    def keys_of(self, row: Row) -> list[HeldKey]:
        found = ((key, key.value(row)) for key in self._keys.values())
        return [(key, value) for key, value in found if value is not None]

    def rival(self, row: Row) -> tuple[str, Any] | None:
        """A field, and another row that holds the key which that field is about; None where no row holds one."""
        for key, value in self.keys_of(row):
            other = self._holders.get((key, value))
            if other is not None and other is not row:
                return key.about, other
        return None

    def move(self, row: Row, old_keys: list[HeldKey]) -> None:
        """Find a row by the keys that it has now, no longer by those that it had."""
        for held in old_keys:
            self._holders.pop(held, None)
        self.add(row)


class Tables:
    """All tables, each read when it is first asked for."""

    def __init__(self) -> None:
        self._tables: dict[type[Row], KeyedRows] = {}
        self._derived: dict[Hashable, Any] = {}
        self.memory = Memory()

    def __getitem__(self, model: type[Row]) -> KeyedRows:
        if model not in self._tables:
            self._tables[model] = self._read(model)
        return self._tables[model]

    def narrow(self, model: type[Row], condition: Q) -> None:
        """Read only these rows of a model, and what was said of them, for an importer that touches no others."""
        self._tables[model] = rows = self._read(model, condition)
        self.memory.read(model, rows.keys())

    def derived(self, name: Hashable, make: Callable[[], Any]) -> Any:
        """Something that is made of the tables, such as a graph, kept under a name.

        It is made when it is first asked for.  Whoever asks for it keeps it up to date.
        """
        if name not in self._derived:
            self._derived[name] = make()
        return self._derived[name]

    def forget(self) -> None:
        """Read everything anew when it is next asked for."""
        self._tables.clear()
        self._derived.clear()
        self.memory = Memory()

    def _read(self, model: type[Row], condition: Q = EVERY_ROW) -> KeyedRows:
        rows = list(model.objects.filter(condition))
        for name, other in ATTACHED.get(model, {}).items():
            table = self[other]
            for row in rows:
                key = getattr(row, f"{name}_id")
                if key is not None:
                    setattr(row, name, table.find(key))
        return KeyedRows(model, rows)
