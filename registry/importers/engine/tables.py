"""The registry's rows in memory, found by what makes them unique.

An importer looks up thousands of keys: it reads each table once.  Planned rows are added as they are
planned, so one importer sees what the one before it planned, in a dry run too.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any

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

Key = Callable[[Any], Hashable]

UNIQUE: dict[type[Row], dict[str, Key]] = {
    Asset: {},
    Chain: {"caip2": lambda row: row.caip2},
    AssetDeployment: {
        "address": lambda row: (row.chain_id, row.address_key),
        "canonical": lambda row: (row.asset_id, row.chain_id) if row.is_canonical else None,
    },
    AssetIdentifier: {
        "external_id": lambda row: (row.source, row.external_id),
        "primary": lambda row: (row.asset_id, row.source) if row.is_primary else None,
    },
    AssetRelationship: {"edge": lambda row: (row.from_asset_id, row.to_asset_id, row.relationship_type)},
    Venue: {},
    VenueAsset: {
        "asset": lambda row: (row.venue_id, row.asset_id),
        "name": lambda row: (row.venue_id, row.venue_asset_symbol),
    },
    Symbol: {
        "identity": lambda row: (
            row.symbol_type, row.base_asset_id, row.quote_asset_id, row.settlement_asset_id,
            row.expiry, row.strike_price, row.option_type,
        ),
    },
    SymbolIdentifier: {
        "external_id": lambda row: (row.data_source, row.external_id),
        "primary": lambda row: (row.symbol_id, row.data_source) if row.is_primary else None,
    },
    VenueSymbol: {"name": lambda row: (row.venue_id, row.venue_symbol)},
}  # fmt: skip
"""The unique keys of each model beside its primary key; a key of None is not looked at.

In the order in which rows are written: what is referred to comes first.
"""

ATTACHED: dict[type[Row], dict[str, type[Row]]] = {
    AssetDeployment: {"chain": Chain, "asset": Asset},
    Venue: {"chain": Chain},
    VenueAsset: {"deployment": AssetDeployment},
    VenueSymbol: {"venue": Venue},
}
"""The references that a row's own checks follow: set from memory, or each would be a query."""


class Table:
    """The rows of one model.  A key is held by a live row; rows that are gone are found behind it."""

    def __init__(self, model: type[Row], rows: Iterable[Any]) -> None:
        self.model = model
        self._keys: dict[str, Key] = {"pk": lambda row: row.pk, **UNIQUE[model]}
        self._live: dict[tuple[str, Hashable], Any] = {}
        self._gone: dict[tuple[str, Hashable], Any] = {}
        for row in rows:
            self.add(row)

    def __iter__(self) -> Iterator[Any]:
        return (row for (name, _), row in self._live.items() if name == "pk")

    def find(self, key: Hashable, by: str = "pk") -> Any:
        """The row with this key, a live one before one that is gone; None if there is none."""
        return self._live.get((by, key)) or self._gone.get((by, key))

    def find_live(self, key: Hashable, by: str = "pk") -> Any:
        return self._live.get((by, key))

    def add(self, row: Row) -> None:
        rows = self._gone if row.is_gone else self._live
        rows.update(dict.fromkeys(self.keys_of(row), row))

    def keys_of(self, row: Row) -> list[tuple[str, Hashable]]:
        found = ((name, key(row)) for name, key in self._keys.items())
        return [(name, value) for name, value in found if value is not None]

    def holder(self, row: Row) -> tuple[str, Any] | None:
        """Another live row that has one of this row's keys, and the name of that key."""
        for name, value in self.keys_of(row):
            other = self._live.get((name, value))
            if other is not None and other is not row:
                return name, other
        return None

    def move(self, row: Row, old_keys: list[tuple[str, Hashable]]) -> None:
        """Find a row by the keys it has now, no longer by those it had."""
        for key in old_keys:
            del self._live[key]
        self.add(row)


class Tables:
    """All tables, each read when it is first asked for."""

    def __init__(self) -> None:
        self._tables: dict[type[Row], Table] = {}
        self._derived: dict[Hashable, Any] = {}

    def __getitem__(self, model: type[Row]) -> Table:
        if model not in self._tables:
            self._tables[model] = self._read(model)
        return self._tables[model]

    def narrow(self, model: type[Row], **filters: Any) -> Table:
        """Read only these rows of a model, for an importer that touches no others (one venue's listings)."""
        self._tables[model] = self._read(model, **filters)
        return self._tables[model]

    def derived(self, name: Hashable, make: Callable[[], Any]) -> Any:
        """What was made of the tables: made when it is first asked for, kept up to date by who asks."""
        if name not in self._derived:
            self._derived[name] = make()
        return self._derived[name]

    def forget(self) -> None:
        """Read everything anew when it is next asked for."""
        self._tables.clear()
        self._derived.clear()

    def _read(self, model: type[Row], **filters: Any) -> Table:
        rows = list(model.objects.filter(**filters))
        for name, other in ATTACHED.get(model, {}).items():
            table = self[other]
            for row in rows:
                key = getattr(row, f"{name}_id")
                if key is not None:
                    setattr(row, name, table.find(key))
        return Table(model, rows)
