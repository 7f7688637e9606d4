"""RPCs about assets, their deployments and identifiers."""

from typing import Any

from cqc.services.v1.tradeability_pb2 import TRADE_DECISION_ALLOW

from cqi.errors import InvalidInput, NotFound
from grpc_api.handler import custom
from grpc_api.requests import key
from grpc_api.standard import create, delete, get, list_, update
from registry.models import Asset, AssetDeployment
from registry.reading import filters, reads
from registry.reading.resources import ASSET, DEPLOYMENT, IDENTIFIER
from registry.services import assets, deployments
from registry.services.flagging import safety

ADDRESS = {"contract_address": "address"}


def get_asset(request: Any) -> dict[str, Any]:
    """The asset, or what it became; with its tradeability as the primary database has it now."""
    asset_id = key(request, "asset_id", Asset)
    asset = reads.fetch_assets([str(asset_id)], request.show_deleted).get(str(asset_id))
    if asset is None:
        raise NotFound("Asset", str(asset_id))
    if not request.with_tradeability:
        return {"asset": asset}
    judgement = safety.Facts(assets=[asset_id]).asset(asset_id)
    tradeable = judgement.decision == TRADE_DECISION_ALLOW
    return {"asset": asset, "is_tradeable": tradeable, "active_flags": judgement.flags}


def get_deployment(request: Any) -> Any:
    names = [name for name in ("deployment_id", "caip19") if getattr(request, name)] or ["deployment_id"]
    found, *other = {key(request, name, AssetDeployment) for name in names}
    if other:
        raise InvalidInput("caip19", "names another deployment than deployment_id: send one of the two")
    return reads.fetch(DEPLOYMENT, show_deleted=request.show_deleted, deployment_id=found)


HANDLERS = {
    "CreateAsset": create(ASSET, service=assets.create, gives=("collisions", "look_alikes")),
    "GetAsset": custom(
        get_asset,
        takes=("asset_id", "with_tradeability", "show_deleted"),
        gives=("asset", "is_tradeable", "active_flags"),
    ),
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
