"""Creating assets, and taking back their deletion."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from cqi.context import actor
from cqi.errors import RuleViolated
from registry.models import Asset
from registry.rules import look_alikes

from . import rows

MOST_COLLISIONS = 100


@transaction.atomic
def create_asset(values: Mapping[str, Any]) -> dict[str, Any]:
    """A new asset, with the live assets that share its symbol, the best ranked first, and those that it resembles.

    Every ranked asset that looks like the new one is returned, even where the rank that the caller claims for
    the new one makes the other the imitation.  Where the caller names no source, the caller is the source.
    """
    asset = rows.create_row(Asset, {**values, "source": values.get("source") or actor()})
    return {"asset": asset, "collisions": namesakes(asset), "look_alikes": look_alikes.resembled(asset)}


def namesakes(asset: Asset) -> list[Asset]:
    """The live assets that share an asset's symbol, the best ranked first."""
    others = Asset.objects.live().filter(symbol_key=asset.symbol_key).exclude(pk=asset.pk)
    return list(others.order_by("rank_key", "asset_id")[:MOST_COLLISIONS])


def undelete_asset(asset_id: Any, *, version: int | None = None) -> Asset:
    """Bring a deleted asset back.  Raises RuleViolated for one that is not deleted, or was merged."""
    return rows.revise(Asset, asset_id, bring_back, version=version, show_deleted=True)


def bring_back(asset: Asset) -> None:
    """Save an asset as one that is not deleted.  Raises RuleViolated (NOT_DELETED, MERGED)."""
    if asset.deleted_at is None:
        raise RuleViolated(f"{asset.symbol} is not deleted", reason="NOT_DELETED")
    if asset.merged_into_id is not None:
        raise RuleViolated(
            f"{asset.symbol} was merged into {asset.merged_into_id}: a merge is not undone", reason="MERGED"
        )
    asset.deleted_at = None
    asset.save()
