"""The id of a merged asset leads on to the asset it became, wherever a request refers to an asset."""

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from django.db import connection
from django.test.utils import CaptureQueriesContext
from grpc import StatusCode

from registry.models import AssetGroupMember
from registry.services.merging.merge import merge
from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    GroupFactory,
    IdentifierFactory,
    MemberFactory,
    VenueAssetFactory,
    VenueFactory,
    evm_address,
)
from tests.grpc_api.helpers import answer_here, refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def old(stub):
    return AssetFactory()


@pytest.fixture
def new(old):
    return AssetFactory()


def become(old, new):
    merge(old.pk, new.pk, decisions={}, default=0)


def test_identifier(stub, old, new):
    row = IdentifierFactory(asset=old)
    become(old, new)
    for asset in (old, new):
        request = pb.GetAssetIdentifierRequest(asset_id=str(asset.pk), source=1)
        assert stub.GetAssetIdentifier(request).identifier.identifier_id == str(row.pk)


def test_venue_asset(stub, old, new):
    row = VenueAssetFactory(asset=old)
    request = pb.GetVenueAssetRequest(venue_id=row.venue_id, asset_id=str(old.pk))
    stub.GetVenueAsset(request)
    become(old, new)
    for _ in ("cold", "warm"):
        found = stub.GetVenueAsset(request).venue_asset
        assert (found.venue_asset_id, found.asset_id) == (str(row.pk), str(new.pk))
    change = pb.UpdateVenueAssetRequest(
        venue_id=row.venue_id, asset_id=str(old.pk), venue_asset_id=str(row.pk), deposit_enabled=True
    )
    assert stub.UpdateVenueAsset(change).venue_asset.deposit_enabled
    change.ClearField("venue_asset_id")
    change.deposit_enabled = False
    assert not stub.UpdateVenueAsset(change).venue_asset.deposit_enabled


def test_a_hit_in_the_cache_asks_nothing(old):
    row = VenueAssetFactory(asset=old)
    with CaptureQueriesContext(connection) as queries:
        answer_here("GetVenueAsset", pb.GetVenueAssetRequest(venue_id=row.venue_id, asset_id=str(old.pk)))
    assert len(queries) == 0


def test_what_is_not_there_is_not_found(stub, old, new):
    become(old, new)
    for asset in (old, new):
        request = pb.GetAssetIdentifierRequest(asset_id=str(asset.pk), source=1)
        refused(lambda request=request: stub.GetAssetIdentifier(request), StatusCode.NOT_FOUND)


def test_create_venue_asset(stub, old, new):
    become(old, new)
    request = pb.CreateVenueAssetRequest(
        venue_id=VenueFactory().pk, asset_id=str(old.pk), venue_asset_symbol="X"
    )
    assert stub.CreateVenueAsset(request).venue_asset.asset_id == str(new.pk)


def test_create_symbol(stub, old, new):
    become(old, new)
    quote = AssetFactory()
    request = pb.CreateSymbolRequest(
        symbol="A/B", symbol_type="SYMBOL_TYPE_SPOT", base_asset_id=str(old.pk), quote_asset_id=str(quote.pk)
    )
    made = stub.CreateSymbol(request).symbol
    assert (made.base_asset_id, made.quote_asset_id) == (str(new.pk), str(quote.pk))


def test_create_relationship(stub, old, new):
    become(old, new)
    request = pb.CreateAssetRelationshipRequest(
        source_asset_id=str(old.pk),
        target_asset_id=str(AssetFactory().pk),
        relationship_type="RELATIONSHIP_TYPE_WRAPS",
    )
    assert stub.CreateAssetRelationship(request).relationship.from_asset_id == str(new.pk)
    request.target_asset_id = str(new.pk)
    refused(lambda: stub.CreateAssetRelationship(request), StatusCode.INVALID_ARGUMENT)


def test_create_deployment(stub, old, new):
    """Whether it is canonical is judged by the asset that it becomes one of."""
    chain = ChainFactory()
    DeploymentFactory(asset=new, chain=chain, is_canonical=True)
    become(old, new)
    request = pb.CreateAssetDeploymentRequest(
        asset_id=str(old.pk), chain_id=chain.pk, contract_address=evm_address(7)
    )
    made = stub.CreateAssetDeployment(request).deployment
    assert (made.asset_id, made.is_canonical) == (str(new.pk), False)


def test_native_asset(stub, old, new):
    become(old, new)
    request = pb.CreateChainRequest(name="New", chain_type="OTHER", native_asset_id=str(old.pk))
    chain = stub.CreateChain(request).chain
    assert chain.native_asset_id == str(new.pk)
    change = pb.UpdateChainRequest(chain_id=chain.chain_id, native_asset_id=str(old.pk))
    assert stub.UpdateChain(change).chain.version == chain.version, "nothing changed"


def test_groups(stub, old, new):
    member = MemberFactory(asset=new)
    become(old, new)
    group, asset = str(member.group_id), str(old.pk)
    changed = stub.AddAssetToGroup(pb.AddAssetToGroupRequest(group_id=group, asset_id=asset, weight=2))
    assert (changed.member.asset_id, changed.member.weight) == (str(new.pk), 2)
    assert AssetGroupMember.objects.filter(group=member.group).count() == 1
    removal = pb.RemoveAssetFromGroupRequest(group_id=group, asset_id=asset)
    assert stub.RemoveAssetFromGroup(removal).success
    refused(lambda: stub.RemoveAssetFromGroup(removal), StatusCode.NOT_FOUND)
    made = pb.CreateAssetGroupRequest(name="all", members=[{"asset_id": asset}])
    assert stub.CreateAssetGroup(made).group.members[0].asset_id == str(new.pk)
    made = pb.CreateAssetGroupRequest(name="twice", members=[{"asset_id": asset}, {"asset_id": str(new.pk)}])
    refused(lambda: stub.CreateAssetGroup(made), StatusCode.INVALID_ARGUMENT, field="members[1].asset_id")


def test_a_deleted_asset_is_still_refused(stub, old):
    group = GroupFactory()
    old.delete()
    request = pb.AddAssetToGroupRequest(group_id=str(group.pk), asset_id=str(old.pk))
    refused(lambda: stub.AddAssetToGroup(request), StatusCode.NOT_FOUND)
