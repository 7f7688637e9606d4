"""What belongs to an asset and moves with it in a merge: one entry for each model that refers to Asset."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q

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

GiveWay = Callable[[Any, Any], None]
"""Makes the first row give way to the second, which stands where the first would."""


def remove(row: Any, _: Any) -> None:
    """By the model's own rule: a listing is delisted, an edge or a membership is removed."""
    row.delete()


def demote(mark: str) -> GiveWay:
    """The row stays and loses a mark that only one row may have."""

    def give_way(row: Any, _: Any) -> None:
        setattr(row, mark, False)
        row.save()

    return give_way


def replace_symbol(row: Any, rival: Any) -> None:
    """The symbol's listings and identifiers become its rival's, then it is deleted."""
    for model in (VenueSymbol, SymbolIdentifier):
        for child in model._base_manager.filter(symbol=row).order_by("pk"):
            child.symbol = rival
            if hasattr(child, "is_primary"):
                child.is_primary = False
            child.save()
    row.delete()


@dataclass(frozen=True)
class Move:
    """How the rows of one model that refer to an asset come to refer to another."""

    model: type[Row]
    references: tuple[str, ...] = ("asset_id",)
    unique_with: tuple[str, ...] | None = None
    """The attributes that make a live row unique together with its references."""
    only: Mapping[str, Any] = field(default_factory=dict)
    """Which rows that holds for."""
    give_way: GiveWay = remove
    why: str = ""

    def rows_of(self, asset_id: UUID) -> list[Any]:
        named = Q(*[(name, asset_id) for name in self.references], _connector=Q.OR)
        return list(self.model._base_manager.filter(named).order_by("pk"))

    def after(self, row: Any, source_id: UUID, target_id: UUID) -> dict[str, Any]:
        """The references of a row once it has moved."""
        values = {name: getattr(row, name) for name in self.references}
        return {name: target_id if value == source_id else value for name, value in values.items()}

    def is_edge_between(self, row: Any, source_id: UUID, target_id: UUID) -> bool:
        """Whether the row relates the two assets, and would relate the target to itself."""
        return (
            self.model is AssetRelationship and len(set(self.after(row, source_id, target_id).values())) == 1
        )

    def rival(self, row: Any, source_id: UUID, target_id: UUID) -> Any:
        """The live row that cannot stand beside this one once it has moved; None if there is none."""
        applies = all(getattr(row, name) == value for name, value in self.only.items())
        if self.unique_with is None or row.is_gone or not applies:
            return None
        same = {name: getattr(row, name) for name in self.unique_with}
        rivals = self.model.objects.live().filter(
            **same, **self.only, **self.after(row, source_id, target_id)
        )
        return rivals.exclude(pk=row.pk).first()


MOVES = (
    Move(
        AssetDeployment,
        unique_with=("chain_id",),
        only={"is_canonical": True},
        give_way=demote("is_canonical"),
        why="both are canonical on the chain",
    ),
    Move(
        AssetIdentifier,
        unique_with=("source",),
        only={"is_primary": True},
        give_way=demote("is_primary"),
        why="both are the primary id of the source",
    ),
    Move(
        AssetRelationship,
        references=("from_asset_id", "to_asset_id"),
        unique_with=("relationship_type",),
        why="both say the same of the same two assets",
    ),
    Move(AssetGroupMember, unique_with=("group_id",), why="both assets are in the group"),
    Move(QualityFlag),
    Move(
        Symbol,
        references=("base_asset_id", "quote_asset_id", "settlement_asset_id"),
        unique_with=("symbol_type", "expiry", "strike_price", "option_type"),
        give_way=replace_symbol,
        why="both are the same instrument",
    ),
    Move(VenueAsset, unique_with=("venue_id",), why="the venue lists both assets"),
    Move(Chain, references=("native_asset_id",)),
    Move(Asset, references=("merged_into_id",)),
    Move(Asset, references=("look_alike_of_id",)),
)
"""In this order: a venue's listing may name a deployment, which must have moved before it."""
