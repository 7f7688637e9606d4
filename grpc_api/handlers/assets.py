"""RPCs about assets, their deployments and identifiers."""

from typing import Any

from grpc_api.handler import custom
from grpc_api.requests import require
from grpc_api.standard import create, delete, get, list_, update
from registry import filters, reads
from registry.messages import ASSET, DEPLOYMENT, IDENTIFIER
from registry.models import AssetDeployment
from registry.named import key_value
from registry.services import deployments

ADDRESS = {"contract_address": "address"}


def get_deployment(request: Any) -> Any:
    name = request.caip19 or request.deployment_id
    if not name:
        require(request, "deployment_id")
    key = key_value(AssetDeployment, "deployment_id", name)
    return reads.fetch(DEPLOYMENT, deployment_id=key, show_deleted=request.show_deleted)


HANDLERS = {
    "CreateAsset": create(ASSET, gives=("collisions", "look_alikes")),
    "GetAsset": get(ASSET),
    "UpdateAsset": update(ASSET),
    "DeleteAsset": delete(ASSET),
    "ListAssets": list_(
        ASSET,
        asset_type="asset_type",
        category="category",
        symbol=filters.assets_with_symbol,
        chain_id=filters.assets_on_chain,
        venue_id=filters.assets_on_venue,
        group_id=filters.assets_in_group,
        flag_type=filters.assets_with_flag_type,
        flag_source=filters.assets_with_flag_source,
        min_severity=filters.assets_with_severity,
    ),
    "CreateAssetDeployment": create(DEPLOYMENT, ADDRESS, service=deployments.create),
    "GetAssetDeployment": custom(
        get_deployment, takes=("deployment_id", "caip19", "show_deleted"), gives=("deployment",)
    ),
    "UpdateAssetDeployment": update(DEPLOYMENT),
    "DeleteAssetDeployment": delete(DEPLOYMENT),
    "ListAssetDeployments": list_(
        DEPLOYMENT, asset_id="asset_id", chain_id="chain_id", is_canonical="is_canonical"
    ),
    "CreateAssetIdentifier": create(IDENTIFIER),
    "GetAssetIdentifier": get(IDENTIFIER, ("asset_id", "source")),
    "ListAssetIdentifiers": list_(IDENTIFIER, asset_id="asset_id", source="source"),
    "DeleteAssetIdentifier": delete(IDENTIFIER),
}
