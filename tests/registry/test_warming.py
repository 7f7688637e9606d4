"""What is used most is known after a restart, and loaded."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import F

from registry.models import CacheUse
from registry.reading import cache
from registry.reading import uses as counting
from registry.reading.reads import fetch
from registry.reading.resources import ASSET, VENUE_SYMBOL
from registry.reading.uses import Uses, uses
from registry.services import warming
from registry.services.warming import HALF_LIFE_SECONDS, add_uses, warm
from tests.factories import AssetFactory, VenueSymbolFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_used():
    cache.store.client.flushdb()
    uses.take(0)


def use(asset, times):
    for _ in range(times):
        fetch(ASSET, asset_id=str(asset.pk))


def is_there(asset):
    return cache.store.read([f"asset:{asset.pk}"]).entries != [None]


def test_it_works(django_assert_num_queries):
    often, seldom, listing = AssetFactory(), AssetFactory(), VenueSymbolFactory(venue_symbol="A:B")
    use(often, 5)
    use(seldom, 1)
    named = {"venue_id": listing.venue_id, "venue_symbol": "A:B"}
    for _ in range(3):
        fetch(VENUE_SYMBOL, **named)
    add_uses()
    cache.store.client.flushdb()
    assert warm(3) == 3
    assert is_there(often)
    assert not is_there(seldom)
    with django_assert_num_queries(0):
        fetch(VENUE_SYMBOL, **named)


def test_half_of_the_uses_are_forgotten_each_day():
    asset, other = AssetFactory(), AssetFactory()
    use(asset, 8)
    add_uses()
    CacheUse.objects.update(at=F("at") - timedelta(seconds=HALF_LIFE_SECONDS))
    use(other, 5)
    add_uses()
    cache.store.client.flushdb()
    assert warm(1) == 1
    assert is_there(other)
    use(asset, 2)
    add_uses()
    assert CacheUse.objects.get(key=f"asset:{asset.pk}").score == pytest.approx(8 / 2 + 2, abs=0.1)


def test_only_so_many_are_kept(monkeypatch):
    monkeypatch.setattr(warming, "MOST_KEPT", 2)
    assets = AssetFactory.create_batch(3)
    for times, asset in enumerate(assets, 1):
        use(asset, times * 2)
    add_uses()
    assert {use.key for use in CacheUse.objects.all()} == {f"asset:{asset.pk}" for asset in assets[1:]}


def test_a_process_counts_so_many_keys_until_they_are_taken(monkeypatch):
    monkeypatch.setattr(counting, "MOST_COUNTED_KEYS", 3)
    counted = Uses()
    counted.count("abcd")
    counted.count("bcd", 2)
    assert counted.take(2) == {"b": 3, "c": 3}
    counted.count("d")
    assert counted.take(2) == {"d": 1}


def test_what_no_row_has_any_more_and_what_no_release_knows_is_left_out():
    gone = AssetFactory()
    use(gone, 1)
    gone.delete()
    add_uses()
    CacheUse.objects.create(key="novelty:1", score=1, at=CacheUse.objects.get().at)
    cache.store.client.flushdb()
    warm()
    assert cache.get_many([f"asset:{gone.pk}"]) == {}


def test_the_command():
    use(AssetFactory(), 1)
    add_uses()
    cache.store.client.flushdb()
    output = StringIO()
    call_command("warm", stdout=output)
    assert output.getvalue() == "1 entries are in the cache\n"
