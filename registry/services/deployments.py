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
    """A new deployment.  The asset's first deployment on a chain is canonical, unless the caller says otherwise.

    Raises ValidationError.
    """
    values = dict(values)
    if "is_canonical" not in values and {"asset_id", "chain_id"} <= values.keys():
        # Two callers at once would each find no other deployment, so the asset is locked.  The save reports an
        # asset that does not exist, after the values that are wrong.
        with suppress(NotFound):
            Asset.locked(values["asset_id"])
        others = AssetDeployment.objects.live().filter(
            asset_id=values["asset_id"], chain_id=values["chain_id"], is_canonical=True
        )
        values["is_canonical"] = not others.exists()
    return rows.create_row(AssetDeployment, values)
