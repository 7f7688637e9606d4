"""Two deployments that an earlier release stored for one token: the second is not written until both are one."""

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import resolution_pb2
from grpc import StatusCode

from registry.models import AssetDeployment
from registry.values.choices import ChainType
from tests.factories import ChainFactory, DeploymentFactory
from tests.grpc_api.helpers import merge_assets, refused
from tests.superuser import run_as_superuser
from tests.unrecorded import unrecorded

pytestmark = pytest.mark.django_db(transaction=True)

HEX = "8db269c3ec630e06ae29f74bc39edd1f87c819f1056206e879a1cd61446a65644d6963726f555344"
FINGERPRINT = "asset15f3ymkjafxxeunv5gtdl54g5qs8ty9k84tq94x"


def as_before(deployment, address):
    """Store the deployment under this address, with the key that the release before gave it."""
    with unrecorded():
        run_as_superuser(
            "UPDATE registry_assetdeployment SET address = %s, address_key = %s, is_native = false"
            " WHERE deployment_id = %s",
            address, address.lower(), str(deployment.pk),
        )  # fmt: skip
    deployment.refresh_from_db()
    return deployment


@pytest.fixture
def twins(stub):
    """The deployment that has the key of both, and the other."""
    cardano = ChainFactory(chain_type=ChainType.CARDANO, network_id=None)
    right = DeploymentFactory(chain=cardano, address=FINGERPRINT, decimals=6)
    return right, as_before(DeploymentFactory(chain=cardano, address="00" * 28, decimals=6), HEX)


def update(stub, deployment):
    return stub.UpdateAssetDeployment(
        pb.UpdateAssetDeploymentRequest(deployment_id=str(deployment.pk), decimals=8)
    )


def resolve(stub, chain_id, address):
    key = {"address": {"chain_id": chain_id, "address": address}}
    return stub.ResolveAsset(resolution_pb2.ResolveAssetRequest(key=key))


def test_the_second_is_not_written_and_can_be_deleted(stub, twins):
    right, wrong = twins
    refused(lambda: update(stub, wrong), StatusCode.ALREADY_EXISTS)
    assert update(stub, right).deployment.decimals == 8
    wrong.delete()
    for spelling in (HEX, FINGERPRINT):
        assert resolve(stub, right.chain_id, spelling).asset.asset_id == str(right.asset_id)


@pytest.mark.parametrize("target_has_the_key", [True, False])
@pytest.mark.parametrize("decision", ["KEEP_TARGET", "KEEP_SOURCE"])
def test_a_merge_leaves_one(stub, twins, target_has_the_key, decision):
    target, source = twins if target_has_the_key else reversed(twins)
    merge_assets(stub, source.asset, target.asset, default=f"MERGE_DECISION_{decision}")
    left = AssetDeployment.objects.live().get()
    assert left.pk == (target if decision == "KEEP_TARGET" else source).pk
    assert (left.asset_id, left.address_key) == (target.asset_id, FINGERPRINT)
    assert AssetDeployment.objects.filter(asset=target.asset).count() == 2
    assert resolve(stub, target.chain_id, HEX).deployment.deployment_id == str(left.pk)


def test_a_merge_asks_which_decimals_are_right(stub, twins):
    right, wrong = twins
    update(stub, right)
    error = refused(
        lambda: merge_assets(stub, wrong.asset, right.asset, default="MERGE_DECISION_KEEP_TARGET"),
        StatusCode.FAILED_PRECONDITION,
        "MERGE_COLLISION",
    )
    assert "decimals is 6 and 8" in error.details()


def test_a_second_own_coin_is_merged_into_the_first(stub):
    chain = ChainFactory(network_id=324)
    coin = DeploymentFactory(chain=chain, address=None, is_native=True)
    chain.native_asset = coin.asset
    chain.save()
    second = as_before(DeploymentFactory(chain=chain), f"0x{'0' * 40}")
    refused(lambda: update(stub, second), StatusCode.INVALID_ARGUMENT)
    merge_assets(stub, second.asset, coin.asset, default="MERGE_DECISION_KEEP_TARGET")
    assert AssetDeployment.objects.live().get() == coin
