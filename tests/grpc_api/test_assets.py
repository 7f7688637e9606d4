"""Assets: created beside their namesakes, deleted without losing what refers to them, taken back."""

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from grpc import StatusCode

from registry.models import Asset
from registry.services.merging.merge import merge
from tests.factories import AssetFactory, DeploymentFactory, IdentifierFactory
from tests.grpc_api.helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def undelete(stub):
    def ask(asset, **more):
        return stub.UndeleteAsset(pb.UndeleteAssetRequest(asset_id=str(asset.pk), **more)).asset

    return ask


def deleted():
    asset = AssetFactory(symbol="USDC")
    asset.delete()
    return asset


def test_it_works(stub):
    namesakes = [AssetFactory(symbol="usdc", market_cap_rank=rank) for rank in (None, 900, 7)]
    deleted()
    made = stub.CreateAsset(pb.CreateAssetRequest(symbol="USDC", name="USD Coin", source="ops"))
    assert (made.asset.symbol, made.asset.version, made.asset.source) == ("USDC", 1, "ops")
    assert [asset.asset_id for asset in made.collisions] == [str(a.pk) for a in reversed(namesakes)]
    assert Asset.objects.get(pk=made.asset.asset_id).name == "USD Coin"


@pytest.mark.parametrize("source", [None, ""])
def test_the_caller_is_the_source_where_none_is_said(stub, source):
    made = stub.CreateAsset(pb.CreateAssetRequest(symbol="USDC", name="USD Coin", source=source))
    assert made.asset.source == "developer"


def test_at_most_a_hundred_collisions(stub):
    for _ in range(101):
        AssetFactory(symbol="USDC")
    last = AssetFactory(symbol="USDC", market_cap_rank=7)
    made = stub.CreateAsset(pb.CreateAssetRequest(symbol="USDC", name="USD Coin"))
    assert len(made.collisions) == 100
    assert made.collisions[0].asset_id == str(last.pk)


def test_only_validated(stub):
    real = AssetFactory(symbol="USDC", market_cap_rank=7)
    made = stub.CreateAsset(pb.CreateAssetRequest(symbol="U5DC", name="Another", validate_only=True))
    assert [asset.asset_id for asset in made.look_alikes] == [str(real.pk)]
    assert Asset.objects.count() == 1


def test_what_refers_to_a_deleted_asset_stays(stub, undelete):
    asset = IdentifierFactory().asset
    deployment = DeploymentFactory(asset=asset)
    stub.DeleteAsset(pb.DeleteAssetRequest(asset_id=str(asset.pk)))
    refused(lambda: stub.GetAsset(pb.GetAssetRequest(asset_id=str(asset.pk))), StatusCode.NOT_FOUND)
    request = pb.GetAssetDeploymentRequest(deployment_id=str(deployment.pk))
    assert stub.GetAssetDeployment(request).deployment.asset_id == str(asset.pk)
    back = undelete(asset)
    assert not back.HasField("deleted_at")
    assert back.version == 3
    assert stub.GetAsset(pb.GetAssetRequest(asset_id=str(asset.pk))).asset == back


def test_undelete_by_version(undelete):
    asset = deleted()
    refused(lambda: undelete(asset, version=1), StatusCode.ABORTED, "STALE_VERSION")
    assert undelete(asset, version=2).version == 3


def test_what_is_live_is_not_undeleted(undelete):
    asset = AssetFactory()
    refused(lambda: undelete(asset), StatusCode.FAILED_PRECONDITION, "NOT_DELETED")


def test_a_merge_is_not_undone(undelete):
    source, target = AssetFactory(), AssetFactory()
    merge(source.pk, target.pk, decisions={}, default=0)
    error = refused(lambda: undelete(source), StatusCode.FAILED_PRECONDITION, "MERGED")
    assert str(target.pk) in error.details()
    assert Asset.objects.get(pk=source.pk).version == 2


def test_undelete_refusals(stub, undelete):
    refused(lambda: undelete(Asset()), StatusCode.NOT_FOUND)
    for asset_id in ("", "USDC"):
        request = pb.UndeleteAssetRequest(asset_id=asset_id)
        refused(
            lambda request=request: stub.UndeleteAsset(request), StatusCode.INVALID_ARGUMENT, field="asset_id"
        )
