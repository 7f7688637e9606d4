"""What calls, the cache, the database and lookups leave in the metrics."""

from collections.abc import Iterator
from contextlib import contextmanager

import grpc
import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import resolution_pb2
from django.core.cache import cache
from prometheus_client import REGISTRY

from tests.factories import ChainFactory

from .helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)


def sample(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


@contextmanager
def counted(name: str, more: int, **labels: str) -> Iterator[None]:
    before = sample(name, **labels)
    yield
    assert sample(name, **labels) == before + more, name


def test_a_call_and_its_time(stub):
    times = "cqar_grpc_request_duration_seconds_count"
    not_found = counted("cqar_grpc_request_total", 1, method="GetChain", status="NOT_FOUND")
    with counted(times, 1, method="GetChain"), not_found:
        refused(lambda: stub.GetChain(pb.GetChainRequest(chain_id="none")), grpc.StatusCode.NOT_FOUND)


def test_the_cache(stub):
    chain = ChainFactory()
    request = pb.GetChainRequest(chain_id=chain.pk)
    with counted("cqar_cache_hit_total", 1, entity="chain"):
        stub.GetChain(request)
    missed = counted("cqar_cache_miss_total", 1, entity="chain")
    with missed, counted("cqar_cache_hit_total", 0, entity="chain"):
        cache.clear()
        stub.GetChain(request)


def test_each_statement_is_timed(stub, django_assert_num_queries):
    with django_assert_num_queries(2) as asked, counted("cqar_db_query_duration_seconds_count", 2):
        for _ in range(2):
            list(ChainFactory._meta.model.objects.filter(pk="none"))
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("asset_id", "0190b5c8-0000-7000-8000-000000000000"),
        ("symbol", {"symbol": "NONE"}),
        ("address", {"chain_id": "none", "address": "0x1"}),
        ("identifier", {"source": "DATA_SOURCE_COINGECKO", "external_id": "none"}),
        ("venue", {"venue_id": "none", "venue_symbol": "none"}),
        ("caip19", "eip155:999999/slip44:60"),
    ],
)
def test_a_name_that_leads_to_nothing(stub, kind, value):
    request = resolution_pb2.ResolveAssetRequest(key=resolution_pb2.AssetKey(**{kind: value}))
    with counted("cqar_unmapped_lookups_total", 1, kind=kind):
        refused(lambda: stub.ResolveAsset(request), grpc.StatusCode.NOT_FOUND)


def test_a_symbol_of_a_venue_that_leads_to_nothing(stub):
    request = pb.GetVenueSymbolRequest(venue_id="none", venue_symbol="NONE")
    with counted("cqar_unmapped_lookups_total", 1, kind="venue_symbol"):
        refused(lambda: stub.GetVenueSymbol(request), grpc.StatusCode.NOT_FOUND)
