"""What Redis refuses to forget is owed with the change, and told again until Redis takes it."""

import math
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.core.cache import cache as entries
from django.db import connection, transaction
from django.utils import timezone

from cqi.cache import availability
from registry.models import Asset, OwedInvalidation
from registry.reading import cache
from registry.reading.reads import fetch
from registry.reading.resources import ASSET
from registry.relaying import invalidations
from registry.relaying.invalidations import OLDEST_OWED, WAITING, longest_lifetime, look, look_and_pay, pay
from registry.writing.write import write
from tests.factories import AssetFactory
from tests.programs import soon

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def redis(monkeypatch) -> Iterator[None]:
    """After a failure it is asked again soon."""
    monkeypatch.setattr(availability, "PAUSE_SECONDS", 0.01)
    yield
    cache.store.availability.trust(math.inf)
    entries.clear()


@contextmanager
def full() -> Iterator[None]:
    """Redis answers reads, and takes no writes; it is asked again after it."""
    cache.store.client.config_set("maxmemory", "1")
    try:
        yield
    finally:
        cache.store.client.config_set("maxmemory", "0")
        assert soon(lambda: not cache.store.availability.is_paused)


def change(asset: Asset, name: str) -> None:
    asset.name = name
    asset.save()


def name_of(asset: Asset) -> str:
    return str(fetch(ASSET, asset_id=str(asset.pk)).name)


def is_trusted() -> bool:
    return cache.store.availability.is_trusted


def change_unseen(asset: Asset) -> None:
    """A change that Redis was not told: the old entry is answered."""
    with full():
        change(asset, "new")
    assert name_of(asset) == "old"


def test_it_works():
    asset = AssetFactory(name="old")
    change_unseen(asset)
    owed = OwedInvalidation.objects.get()
    assert (owed.keys, owed.stamps) == ([f"asset:{asset.pk}"], [asset.stamp])
    look_and_pay()
    assert name_of(asset) == "new"
    assert not OwedInvalidation.objects.exists()
    assert is_trusted()


def test_what_redis_takes_costs_nothing_more(django_assert_num_queries):
    asset = AssetFactory(name="old")
    change(asset, "new")
    assert look().count == 0
    with django_assert_num_queries(1):
        look_and_pay()


def test_while_something_is_owed_for_long_reads_go_past_redis():
    asset = AssetFactory(name="old")
    change_unseen(asset)
    look()
    assert is_trusted()
    OwedInvalidation.objects.update(owed_at=timezone.now() - timedelta(seconds=0.6))
    look()
    assert not is_trusted()
    assert name_of(asset) == "new"
    assert WAITING._value.get() == 1
    assert 0.6 <= OLDEST_OWED._value.get() < 60


def test_a_value_of_the_same_change_stays(django_assert_num_queries):
    asset = AssetFactory(name="old")
    change_unseen(asset)
    cache.store.availability.trust(0.0)
    assert name_of(asset) == "new"  # who reads past Redis fills it
    look_and_pay()
    with django_assert_num_queries(0):
        assert name_of(asset) == "new"


def test_until_redis_takes_it_it_is_owed():
    asset = AssetFactory(name="old")
    change_unseen(asset)
    with full():
        look_and_pay()
        assert OwedInvalidation.objects.exists()
    look_and_pay()
    assert name_of(asset) == "new"


def test_a_tombstone_that_was_evicted_before_the_commit():
    """A reader has put the old row back, and after the commit Redis takes nothing."""
    asset = AssetFactory(name="old")
    key = cache.store.full_names([f"asset:{asset.pk}"])[0]
    old = cache.store.client.get(key)
    with ExitStack() as until_the_end, transaction.atomic():
        change(asset, "new")
        cache.store.client.set(key, old)
        until_the_end.enter_context(full())
    assert name_of(asset) == "old"
    look_and_pay()
    assert name_of(asset) == "new"


def test_what_is_rolled_back_is_not_owed():
    asset = AssetFactory(name="old")
    with full(), transaction.atomic():
        change(asset, "never")
        transaction.set_rollback(True)
    assert not OwedInvalidation.objects.exists()


def test_many_rows_of_one_write_are_owed_together():
    assets = AssetFactory.create_batch(3, name="old")
    with full():
        for asset in assets:
            asset.name = "new"
        write(assets)
    assert len(OwedInvalidation.objects.get().keys) == 3
    look_and_pay()
    assert [name_of(asset) for asset in assets] == ["new"] * 3


def test_what_another_process_has_in_hand_is_left_to_it():
    change_unseen(AssetFactory(name="old"))
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT FROM registry_owedinvalidation FOR UPDATE")
        assert not pay()
    assert pay()


def test_what_no_entry_can_be_left_of_is_owed_no_more():
    change_unseen(AssetFactory(name="old"))
    long_ago = timezone.now() - timedelta(seconds=2 * longest_lifetime() + 1)
    OwedInvalidation.objects.update(owed_at=long_ago)
    with full():
        look_and_pay()
    assert not OwedInvalidation.objects.exists()


def test_an_answer_of_the_database_holds_for_a_moment(monkeypatch):
    """So a process that gets none, whatever keeps it, does not believe Redis for long."""
    monkeypatch.setattr(invalidations, "TRUSTED_SECONDS", 0.2)
    look()
    assert soon(lambda: not is_trusted())
    look()
    assert is_trusted()
