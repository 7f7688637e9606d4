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
    """The rows that count, such as flags while they are active and listings until they are delisted."""
    owner: str
    """The column that holds the key of the row to which a row belongs."""


@dataclass(frozen=True)
class Fitting:
    """The belonging rows that match: each has to match in everything."""

    belonging: BelongingRows
    match: Mapping[str, Any]

    def keys(self, within: Sequence["Fitting"] = ()) -> Any:
        """The keys of the rows that they belong to; with `within`, of those rows that all of these find too."""
        rows = self.belonging.rows().filter(**self.match)
        for other in within:
            rows = rows.filter(**{f"{self.belonging.owner}__in": other.keys()})
        return rows.order_by().values(self.belonging.owner)

    def narrow(self, rows: "QuerySet[Any]", after: Any = None) -> "QuerySet[Any]":
        """The rows to which one of them belongs.

        `after` is a key that all of `rows` come after.  It bounds the belonging rows too: PostgreSQL does not
        conclude that by itself, and would begin with the first of them.
        """
        later = {} if after is None else {f"{self.belonging.owner}__gt": after}
        return rows.filter(self.fits(**later))

    def fits(self, **more: Any) -> Exists:
        """A condition: one of them belongs to the row that it is asked of."""
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
