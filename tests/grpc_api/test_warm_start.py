"""A server that starts loads what was used before, and hits of its memory are uses too."""

import time

import pytest

from cqi.event_loop import on_loop
from grpc_api.answers import HITS_COUNTED, KeptAnswers
from grpc_api.lanes import Call, lanes
from registry.reading import cache
from registry.reading.reads import fetch
from registry.reading.resources import ASSET
from registry.reading.uses import uses
from registry.services.warming import add_uses
from tests.factories import AssetFactory
from tests.programs import soon

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_works(serve):
    asset = AssetFactory()
    uses.take(0)  # what other tests have used would leave no place for it
    uses.count([f"asset:{asset.pk}"])
    add_uses()
    cache.store.client.flushdb()
    serve()
    assert soon(lambda: cache.store.read([f"asset:{asset.pk}"]) != [None])


def test_hits_of_the_memory_are_counted():
    asset, kept = AssetFactory(), KeptAnswers(1_000_000)
    name, call = ("GetAsset", b"request"), Call("GetAsset", time.monotonic() + 600)

    def work(raw, call):
        return fetch(ASSET, asset_id=str(asset.pk)).SerializeToString()

    async def is_hit():
        if kept.find(name):
            return True
        await kept.make(name, lanes()["read"], work, call)
        return False

    kept.start()
    try:
        assert soon(lambda: on_loop(is_hit()))
        uses.take(0)
        hits = 0
        while hits < 2 * HITS_COUNTED:
            hits += on_loop(is_hit())
        assert uses.take(1)[f"asset:{asset.pk}"] >= 2 * HITS_COUNTED
    finally:
        kept.stop()
