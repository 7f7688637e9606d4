"""RPCs about deployments of assets on chains."""

from typing import Any

from cqi.errors import InvalidInput
from grpc_api.handler import custom, permission
from grpc_api.requests import must_have
from grpc_api.standard import create, delete, list_, update
from grpc_api.values import Values
from registry.models import AssetDeployment
from registry.reading import reads
from registry.reading.resources import DEPLOYMENT
from registry.services import deployments

ADDRESS = {"contract_address": "address"}


def get_deployment(request: Values) -> Any:
    """A deployment by its key or its CAIP-19 name.  Raises InvalidInput where the two name different ones."""
    named = {key for key in (request.deployment_id, request.caip19) if key is not None}
    if not named:
        must_have(request, "deployment_id")
    if len(named) > 1:
        raise InvalidInput("caip19", "names another deployment than deployment_id: send one of the two")
    return reads.fetch(DEPLOYMENT, show_deleted=request.show_deleted, deployment_id=named.pop())


HANDLERS = {
    "CreateAssetDeployment": create(DEPLOYMENT, ADDRESS, service=deployments.create_deployment),
    "GetAssetDeployment": custom(
        get_deployment,
        needs=permission("view", AssetDeployment),
        takes=("show_deleted",),
        keys={"deployment_id": AssetDeployment, "caip19": AssetDeployment},
        gives=("deployment",),
    ),
    "UpdateAssetDeployment": update(DEPLOYMENT),
    "DeleteAssetDeployment": delete(DEPLOYMENT),
    "ListAssetDeployments": list_(
        DEPLOYMENT, asset_id="asset_id", chain_id="chain_id", is_canonical="is_canonical"
    ),
}
