"""A call ends with its deadline, in the database too, and what came too late is not there."""

import threading
import time

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from django.db import OperationalError, connection
from grpc import RpcError, StatusCode
from prometheus_client import REGISTRY

from cqi.database import LONGEST_STATEMENT_MS, ending_by, reading_by
from cqi.errors import DeadlinePassed
from cqi.event_loop import event_loop
from registry.models import Asset, Chain
from tests.factories import AssetFactory, ChainFactory
from tests.grpc_api.helpers import answer_here, execute, holding, waiting
from tests.programs import soon

pytestmark = pytest.mark.django_db(transaction=True)

CREATE = pb.CreateChainRequest(name="Arbitrum One", chain_type="EVM")


def statement_timeout() -> int:
    """In milliseconds."""
    return execute("SELECT setting::int FROM pg_settings WHERE name = 'statement_timeout'")[0][0]


def test_it_works():
    with ending_by(time.monotonic() + 5):
        assert 0 < statement_timeout() <= 5000
    assert statement_timeout() == LONGEST_STATEMENT_MS


def test_a_statement_ends_with_the_deadline():
    with pytest.raises(OperationalError, match="statement timeout"), ending_by(time.monotonic() + 0.05):
        execute("SELECT pg_sleep(30)")


def test_a_deadline_beyond_the_longest_statement_asks_nothing_of_the_database():
    with ending_by(time.monotonic() + 60):
        assert statement_timeout() == LONGEST_STATEMENT_MS
    with reading_by(time.monotonic() + 60):
        assert not connection.in_atomic_block


def test_a_list_ends_with_its_deadline_too():
    with reading_by(time.monotonic() + 5):
        assert statement_timeout() != LONGEST_STATEMENT_MS


@pytest.mark.parametrize(
    ("rpc", "request_"),
    [
        ("CreateChain", CREATE),
        ("UpdateChain", pb.UpdateChainRequest(chain_id="ethereum", name="New")),
        ("DeleteAsset", pb.DeleteAssetRequest()),
    ],
)
def test_what_is_done_too_late_is_not_there(rpc, request_):
    chain, asset = ChainFactory(chain_id="ethereum"), AssetFactory()
    if rpc == "DeleteAsset":
        request_.asset_id = str(asset.pk)
    with pytest.raises((DeadlinePassed, OperationalError)):
        answer_here(rpc, request_, ends_at=time.monotonic() - 1)
    assert [stored.version for stored in Chain.objects.filter(pk=chain.pk)] == [chain.version]
    assert not Chain.objects.filter(chain_name=CREATE.name).exists()
    assert Asset.objects.get(pk=asset.pk).deleted_at is None


def test_whoever_waits_for_a_lock_longer_than_its_deadline_leaves_the_database(stub):
    asset = AssetFactory()
    with holding(asset):
        with pytest.raises(RpcError) as refused:
            stub.UpdateAsset(pb.UpdateAssetRequest(asset_id=str(asset.pk), name="New"), timeout=0.3)
        assert refused.value.code() is StatusCode.DEADLINE_EXCEEDED
        give_up = time.monotonic() + 2
        while not waiting(0):
            assert time.monotonic() < give_up, "it still waits for the lock"
    assert stub.GetAsset(pb.GetAssetRequest(asset_id=str(asset.pk))).asset.name == asset.name


def test_a_call_that_the_loop_comes_to_too_late_is_not_even_asked_whose_it_is(stub):
    """Where calls come faster than they are taken, most of them are such."""
    late, refused = ended("DEADLINE_EXCEEDED"), ended("UNAUTHENTICATED")
    wrong_key = [("authorization", "Bearer nobody")]
    is_held, going_on = threading.Event(), threading.Event()

    def hold() -> None:
        is_held.set()
        going_on.wait(30)

    event_loop().call_soon_threadsafe(hold)
    assert is_held.wait(30)
    try:
        with pytest.raises(RpcError) as told:
            stub.GetVenue(pb.GetVenueRequest(venue_id="kraken"), timeout=0.2, metadata=wrong_key)
        assert told.value.code() is StatusCode.DEADLINE_EXCEEDED
    finally:
        going_on.set()
    assert soon(lambda: ended("DEADLINE_EXCEEDED") == late + 1)
    assert ended("UNAUTHENTICATED") == refused


def ended(status: str) -> float:
    """The calls of GetVenue that have ended so."""
    labels = {"method": "GetVenue", "status": status}
    return REGISTRY.get_sample_value("cqar_grpc_request_total", labels) or 0
