"""Writers of what looks alike wait for each other, in one order; all others do not wait."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from django.db import connection, transaction

from registry.models import Asset
from registry.rules.look_alikes import hold_look_alikes
from tests.factories import AssetFactory

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def meanwhile(write):
    """Another transaction that wrote something and goes on until this block is left."""
    wrote, done = threading.Event(), threading.Event()

    def run():
        try:
            with transaction.atomic():
                write()
                wrote.set()
                done.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    assert wrote.wait(5)
    try:
        yield done
    finally:
        done.set()
        thread.join()


def usdc():
    return AssetFactory(symbol="USDC", name="USD Coin", market_cap_rank=7)


def seconds(call):
    started = time.monotonic()
    call()
    return time.monotonic() - started


def test_both_halves_at_once():
    """The fake and its original are created by two transactions, neither of which sees the other's."""
    with meanwhile(usdc) as done:
        threading.Timer(0.5, done.set).start()
        fake = AssetFactory(symbol="U5DC")
    assert Asset.objects.get(pk=fake.pk).look_alike_of.symbol == "USDC"


def test_what_looks_otherwise_does_not_wait(stub):
    with meanwhile(usdc):
        create = pb.CreateAssetRequest(symbol="BTC", name="Bitcoin", market_cap_rank=1)
        assert seconds(lambda: stub.CreateAsset(create, timeout=5)) < 1


def test_a_change_of_neither_text_nor_rank_does_not_wait(stub):
    real = usdc()
    with meanwhile(lambda: hold_look_alikes([real.pk])):
        update = pb.UpdateAssetRequest(asset_id=str(real.pk), description="Circle's")
        assert seconds(lambda: stub.UpdateAsset(update, timeout=5)) < 1


@pytest.mark.parametrize("field", ["market_cap_rank", "name"])
def test_updates_of_look_alikes_do_not_dead_lock(stub, field):
    assets = [usdc(), *(AssetFactory(symbol=symbol) for symbol in ("U5DC", "USDС", "USDC."))]

    def update(number):
        value = number % 40 + 1 if field == "market_cap_rank" else f"Coin {number}"
        request = pb.UpdateAssetRequest(asset_id=str(assets[number % 4].pk), **{field: value})
        request.update_mask.paths.append(field)
        stub.UpdateAsset(request, timeout=30)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(update, range(60)))


def test_a_batch_takes_few_locks():
    with transaction.atomic(), connection.cursor() as cursor:
        hold_look_alikes([], [f"token {number}" for number in range(5000)])
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert cursor.fetchone() == (512,)
