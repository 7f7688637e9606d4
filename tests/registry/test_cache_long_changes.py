"""Changes that take longer than tombstones live, as an import may: what was read meanwhile does not stay."""

import math
import threading
import time

import pytest
from django.core.cache import cache as entries
from django.db import connection, transaction

from cqi.cache import stamped
from cqi.database import unhurried
from cqi.errors import NotFound
from registry.models import Asset, OwedInvalidation
from registry.reading import cache
from registry.reading.reads import fetch
from registry.reading.resources import ASSET, VENUE_SYMBOL
from registry.relaying.invalidations import look_and_pay
from registry.writing.write import write
from tests.factories import AssetFactory, VenueSymbolFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def short_tombstones(monkeypatch):
    monkeypatch.setattr(stamped, "TOMBSTONE_SECONDS", 1)
    yield
    cache.store.availability.trust(math.inf)
    entries.clear()


def outlive_tombstones(mapping, **lookup):
    """Wait until the tombstones are gone, then read as a caller does, who finds the old row."""

    def read() -> None:
        fetch(mapping, **lookup)
        connection.close()

    time.sleep(1.1)
    reader = threading.Thread(target=read)
    reader.start()
    reader.join()


def test_rows_that_are_changed_together():
    rows = [AssetFactory(name="old"), AssetFactory(name="old")]
    with transaction.atomic():
        for row in rows:
            row.name = "new"
        write(rows)
        outlive_tombstones(ASSET, asset_id=str(rows[1].pk))
    assert fetch(ASSET, asset_id=str(rows[1].pk)).name == "new"


def test_a_row_that_is_put_back():
    asset = AssetFactory(name="old")
    with transaction.atomic():
        asset.name = "new"
        asset.save()
        outlive_tombstones(ASSET, asset_id=str(asset.pk))
    assert fetch(ASSET, asset_id=str(asset.pk)).name == "new"


def test_a_row_that_goes():
    asset = AssetFactory()
    with transaction.atomic():
        asset.delete()
        outlive_tombstones(ASSET, asset_id=str(asset.pk))
    with pytest.raises(NotFound):
        fetch(ASSET, asset_id=str(asset.pk))


def test_a_process_that_is_killed_right_after_its_commit():
    """What was read meanwhile is there when it goes, and nobody but the database knows of it."""
    asset = AssetFactory(name="old")
    with unhurried(), transaction.atomic():
        asset.name = "new"
        asset.save()
        outlive_tombstones(ASSET, asset_id=str(asset.pk))
        connection.run_on_commit.clear()
    assert fetch(ASSET, asset_id=str(asset.pk)).name == "old"
    look_and_pay()
    assert fetch(ASSET, asset_id=str(asset.pk)).name == "new"
    assert not OwedInvalidation.objects.exists()


def test_nothing_is_owed_when_redis_was_told_again():
    with unhurried(), transaction.atomic():
        write([AssetFactory.build(), AssetFactory.build()])
        assert OwedInvalidation.objects.exists()
    assert not OwedInvalidation.objects.exists()


def test_a_name_that_is_given_up():
    listing = VenueSymbolFactory()
    old = {"venue_id": listing.venue_id, "venue_symbol": listing.venue_symbol}
    with transaction.atomic():
        listing.venue_symbol = "RENAMED"
        listing.save()
        outlive_tombstones(VENUE_SYMBOL, **old)
    with pytest.raises(NotFound):
        fetch(VENUE_SYMBOL, **old)


def test_what_is_rolled_back_is_left_alone():
    asset = AssetFactory(name="old")
    with transaction.atomic():
        row = Asset.objects.get()
        row.name = "never"
        row.save()
        outlive_tombstones(ASSET, asset_id=str(asset.pk))
        transaction.set_rollback(True)
    assert fetch(ASSET, asset_id=str(asset.pk)).name == "old"
