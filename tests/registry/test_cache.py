"""What the cache answers after a change, a move, a rollback; and what is under a key and is no entry."""

import json
from functools import partial

import pytest
import redis
from django.conf import settings
from django.db import transaction

from cqi.cache.stamped import StampedCache
from cqi.errors import NotFound
from registry.models import Asset, VenueSymbol
from registry.reading import cache, reads
from registry.reading.counts import EVICTIONS
from registry.reading.reads import fetch
from registry.reading.resources import ASSET, GROUP, VENUE_SYMBOL
from tests.factories import (
    AssetFactory,
    GroupFactory,
    SymbolFactory,
    VenueAssetFactory,
    VenueFactory,
    VenueSymbolFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.store.client.flushdb()


def name_of(asset):
    return fetch(ASSET, asset_id=str(asset.pk)).name


def entry(key):
    """The stamp and the message under a key; None where nothing is."""
    held = cache.store.client.get(key)
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


def test_what_was_read_before_redis_was_emptied_is_not_filled_in_after_it(monkeypatch):
    asset = AssetFactory(name="old")
    cache.store.client.flushdb()
    read = reads.find_many

    def read_slowly(*args):
        rows = read(*args)
        monkeypatch.setattr(reads, "find_many", read)
        asset.name = "new"
        asset.save()
        cache.store.client.flushdb()
        return rows

    monkeypatch.setattr(reads, "find_many", read_slowly)
    assert name_of(asset) == "old", "its read began before the change"
    assert name_of(asset) == "new"


def test_keys_are_those_of_the_specification():
    listing, group, held = VenueSymbolFactory(), GroupFactory(), VenueAssetFactory()
    config = settings.CONFIG.cache
    with redis.Redis(unix_socket_path=config.host, db=config.db, decode_responses=True) as plain:
        keys = set(plain.scan_iter())
        assert keys >= {
            f"venue_symbol:{listing.venue_id}:{listing.venue_symbol}",
            f"symbol:{listing.symbol_id}",
            f"asset_group:{group.name}",
            f"venue_asset:{held.venue_id}:{held.asset_id}",
            f"asset:{held.asset_id}",
            f"venue:{held.venue_id}",
        }
        shared = StampedCache(cache.store.client, name="test", prefix="cqar:")
        shared.put({"asset:1": (1, b"one")}, 60)
        assert plain.get("cqar:asset:1") == "00000000000000000001one"
        assert shared.read(["asset:1"]).entries == [b"00000000000000000001one"]


def test_a_read_fills_what_is_missing(django_assert_num_queries):
    asset = AssetFactory()
    cache.store.client.flushdb()
    with django_assert_num_queries(1):
        name_of(asset)
        name_of(asset)


def test_entries_end():
    asset, group = AssetFactory(), GroupFactory()
    client = cache.store.client
    assert 3200 < client.ttl(asset_key(asset)) <= 3600
    assert 800 < client.ttl(f"asset_group:{group.name}") <= 900


def test_what_is_put_together_does_not_end_together():
    for number in range(20):
        cache.store.put({f"{number}": (1, b"one")}, 3600)
    ends = {cache.store.client.pttl(f"{number}") // 1000 for number in range(20)}
    assert len(ends) > 10


def test_what_redis_has_lost_is_counted():
    assets = AssetFactory.create_batch(2)
    lost = EVICTIONS.labels("asset")._value
    cache.store.client.flushdb()
    before = lost.get()
    for asset in assets:
        name_of(asset)
    assert lost.get() == before  # nobody had seen them there
    cache.store.client.delete(asset_key(assets[0]))
    for _ in range(2):
        name_of(assets[0])
    assert lost.get() == before + 1


def test_before_the_commit_there_is_a_tombstone():
    asset = AssetFactory(name="old")
    with transaction.atomic():
        asset.name = "new"
        asset.save()
        assert entry(asset_key(asset)) == (asset.stamp, b"")
        assert 50 < cache.store.client.ttl(asset_key(asset)) <= 60
    assert entry(asset_key(asset)) == (asset.stamp, ASSET.pack(ASSET.own_message(asset)))


def test_nothing_older_replaces_an_entry():
    cache.store.put({"a": (7, b"new")}, 60)
    cache.store.put({"a": (6, b"old")}, 60)
    cache.store.bury({"a": 6})
    assert entry("a") == (7, b"new")
    cache.store.bury({"a": 8})
    cache.store.put({"a": (7, b"new")}, 60)
    assert entry("a") == (8, b"")


def test_what_changes_is_told_before_the_commit_and_after_it():
    asset = AssetFactory()
    with cache.store.client.pubsub() as told:
        told.subscribe(cache.store.channel)

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
        cache.store.client.flushdb()
        name_of(other)
        assert entry(asset_key(other))
        assert said() == []


def test_stamps_are_compared_as_numbers():
    cache.store.put({"a": (9, b"nine")}, 60)
    cache.store.put({"a": (10, b"ten")}, 60)
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
        cache.store.client.delete(asset_key(row))
    what(cache.store.client, asset_key(asset))
    with django_assert_num_queries(2):
        assert name_of(asset) == "right"
        # Redis answered: the others are cached as ever.
        assert name_of(other) == "other"
    with django_assert_num_queries(0):
        assert name_of(asset) == "right"


def test_a_wrong_type_does_not_keep_the_rest_of_a_batch_from_its_tombstones():
    client = cache.store.client
    client.rpush("a", "a list")
    cache.store.bury({"a": 5, "b": 5})
    assert entry("a") == entry("b") == (5, b"")


def test_scripts_that_redis_forgot_are_sent_again():
    asset = AssetFactory(name="old")
    cache.store.client.script_flush()
    asset.name = "new"
    asset.save()
    assert name_of(asset) == "new"
    assert entry(asset_key(asset))[0] == asset.stamp
