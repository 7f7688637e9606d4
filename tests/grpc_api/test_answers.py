"""Answers that a server keeps in its memory: which, and that none outlives a change of what it is made of."""

from collections.abc import Callable, Iterator
from typing import Any

import grpc
import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from django.core.cache import cache as entries
from django.db import transaction
from django.utils import timezone

from cqi.cache import stamped
from grpc_api.handlers import HANDLERS
from grpc_api.service import CONTRACT
from registry.reading import cache
from registry.wire.mapping import MessageMapping
from tests.factories import (
    AssetFactory,
    ChainFactory,
    FlagFactory,
    MemberFactory,
    SymbolFactory,
    VenueAssetFactory,
    VenueFactory,
    VenueSymbolFactory,
)
from tests.grpc_api.answering import Answering
from tests.grpc_api.conftest import start
from tests.grpc_api.helpers import answer_here, refused
from tests.programs import free_port, soon

pytestmark = pytest.mark.django_db(transaction=True)

KEPT: dict[str, tuple[Any, tuple[str, ...]]] = {
    "GetAsset": (AssetFactory, ("asset_id",)),
    "GetChain": (ChainFactory, ("chain_id",)),
    "GetSymbol": (SymbolFactory, ("symbol_id",)),
    "GetVenue": (VenueFactory, ("venue_id",)),
    "GetVenueAsset": (VenueAssetFactory, ("venue_id", "asset_id")),
    "GetVenueSymbol": (VenueSymbolFactory, ("venue_id", "venue_symbol")),
}
"""The RPCs that keep answers: what makes a row, and by what it is asked for."""

UNKNOWN_FIELD = b"\xa2\x7d\xb8\x27" + b"x" * 5048
"""A field 2004 of 5,048 bytes, which no request has: the loop does not look into what is so long."""


@pytest.fixture(scope="module")
def reader(django_db_setup: None, tmp_path_factory) -> Iterator[Answering]:
    port = free_port()
    server = start(tmp_path_factory.mktemp("server") / "log", {"CQI_HTTP_OPS_PORT": str(port)})
    running = Answering(server, port)
    assert soon(running.is_ready)
    yield running
    server.stop()


@pytest.fixture(autouse=True)
def _no_entries_of_other_tests() -> Iterator[None]:
    yield
    entries.clear()


class Asked:
    """A request that finds a row, and what it is answered."""

    def __init__(self, reader: Answering, rpc: str, row: Any, **more: Any) -> None:
        self.rpc, self._reader = rpc, reader
        named = {name: str(getattr(row, name)) for name in KEPT[rpc][1]}
        self.request = getattr(pb, f"{rpc}Request")(**named, **more)

    def __call__(self) -> Any:
        return getattr(self._reader.stub, self.rpc)(self.request)

    def is_right(self) -> bool:
        """Whether the answer is that of the database."""
        entries.clear()
        return bool(self() == answer_here(self.rpc, self.request))


def change(row: Any) -> None:
    row.metadata = {"is": "changed"}
    row.save()


def test_it_works(reader):
    asset = AssetFactory(name="USD Coin")
    get = Asked(reader, "GetAsset", asset)
    reader.warm(get)
    assert get().asset.name == "USD Coin"
    asset.name = "USDC"
    asset.save()
    assert get().asset.name == "USDC"
    reader.warm(get)
    assert get().asset.name == "USDC"


def test_which_rpcs_keep_their_answers():
    handlers = {name: bind(CONTRACT.methods_by_name[name]) for name, bind in HANDLERS.items()}
    assert {name for name, handler in handlers.items() if handler.is_kept} == KEPT.keys()


@pytest.mark.parametrize(("rpc", "part"), [*((rpc, None) for rpc in KEPT), ("GetVenueSymbol", "symbol")])
def test_no_answer_outlives_a_change_of_a_row_that_it_is_made_of(reader, rpc, part):
    row = KEPT[rpc][0]()
    get = Asked(reader, rpc, row)
    reader.warm(get)
    change(getattr(row, part) if part else row)
    assert get.is_right()
    reader.warm(get)
    assert get.is_right()


@pytest.mark.parametrize("rpc", KEPT)
def test_no_answer_follows_the_clock(rpc, monkeypatch):
    """A date that passes tells nobody: what a message says of it must stand in the row."""
    row = KEPT[rpc][0]()

    def now() -> None:
        raise AssertionError(f"{rpc} reads the clock")

    monkeypatch.setattr(timezone, "now", now)
    MessageMapping.by_model[type(row)].to_message(row)


def test_what_is_renamed_and_what_is_gone_is_not_found(reader):
    listing, asset = VenueSymbolFactory(), AssetFactory()
    by_name, by_id = Asked(reader, "GetVenueSymbol", listing), Asked(reader, "GetAsset", asset)
    reader.warm(by_name)
    reader.warm(by_id)
    listing.venue_symbol = "RENAMED"
    listing.save()
    asset.delete()
    refused(by_name, grpc.StatusCode.NOT_FOUND)
    refused(by_id, grpc.StatusCode.NOT_FOUND)


def test_a_name_that_was_not_found_is_found_once_it_is_there(reader):
    symbol, venue = SymbolFactory(), VenueFactory()
    get = Asked(reader, "GetVenueSymbol", VenueSymbolFactory.build(venue=venue, symbol=symbol))
    for _ in range(3):
        refused(get, grpc.StatusCode.NOT_FOUND)
    VenueSymbolFactory(venue=venue, symbol=symbol)
    assert get.is_right()


def is_never_kept(reader: Answering, get: Callable[[], Any]) -> bool:
    return not any(reader.from_memory(get) for _ in range(4))


@pytest.mark.parametrize("padding", [b"", UNKNOWN_FIELD], ids=["short", "long"])
def test_a_trade_check_is_never_kept(reader, padding):
    asset = AssetFactory()
    get = Asked(reader, "GetAsset", asset, with_tradeability=True)
    get.request.MergeFromString(padding)
    assert is_never_kept(reader, get)
    assert get().is_tradeable
    FlagFactory(asset=asset)
    assert not get().is_tradeable


def test_what_has_no_key_is_never_kept(reader):
    chain, gone, listing = ChainFactory(), AssetFactory(), VenueSymbolFactory(venue_symbol="BTCUSDT")
    gone.delete()
    listing.venue_symbol = "btcusdt"
    by_caip2 = pb.GetChainRequest(chain_id=chain.caip2)
    group = pb.GetAssetGroupRequest(name=MemberFactory().group.name)
    assert is_never_kept(reader, Asked(reader, "GetVenueSymbol", listing))
    assert is_never_kept(reader, Asked(reader, "GetAsset", gone, show_deleted=True))
    assert is_never_kept(reader, lambda: reader.stub.GetChain(by_caip2))
    assert is_never_kept(reader, lambda: reader.stub.GetAssetGroup(group))


def test_what_is_rolled_back_changes_nothing(reader):
    asset = AssetFactory(name="committed")
    get = Asked(reader, "GetAsset", asset)
    reader.warm(get)
    with transaction.atomic():
        asset.name = "rolled back"
        asset.save()
        # Who changes a row tells it before the commit.
        assert not reader.from_memory(get)
        transaction.set_rollback(True)
    assert get().asset.name == "committed"


@pytest.mark.parametrize("said", [b"", b"?", b"[]", b'{"asset:1": "x"}'])
def test_what_is_told_in_other_words_may_be_about_anything(reader, said):
    get = Asked(reader, "GetAsset", AssetFactory())
    reader.warm(get)
    cache.store.client.publish(cache.store.channel, said)
    assert not reader.from_memory(get)
    reader.warm(get)


@pytest.fixture
def another(serve) -> Callable[..., Answering]:
    """Starts a server of a test's own."""

    def start_another(**variables: str) -> Answering:
        port = free_port()
        running = Answering(serve(CQI_HTTP_OPS_PORT=str(port), **variables), port)
        assert soon(running.is_ready)
        return running

    return start_another


def test_a_change_that_outlives_its_tombstones_is_told_at_its_commit(reader, monkeypatch):
    monkeypatch.setattr(stamped, "TOMBSTONE_SECONDS", 1)
    asset = AssetFactory(name="old")
    get = Asked(reader, "GetAsset", asset)
    with transaction.atomic():
        asset.name = "new"
        with reader.deaf():
            asset.save()
        reader.warm(get)
        assert get().asset.name == "old"
    assert get().asset.name == "new"


def test_memory_is_bounded(another):
    small = another(CQI_CACHE_ANSWER_BYTES="10000")
    gets = [Asked(small, "GetAsset", asset) for asset in AssetFactory.create_batch(10)]
    for get in gets:
        small.warm(get)
    assert 0 < small.metrics()["bytes"] <= 10_000
    # The one not asked for longest has gone.
    assert small.from_memory(gets[-1])
    assert not small.from_memory(gets[0])
