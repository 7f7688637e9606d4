"""A page whose row another change holds."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connection

from registry.models import Asset
from tests.factories import AssetFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_is_to_be_saved_again(pages):
    asset = AssetFactory(name="Old")
    with (
        psycopg.connect(**connection.get_connection_params(), autocommit=True) as other,
        other.transaction(),
    ):
        other.execute("SELECT FROM registry_asset WHERE asset_id = %s FOR UPDATE", [asset.pk])
        answer = pages(Asset).save(asset, name="New")
    assert not answer.is_saved
    assert answer.errors == {"__all__": ["another change was in the way: retry"]}
    assert pages(Asset).save(asset, name="New").is_saved


def test_pages_of_look_alikes_are_saved_beside_each_other(pages):
    """Each changes how its own asset stands to the other, whose row the other page has locked."""
    assets = [AssetFactory(symbol="USDC", market_cap_rank=7), AssetFactory(symbol="USDС", market_cap_rank=8)]

    def save(asset):
        try:
            return all(pages(Asset).save(asset, market_cap_rank=rank).is_saved for rank in range(10, 30))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as curators:
        assert all(curators.map(save, assets))
