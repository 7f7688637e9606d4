"""What a statement finds is what the ORM finds, whatever was merged, deleted, delisted or spelled alike."""

import random

import pytest
from django.utils import timezone

from registry.models import AssetDeployment, AssetIdentifier
from registry.models.fields import new_id
from registry.services.resolving.finders import find
from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    IdentifierFactory,
    SymbolFactory,
    VenueAssetFactory,
    VenueFactory,
    VenueSymbolFactory,
)
from tests.registry.orm_finders import assert_found_alike, orm_find

pytestmark = pytest.mark.django_db

SPELLINGS = ["USDC", "usdc", "Usdc", "BTCUSDT", "btcusdt"]


@pytest.fixture
def names():
    """Some rows of every kind, and every key that may lead to one."""
    dice = random.Random(3)
    assets = AssetFactory.create_batch(12)
    chains, venues = ChainFactory.create_batch(2), VenueFactory.create_batch(3)
    for _ in range(20):
        again = dice.choice([*AssetDeployment.objects.filter(deleted_at__isnull=False), None])
        place = {"chain": again.chain, "address": again.address} if again else {"chain": dice.choice(chains)}
        if not (again and AssetDeployment.objects.live().filter(**place).exists()):
            row = DeploymentFactory(asset=dice.choice(assets), **place)
            if dice.random() < 0.5:
                row.delete()
    coin = DeploymentFactory(asset=assets[0], chain=chains[0], address=None, is_native=True)
    IdentifierFactory.create_batch(4, asset=assets[1])
    for number, (venue, text) in enumerate((venue, text) for venue in venues for text in SPELLINGS):
        if dice.random() < 0.6:
            listing = VenueAssetFactory(venue=venue, asset=AssetFactory(), venue_asset_symbol=text)
        else:
            listing = VenueSymbolFactory(venue=venue, symbol=SymbolFactory(), venue_symbol=text)
        if number % 4 == 0:
            listing.delete()
    assets[2].delete()
    merged = AssetFactory.create_batch(2, merged_into=assets[3], deleted_at=timezone.now())
    DeploymentFactory(asset=assets[3], chain=chains[1])
    return [
        *(("asset_id", (asset.pk,)) for asset in [*assets, *merged]),
        ("asset_id", (new_id(),)),
        *(("address", (row.chain_id, row.address_key)) for row in AssetDeployment.objects.all()),
        *(("address", (chain.pk, None)) for chain in [coin.chain, chains[1]]),
        *(("identifier", (row.source, row.external_id)) for row in AssetIdentifier.objects.all()),
        ("identifier", ("COINGECKO", "nowhere")),
        *(("venue", (venue.pk, text)) for venue in venues for text in [*SPELLINGS, "uSdC", "BtcUsdt", "X"]),
    ]


def test_it_works(names):
    assert_found_alike([*{*names}], find)
    for name in names:
        assert_found_alike([name], find)
    assert {hit[0] for hit in orm_find(names, show_deleted=True).values()} == {
        "ASSET_ID", "ADDRESS", "IDENTIFIER", "VENUE_ASSET", "VENUE_SYMBOL",
    }  # fmt: skip
