"""Exact copies: marked from whatever side one comes about, and no more once it is none."""

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import resolution_pb2

from registry.models import Asset, Change
from registry.values.choices import RelationshipType
from registry.writing.copying import copies_judged_at_the_end
from tests.factories import AssetFactory, ChainFactory, DeploymentFactory, RelationshipFactory, evm_address

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ether(stub):
    """ETH, the coin of the chain called Ethereum, as a source calls it."""
    asset = AssetFactory(symbol="ETH", name="Ether")
    chain = ChainFactory(chain_id="ethereum", chain_name="Ethereum", network_id=1, native_asset=asset)
    DeploymentFactory(asset=asset, chain=chain, address=None, is_native=True)
    return asset


def fake(name="Ethereum", symbol="ETH", **values):
    """An asset at a contract of its own."""
    asset = AssetFactory(symbol=symbol, name=name, **values)
    DeploymentFactory(asset=asset)
    return asset


def marked(asset):
    return Asset.objects.get(pk=asset.pk).look_alike_of


def test_it_works(stub, ether):
    made = stub.CreateAsset(
        pb.CreateAssetRequest(symbol="eth", name="ethereum", asset_type="ASSET_TYPE_ERC20")
    ).asset
    assert not made.HasField("look_alike_of")
    where = {"chain_id": ChainFactory().pk, "contract_address": evm_address(1)}
    stub.CreateAssetDeployment(pb.CreateAssetDeploymentRequest(asset_id=made.asset_id, **where))
    got = stub.GetAsset(pb.GetAssetRequest(asset_id=made.asset_id)).asset
    assert got.look_alike_of == str(ether.pk)
    key = {"address": {"chain_id": where["chain_id"], "address": where["contract_address"]}}
    found = stub.ResolveAsset(resolution_pb2.ResolveAssetRequest(key=key))
    assert [asset.asset_id for asset in found.look_alike_of] == [str(ether.pk)]
    assert Change.objects.filter(entity_id=made.asset_id).count() == 2


def test_of_a_coin_and_of_a_ranked_asset(ether):
    usdc = AssetFactory(symbol="USDC", name="USD Coin", market_cap_rank=7)
    assert marked(fake("Ether")) == marked(fake()) == ether
    assert marked(fake("USD coin", "usdc")) == usdc


def test_what_is_no_copy(ether):
    usdc = AssetFactory(symbol="USDC", name="USD Coin", market_cap_rank=7)
    AssetFactory(symbol="DUST", name="Dust")
    ranked = fake("USD Coin", "USDC", market_cap_rank=900)
    native_elsewhere = AssetFactory(symbol="USDC", name="USD Coin")
    ChainFactory(native_asset=native_elsewhere)
    DeploymentFactory(asset=native_elsewhere)
    without_contract = AssetFactory(symbol="USDC", name="USD Coin")
    others = [fake("Bridged USD Coin", "USDC"), fake("USD Coin", "USDC.e"), fake("Dust", "DUST")]
    assert [*map(marked, (ether, usdc, ranked, native_elsewhere, without_contract, *others))] == [None] * 8


def test_a_relationship_says_that_it_is_none(ether):
    bridged = fake()
    assert marked(bridged) == ether
    edge = RelationshipFactory(from_asset=bridged, to_asset=ether, relationship_type=RelationshipType.BRIDGES)
    assert marked(bridged) is None
    edge.delete()
    assert marked(bridged) == ether
    RelationshipFactory(from_asset=bridged, relationship_type=RelationshipType.BRIDGES)
    assert marked(bridged) is None


def test_the_original_comes_and_goes(ether):
    copy, other = fake("Solana", "SOL"), AssetFactory(symbol="SOL", name="Sol")
    chain = ChainFactory(chain_name="Solana")
    assert marked(copy) is None
    for coin, original in ((other, other), (None, None)):
        chain.native_asset = coin
        chain.save()
        assert marked(copy) == original
    other.name, other.market_cap_rank = "Solana", 5
    other.save()
    assert marked(copy) == other
    other.delete()
    assert marked(copy) is None


def test_the_copy_comes_and_goes(ether):
    asset = fake("Something")
    for name, original in (("Ethereum", ether), ("Something", None), ("Ethereum", ether)):
        asset.refresh_from_db()
        asset.name = name
        asset.save()
        assert marked(asset) == original
    place = asset.deployments.get()
    place.delete()
    assert marked(asset) is None


def test_an_import_judges_at_its_end(ether):
    with copies_judged_at_the_end():
        copy, bridged = fake(), fake()
        RelationshipFactory(from_asset=bridged, to_asset=ether, relationship_type=RelationshipType.BRIDGES)
        assert marked(copy) is None
    assert (marked(copy), marked(bridged)) == (ether, None)
    assert Change.objects.filter(entity_id=str(bridged.pk)).count() == 1
