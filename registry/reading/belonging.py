"""Rows by the rows that belong to them: an asset by its deployments, its listings, its flags."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from registry.models import (
    Asset,
    AssetDeployment,
    AssetGroupMember,
    AssetIdentifier,
    QualityFlag,
    Symbol,
    SymbolIdentifier,
    VenueAsset,
    VenueSymbol,
)


@dataclass(frozen=True)
class BelongingRows:
    """Rows of one table that belong to the rows that are looked for."""

    rows: Callable[[], Any]
    """Those that count: a flag while it is active, a listing until it is delisted."""
    owner: str
    """The column with the key of the row that one belongs to."""


@dataclass(frozen=True)
class Fitting:
    """Belonging rows that fit: one row has to match in everything."""

    belonging: BelongingRows
    match: Mapping[str, Any]

    def keys(self, within: Sequence["Fitting"] = ()) -> Any:
        """The keys of the rows that they belong to; only of those that each of `within` finds too."""
        rows = self.belonging.rows().filter(**self.match)
        for other in within:
            rows = rows.filter(**{f"{self.belonging.owner}__in": other.keys()})
        return rows.order_by().values(self.belonging.owner)

    def narrow(self, rows: "QuerySet[Any]", after: Any = None) -> "QuerySet[Any]":
        """The rows that one of them belongs to; `after` is a key that those come after anyway.

        PostgreSQL does not conclude from one side's bound to the other's, and would begin at the first.
        """
        later = {} if after is None else {f"{self.belonging.owner}__gt": after}
        return rows.filter(self.fits(**later))

    def fits(self, **more: Any) -> Exists:
        """Whether one of them belongs to the row at hand."""
        owned = {self.belonging.owner: OuterRef("pk")}
        return Exists(self.belonging.rows().filter(**self.match, **owned, **more))


ALL_ASSETS = BelongingRows(Asset.objects.all, "asset_id")
ALL_SYMBOLS = BelongingRows(Symbol.objects.all, "symbol_id")
ASSET_IDENTIFIERS = BelongingRows(AssetIdentifier.objects.all, "asset_id")
DEPLOYMENTS = BelongingRows(AssetDeployment.objects.live, "asset_id")
VENUE_ASSETS = BelongingRows(VenueAsset.objects.live, "asset_id")
GROUP_MEMBERS = BelongingRows(AssetGroupMember.objects.all, "asset_id")
ACTIVE_FLAGS = BelongingRows(lambda: QualityFlag.objects.filter(resolved_at__isnull=True), "asset_id")
SYMBOL_IDENTIFIERS = BelongingRows(SymbolIdentifier.objects.all, "symbol_id")
VENUE_SYMBOLS = BelongingRows(VenueSymbol.objects.live, "symbol_id")
