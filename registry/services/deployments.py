"""Registering deployments."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.db import transaction

from cqi.errors import NotFound
from registry.models import Asset, AssetDeployment

from . import rows


@transaction.atomic
def create_deployment(values: Mapping[str, Any]) -> AssetDeployment:
    """A new deployment: canonical, unless said otherwise, where it is the asset's first on the chain.

    Raises ValidationError.
    """
    values = dict(values)
    if "is_canonical" not in values and {"asset_id", "chain_id"} <= values.keys():
        # Of two at once each would find no other.  An asset that is missing is told after what is wrong.
        with suppress(NotFound):
            Asset.locked(values["asset_id"])
        others = AssetDeployment.objects.live().filter(
            asset_id=values["asset_id"], chain_id=values["chain_id"], is_canonical=True
        )
        values["is_canonical"] = not others.exists()
    return rows.create_row(AssetDeployment, values)
