"""What the cache answers after a change, a move, a rollback; and what is under a key and is no entry."""

import json
from functools import partial

import pytest
from django.core.cache import cache as django_cache
from django.db import transaction

from cqi.errors import NotFound
from registry.models import Asset, VenueSymbol
from registry.reading import cache
from registry.reading.reads import fetch
from registry.reading.resources import ASSET, GROUP, VENUE_SYMBOL
from tests.factories import (
    AssetFactory,
    GroupFactory,
    SymbolFactory,
    VenueFactory,
    VenueSymbolFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.client().flushdb()


def name_of(asset):
    return fetch(ASSET, asset_id=str(asset.pk)).name


def entry(key):
    """The stamp and the message under a key; None where nothing is."""
    held = cache.client().get(django_cache.make_key(key))
    return None if held is None else (int(held[:20]), held[20:])


def asset_key(asset):
    return f"asset:{asset.pk}"


def test_it_works(django_assert_num_queries):
    asset = AssetFactory(name="USD Coin")
    assert entry(asset_key(asset))[0] == asset.stamp
    with django_assert_num_queries(0):
        assert name_of(asset) == "USD Coin"
    asset.name = "USDC"
    asset.save()
    with django_assert_num_queries(0):
        assert name_of(asset) == "USDC"


def test_a_read_fills_what_is_missing(django_assert_num_queries):
    asset = AssetFactory()
    cache.client().flushdb()
    with django_assert_num_queries(1):
        name_of(asset)
        name_of(asset)


def test_entries_end():
    asset, group = AssetFactory(), GroupFactory()
    client = cache.client()
    assert 3500 < client.ttl(django_cache.make_key(asset_key(asset))) <= 3600
    assert 800 < client.ttl(django_cache.make_key(f"asset_group:{group.name}")) <= 900


def test_before_the_commit_there_is_a_tombstone():
    asset = AssetFactory(name="old")
    with transaction.atomic():
        asset.name = "new"
        asset.save()
        assert entry(asset_key(asset)) == (asset.stamp, b"")
        assert 50 < cache.client().ttl(django_cache.make_key(asset_key(asset))) <= 60
    assert entry(asset_key(asset)) == (asset.stamp, ASSET.pack(ASSET.own_message(asset)))


def test_nothing_older_replaces_an_entry():
    cache.set_unless_newer("fill", {"a": cache.entry_of(7, b"new")}, 60)
    cache.set_unless_newer("fill", {"a": cache.entry_of(6, b"old")}, 60)
    cache.bury({"a": 6})
    assert entry("a") == (7, b"new")
    cache.bury({"a": 8})
    cache.set_unless_newer("fill", {"a": cache.entry_of(7, b"new")}, 60)
    assert entry("a") == (8, b"")


def test_what_changes_is_told_before_the_commit_and_after_it():
    asset = AssetFactory()
    with cache.client().pubsub() as told:
        told.subscribe(cache.changes_channel())

        def said():
            messages = iter(partial(told.get_message, timeout=0.2), None)
            return [json.loads(message["data"]) for message in messages if message["type"] == "message"]

        assert said() == []
        with transaction.atomic():
            asset.name = "new"
            asset.save()
            assert said() == [{asset_key(asset): asset.stamp}]
        assert said() == [{asset_key(asset): asset.stamp}]
        asset.delete()
        assert said() == [{asset_key(asset): asset.stamp}] * 2
        # Who only reads fills the cache, and changes nothing.
        other = AssetFactory()
        assert said()
        cache.client().flushdb()
        name_of(other)
        assert entry(asset_key(other))
        assert said() == []


def test_stamps_are_compared_as_numbers():
    cache.set_unless_newer("fill", {"a": cache.entry_of(9, b"nine")}, 60)
    cache.set_unless_newer("fill", {"a": cache.entry_of(10, b"ten")}, 60)
    assert entry("a") == (10, b"ten")


def test_a_rollback_leaves_reads_correct():
    asset = AssetFactory(name="committed")
    with transaction.atomic():
        asset.name = "rolled back"
        asset.save()
        transaction.set_rollback(True)
    assert name_of(asset) == "committed"
    assert entry(asset_key(asset))[1] == b""
    again = Asset.objects.get(pk=asset.pk)
    again.name = "later"
    again.save()
    assert name_of(asset) == "later"


def test_what_a_rolled_back_savepoint_saved_is_not_answered():
    asset = AssetFactory()
    with transaction.atomic():
        asset.name = "committed"
        asset.save()
        with transaction.atomic():
            asset.name = "rolled back"
            asset.save()
            transaction.set_rollback(True)
    assert name_of(asset) == "committed"


def test_what_is_read_before_its_commit_is_kept_only_after_it():
    asset = AssetFactory(name="committed")
    with transaction.atomic():
        asset.name = "rolled back"
        asset.save()
        assert name_of(asset) == "rolled back"
        transaction.set_rollback(True)
    assert name_of(asset) == "committed"


def test_a_name_moves_from_one_row_to_another():
    venue, old, new = VenueFactory(), SymbolFactory(), SymbolFactory()
    listing = VenueSymbolFactory(venue=venue, symbol=old, venue_symbol="BTCUSDT")
    for rate in range(1, 7):
        listing.max_leverage = rate
        listing.save()

    def symbol_id():
        return fetch(VENUE_SYMBOL, venue_id=venue.pk, venue_symbol="BTCUSDT").symbol_id

    assert symbol_id() == str(old.pk)
    listing.delete()
    VenueSymbol(venue=venue, symbol=new, venue_symbol="BTCUSDT").save()
    # The new row is at version 1, the old one at 8: only stamps say which is later.
    assert symbol_id() == str(new.pk)


def test_a_row_is_not_answered_under_its_former_name():
    group = GroupFactory(name="all_eth")
    fetch(GROUP, name="all_eth")
    group.name = "all_eth_variants"
    group.save()
    assert fetch(GROUP, name="all_eth_variants").group_id == str(group.pk)
    with pytest.raises(NotFound):
        fetch(GROUP, name="all_eth")


def test_a_deleted_row_is_not_answered():
    asset = AssetFactory()
    name_of(asset)
    asset.delete()
    with pytest.raises(NotFound):
        name_of(asset)
    assert fetch(ASSET, asset_id=str(asset.pk), show_deleted=True).HasField("deleted_at")


@pytest.mark.parametrize(
    "what",
    [
        lambda client, key: client.rpush(key, "a list"),
        lambda client, key: client.hset(key, "a", "hash"),
        lambda client, key: client.set(key, b""),
        lambda client, key: client.set(key, b"short"),
        lambda client, key: client.set(key, b"z" * 100),
        lambda client, key: client.set(key, b"\xff" * 100),
    ],
)
def test_what_is_no_entry_is_nothing_and_is_replaced(what, django_assert_num_queries):
    asset, other = AssetFactory(name="right"), AssetFactory(name="other")
    for row in (asset, other):
        cache.client().delete(django_cache.make_key(asset_key(row)))
    what(cache.client(), django_cache.make_key(asset_key(asset)))
    with django_assert_num_queries(2):
        assert name_of(asset) == "right"
        # Redis answered: the others are cached as ever.
        assert name_of(other) == "other"
    with django_assert_num_queries(0):
        assert name_of(asset) == "right"


def test_a_wrong_type_does_not_keep_the_rest_of_a_batch_from_its_tombstones():
    client = cache.client()
    client.rpush(django_cache.make_key("a"), "a list")
    cache.bury({"a": 5, "b": 5})
    assert entry("a") == entry("b") == (5, b"")


def test_scripts_that_redis_forgot_are_sent_again():
    asset = AssetFactory(name="old")
    cache.client().script_flush()
    asset.name = "new"
    asset.save()
    assert name_of(asset) == "new"
    assert entry(asset_key(asset))[0] == asset.stamp
