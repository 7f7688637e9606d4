"""A real server on loopback, and a client of it."""

from collections.abc import Iterator

import grpc
import pytest
from cqc.services.v1.asset_registry_pb2_grpc import AssetRegistryStub
from django.core.cache import cache

from grpc_api import server


@pytest.fixture(scope="session")
def grpc_address(django_db_setup: None) -> Iterator[str]:
    """Where the server of this test session listens; it stops before its database is removed."""
    running = server.build(threads=8)
    port = server.listen(running, "127.0.0.1:0")
    running.start()
    yield f"127.0.0.1:{port}"
    running.stop(grace=5).wait()


@pytest.fixture(scope="session")
def grpc_channel(grpc_address: str) -> Iterator[grpc.Channel]:
    with grpc.insecure_channel(grpc_address) as channel:
        yield channel


@pytest.fixture
def stub(grpc_channel: grpc.Channel) -> Iterator[AssetRegistryStub]:
    """A client of the server.

    The server's threads have connections of their own, so a test that uses this needs
    `pytest.mark.django_db(transaction=True)`.  The database is emptied after each test, and so is
    the cache: chains and venues have the same keys in every test.
    """
    cache.clear()
    yield AssetRegistryStub(grpc_channel)
    cache.clear()
