"""The callers of the measurements, in each language: what they count, and that an error is no fast answer."""

import shutil
from collections.abc import Callable

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import tradeability_pb2

from bench.callers import REGISTRY_PATH, Load, Made, MeasuredCall, call_from_python
from bench.go import NoGo, build, call_from_go
from tests.factories import AssetFactory
from tests.safety.servers import GrpcServer

pytestmark = pytest.mark.django_db(transaction=True)

CallOver = Callable[[Load], Made]
UNKNOWN_ID = "00000000-0000-7000-8000-000000000000"


@pytest.fixture(params=[call_from_python, call_from_go])
def call(request: pytest.FixtureRequest) -> CallOver:
    if request.param is call_from_go:
        try:
            build()
        except NoGo as reason:
            pytest.skip(str(reason))
    return request.param


def load(server: GrpcServer, rpc: str, request: bytes, callers: int, seconds: float = 0.5) -> Load:
    return Load(
        server.address,
        MeasuredCall(rpc, f"{REGISTRY_PATH}{rpc}", request),
        callers,
        seconds=seconds,
        warm_up_seconds=0.2,
    )


def test_every_call_is_answered(server_process: GrpcServer, call: CallOver) -> None:
    request = pb.GetAssetRequest(asset_id=str(AssetFactory().pk)).SerializeToString()
    made = call(load(server_process, "GetAsset", request, 8))
    assert made.refused == 0
    assert 0 < len(made.times) <= made.answered
    assert all(0 < seconds < 5 for seconds in made.times)


def test_an_error_ends_the_run(server_process: GrpcServer, call: CallOver) -> None:
    request = pb.GetAssetRequest(asset_id=UNKNOWN_ID).SerializeToString()
    with pytest.raises(RuntimeError, match=UNKNOWN_ID):
        call(load(server_process, "GetAsset", request, 2, seconds=30))


def test_too_many_at_once_are_counted_as_refused(serve: Callable[..., GrpcServer], call: CallOver) -> None:
    server = serve(CQI_GRPC_CHECK_THREADS="1", CQI_GRPC_CHECK_WAITING="1")
    keys = [tradeability_pb2.TradeKey(asset_id=str(AssetFactory().pk))]
    request = tradeability_pb2.CheckTradeableRequest(keys=keys).SerializeToString()
    made = call(load(server, "CheckTradeable", request, 16))
    assert made.answered > 0
    assert made.refused > 0


def test_without_go_there_are_no_callers_in_it(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("go") is None
    with pytest.raises(NoGo, match="PATH"):
        build()
