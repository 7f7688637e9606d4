"""MergeAssets and market cap ranks: what imitates the source imitates the target afterwards."""

import pytest
from cqc.services.v1 import asset_registry_pb2
from cqc.services.v1 import resolution_pb2 as pb

from tests.factories import AssetFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def merge(stub):
    def ask(source, target):
        return stub.MergeAssets(
            pb.MergeAssetsRequest(source_asset_id=str(source.pk), target_asset_id=str(target.pk))
        )

    return ask


def test_it_works(merge, stub):
    """An unranked target takes the rank: else what looks like it would be nobody's imitation."""
    source, target = AssetFactory(symbol="USDC", market_cap_rank=7), AssetFactory(symbol="USDC")
    alike = AssetFactory(symbol="U5DC")
    assert merge(source, target).asset.market_cap_rank == 7
    found = stub.GetAsset(asset_registry_pb2.GetAssetRequest(asset_id=str(alike.pk))).asset
    assert found.look_alike_of == str(target.pk)
    assert found.version == 2


@pytest.mark.parametrize("ranks", [(7, 9), (9, 7), (None, 7)])
def test_a_ranked_target_keeps_its_rank(merge, ranks):
    source, target = (AssetFactory(symbol="USDC", market_cap_rank=rank) for rank in ranks)
    assert merge(source, target).asset.market_cap_rank == ranks[1]


@pytest.mark.parametrize("symbols", [("USDC", "U5DC"), ("U5DC", "USDC")])
def test_of_two_that_look_alike(merge, symbols):
    source, target = (
        AssetFactory(symbol=symbol, market_cap_rank=rank)
        for symbol, rank in zip(symbols, (7, None), strict=True)
    )
    merged = merge(source, target)
    assert merged.asset.market_cap_rank == 7
    assert not merged.asset.HasField("look_alike_of")
    assert not merged.merged.HasField("look_alike_of")
