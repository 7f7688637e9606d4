"""Creating assets."""

from collections.abc import Mapping
from typing import Any

from registry.models import Asset

from . import rows

MOST_COLLISIONS = 100


def create(values: Mapping[str, Any]) -> dict[str, Any]:
    """A new asset, with the live assets that share its symbol: those with a rank first."""
    asset = rows.create(Asset, values)
    others = Asset.objects.live().filter(symbol_key=asset.symbol_key).exclude(pk=asset.pk)  # type: ignore[attr-defined]
    return {
        "asset": asset,
        "collisions": list(others.order_by("rank_key", "asset_id")[:MOST_COLLISIONS]),
        "look_alikes": [],
    }
