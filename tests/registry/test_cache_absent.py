"""Names that nothing has: the cache says so for a moment, and never when there is something."""

from uuid import uuid4

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from django.db import transaction

from cqi.cache.entries import ABSENT, ABSENT_SECONDS
from cqi.errors import NotFound
from registry.models import Asset, VenueSymbol
from registry.reading import cache
from registry.reading.reads import fetch
from registry.reading.resources import ASSET, VENUE_SYMBOL
from tests.factories import AssetFactory, SymbolFactory, VenueFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.store.client.flushdb()


@pytest.fixture
def asset() -> Asset:
    """One that is not stored."""
    return AssetFactory.build(asset_id=uuid4(), name="new")


def is_found(asset: Asset) -> bool:
    try:
        return bool(fetch(ASSET, asset_id=str(asset.pk)).name == "new")
    except NotFound:
        return False


def held(asset: Asset) -> bytes | None:
    """What lies in Redis under its key."""
    (entry,) = cache.store.read([f"asset:{asset.pk}"]).entries
    return entry


def test_it_works(asset, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert not is_found(asset)
        assert not is_found(asset)
    assert held(asset) == b"0" * 20 + ABSENT
    assert 0 < cache.store.client.pttl(f"asset:{asset.pk}") <= ABSENT_SECONDS * 1000
    asset.save()
    with django_assert_num_queries(0):
        assert is_found(asset)


def test_what_is_about_to_be_created_hides_what_nobody_found(asset):
    """A reader asked before the commit, and comes with its answer before it and after it."""
    key = f"asset:{asset.pk}"
    with transaction.atomic():
        asset.save()
        cache.store.put_absent([key], b"")
        assert held(asset) == b"%020d" % asset.stamp
    cache.store.put_absent([key], b"")
    assert is_found(asset)


def test_what_was_created_and_rolled_back_is_not_found(asset):
    with transaction.atomic():
        asset.save()
        transaction.set_rollback(True)
    assert not is_found(asset)
    assert held(asset) == b"%020d" % asset.stamp


def test_a_name_that_another_row_had():
    venue, symbol = VenueFactory(), SymbolFactory()

    def is_listed() -> bool:
        try:
            return bool(fetch(VENUE_SYMBOL, venue_id=venue.pk, venue_symbol="BTCUSDT"))
        except NotFound:
            return False

    assert not is_listed()
    listing = VenueSymbol(venue=venue, symbol=symbol, venue_symbol="ETHUSDT")
    listing.save()
    listing.venue_symbol = "BTCUSDT"
    listing.save()
    assert is_listed()


def test_who_asks_whether_it_may_be_traded_does_not_believe_it(stub):
    asset = AssetFactory(name="new")
    cache.store.client.delete(f"asset:{asset.pk}")
    cache.store.put_absent([f"asset:{asset.pk}"], b"")  # as of a tombstone that was lost
    assert not is_found(asset)
    request = pb.GetAssetRequest(asset_id=str(asset.pk), with_tradeability=True)
    assert stub.GetAsset(request).is_tradeable


def test_names_of_any_length_do_not_fill_the_cache():
    venue, long = VenueFactory(), "X" * cache.LONGEST_ABSENT
    with pytest.raises(NotFound):
        fetch(VENUE_SYMBOL, venue_id=venue.pk, venue_symbol=long)
    assert not cache.store.client.exists(f"venue_symbol:{venue.pk}:{long}")
