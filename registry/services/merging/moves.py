"""What belongs to an asset and moves with it in a merge: an entry for each model that refers to Asset.

Only `Asset.look_alike_of` has none: it follows from symbols and names (`registry.rules.look_alikes`).
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q
from django.utils import timezone

from registry.models import (
    Asset,
    AssetDeployment,
    AssetGroupMember,
    AssetIdentifier,
    AssetRelationship,
    Chain,
    QualityFlag,
    Row,
    Symbol,
    SymbolIdentifier,
    VenueAsset,
    VenueSymbol,
)
from registry.models.base import RemovableRow
from registry.models.symbols import SPEC
from registry.models.uniqueness import UniqueKey, unique_keys
from registry.values.choices import SymbolType
from registry.writing.write import write

from .terms import keep_terms, value_text

Pairs = Sequence[tuple[Any, Any]]
GiveWay = Callable[[Pairs], None]
"""Makes the first row of each pair give way to the second, which stands where the first would."""


def remove_losers(pairs: Pairs) -> None:
    """Delete the losers by their model's own rule: a listing is delisted, an edge or a membership is removed."""
    losers = [loser for loser, _ in pairs]
    removable = [loser for loser in losers if isinstance(loser, RemovableRow)]
    others = [loser for loser in losers if not isinstance(loser, RemovableRow)]
    for loser in removable:
        loser.delete()
    for loser in others:
        setattr(loser, loser.gone_field, timezone.now())
    write(others)


def demote(mark: str) -> GiveWay:
    """A way to give way: the row stays, and loses a mark that only one row may have."""

    def give_way(pairs: Pairs) -> None:
        for loser, _ in pairs:
            setattr(loser, mark, False)
        write([loser for loser, _ in pairs])

    return give_way


def replace_symbols(pairs: Pairs) -> None:
    """The symbols' listings and identifiers become their rivals', then they are deleted."""
    losers, winners = ({pair[0].pk: pair[side] for pair in pairs} for side in (0, 1))
    listings: list[Any] = list(
        VenueSymbol._base_manager.filter(symbol__in=losers).select_related("venue").order_by("pk")
    )
    names: list[Any] = list(SymbolIdentifier._base_manager.filter(symbol__in=losers).order_by("pk"))
    for listing in listings:
        loser, listing.symbol = losers[listing.symbol_id], heir(listing.symbol_id, winners)
        keep_terms(listing, loser)
    for name in names:
        name.symbol = heir(name.symbol_id, winners)
    primary = SymbolIdentifier._base_manager.filter(
        symbol__in={name.symbol_id for name in names}, is_primary=True
    )
    taken = set(primary.values_list("symbol", "data_source"))
    for name in names:
        place = (name.symbol_id, name.data_source)
        name.is_primary = name.is_primary and place not in taken
        if name.is_primary:
            taken.add(place)
    write(listings)
    write(names)
    remove_losers(pairs)


def heir(symbol_id: UUID, winners: Mapping[UUID, Any]) -> Any:
    """The symbol that is left in the end: where three become one, a winner gives way to another in its turn."""
    winner = winners[symbol_id]
    return heir(winner.pk, winners) if winner.pk in winners else winner


@dataclass(frozen=True)
class Move:
    """How the rows of one model that refer to an asset come to refer to another."""

    model: type[Row]
    references: tuple[str, ...] = ("asset_id",)
    give_way: GiveWay = remove_losers
    why: str = ""
    obeyed: tuple[str, ...] = ()
    """The fields of a row that gives way by which clients go.  Where one differs, the default does not decide."""
    part: str = ""
    """The field with a row's share of a whole.  Where both rows hold one, one is lost, even of two equal ones."""
    related: tuple[str, ...] = ()
    """The references that the model's own checks follow."""

    def rows_of(self, asset_id: UUID) -> Any:
        """The rows that refer to this asset, live or gone, in the order of their keys."""
        named = Q(*[(name, asset_id) for name in self.references], _connector=Q.OR)
        rows = self.model._base_manager.filter(named).order_by("pk")
        return rows.select_related(*self.related) if self.related else rows

    def after(self, row: Any, source_id: UUID, target_id: UUID) -> dict[str, Any]:
        """The references of a row once it has moved."""
        values = {name: getattr(row, name) for name in self.references}
        return {name: target_id if value == source_id else value for name, value in values.items()}

    def differences(self, row: Any, rival: Any) -> list[str]:
        """In words, where the two rows differ in a field by which clients go."""
        both = {name: (getattr(row, name), getattr(rival, name)) for name in self.obeyed}
        differing = [
            f"{name} is {value_text(one)} and {value_text(other)}"
            for name, (one, other) in both.items()
            if one != other
        ]
        if self.part and None not in both[self.part]:
            differing.append(f"only one of the two {self.part}s stays")
        return differing

    def removes(self, row: Row) -> bool:
        """Whether nothing is left of a row that gives way."""
        return self.give_way is remove_losers and isinstance(row, RemovableRow)

    @cached_property
    def unique_key(self) -> UniqueKey | None:
        """The constraint of the model that two rows can break once they refer to one asset."""
        fields = self.model._meta
        found = [
            key
            for key in unique_keys(self.model)
            if any(fields.get_field(name).attname in self.references for name in key.fields)  # type: ignore[union-attr]
        ]
        if len(found) > 1:
            names = " and ".join(key.constraint.name for key in found)
            raise ImproperlyConfigured(f"{self.model.__name__}: a merge decides by one key, not by {names}")
        return found[0] if found else None

    def place(self, row: Any, source_id: UUID, target_id: UUID) -> Hashable:
        """The unique value of a row once it has moved, which no two rows may share; None where it has none."""
        if self.unique_key is None or not self.unique_key.is_held_by(row):
            return None
        moved = copy(row)
        for name, value in self.after(row, source_id, target_id).items():
            setattr(moved, name, value)
        return self.unique_key.value(moved)


MOVES = (
    Move(
        AssetDeployment,
        give_way=demote("is_canonical"),
        why="both are canonical on the chain",
        obeyed=("address", "decimals"),
        related=("chain",),
    ),
    Move(
        AssetIdentifier,
        give_way=demote("is_primary"),
        why="both are the primary id of the source",
    ),
    Move(
        AssetRelationship,
        references=("from_asset_id", "to_asset_id"),
        why="both say the same of the same two assets",
        obeyed=("conversion_rate", "weight"),
        part="weight",
    ),
    Move(
        AssetGroupMember,
        why="both assets are in the group",
        obeyed=("weight", "is_canonical"),
    ),
    Move(QualityFlag),
    Move(
        Symbol,
        references=("base_asset_id", "quote_asset_id", "settlement_asset_id"),
        give_way=replace_symbols,
        why="both are the same instrument",
        obeyed=("is_active", "delisted_at", *SPEC),
    ),
    Move(
        VenueAsset,
        why="the venue lists both assets",
        obeyed=(
            *("venue_asset_symbol", "deployment_id"),
            *("is_active", "trading_enabled", "deposit_enabled", "withdraw_enabled"),
            *("min_deposit", "min_withdrawal", "withdrawal_fee", "deposit_fee"),
        ),
    ),
    Move(Chain, references=("native_asset_id",)),
    Move(Asset, references=("merged_into_id",)),
)
"""In this order: a venue's listing may name a deployment, which must have moved before it."""


def relates(row: Any, ids: set[UUID]) -> bool:
    """Whether a relationship is between these two assets: it would relate the merged one to itself."""
    return isinstance(row, AssetRelationship) and {row.from_asset_id, row.to_asset_id} == ids


def trades(row: Any, ids: set[UUID]) -> bool:
    """Whether a symbol trades one of these two assets for the other, which no symbol does with one asset."""
    return (
        isinstance(row, Symbol)
        and row.symbol_type != SymbolType.OPTION
        and {row.base_asset_id, row.quote_asset_id} == ids
    )
