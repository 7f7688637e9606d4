"""Readers race a writer through two server processes that keep answers, with real commits: none is stale."""

import itertools
from collections.abc import Iterator

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from django.core.cache import cache as entries

from registry.reading import cache
from tests.factories import AssetFactory, VenueSymbolFactory
from tests.grpc_api.answering import Answering
from tests.programs import free_port, soon
from tests.registry.test_cache_races import Race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


@pytest.fixture
def servers(serve) -> Iterator[list[Answering]]:
    ports = [free_port(), free_port()]
    running = [Answering(serve(CQI_HTTP_OPS_PORT=str(port)), port) for port in ports]
    assert soon(lambda: all(server.is_ready() for server in running))
    yield running
    entries.clear()


@pytest.fixture
def writes(full_size) -> int:
    return 1000 if full_size else 150


class Servers:
    """Calls go to each server in turn."""

    def __init__(self, servers: list[Answering]) -> None:
        self._turns = itertools.cycle(servers)

    @property
    def stub(self):
        return next(self._turns).stub


def hits(servers: list[Answering]) -> float:
    return sum(server.metrics()["hit"] for server in servers)


def test_a_row_by_itself(servers, writes):
    asset, each = AssetFactory(market_cap_rank=1), Servers(servers)
    request = pb.GetAssetRequest(asset_id=str(asset.pk))

    def write(number: int) -> None:
        each.stub.UpdateAsset(pb.UpdateAssetRequest(asset_id=str(asset.pk), market_cap_rank=number))

    before = hits(servers)
    race = Race(write, lambda: each.stub.GetAsset(request).asset.market_cap_rank, writes=writes)
    race.run()
    assert hits(servers) - before > race.reads / 10


def test_a_row_inside_another(servers, writes):
    listing, each = VenueSymbolFactory(), Servers(servers)
    request = pb.GetVenueSymbolRequest(venue_id=listing.venue_id, venue_symbol=listing.venue_symbol)

    def write(number: int) -> None:
        each.stub.UpdateSymbol(pb.UpdateSymbolRequest(symbol_id=str(listing.symbol_id), lot_size=number))

    def read() -> int:
        return int(each.stub.GetVenueSymbol(request).venue_symbol.symbol.lot_size)

    before = hits(servers)
    race = Race(write, read, writes=writes)
    race.run()
    assert hits(servers) - before > race.reads / 10


def test_readers_that_lose_their_subscription_all_the_time(servers, writes):
    asset, each = AssetFactory(market_cap_rank=1), Servers(servers)
    request = pb.GetAssetRequest(asset_id=str(asset.pk))

    def write(number: int) -> None:
        if number % 10 == 0:
            cache.store.client.client_kill_filter(_type="pubsub")
        each.stub.UpdateAsset(pb.UpdateAssetRequest(asset_id=str(asset.pk), market_cap_rank=number))

    Race(write, lambda: each.stub.GetAsset(request).asset.market_cap_rank, writes=writes).run()
