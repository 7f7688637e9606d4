"""SIGTERM: NOT_SERVING, a pause, what is in flight ends, the late are refused, what was refused is not done."""

import signal
import time
from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from django.db import connection
from grpc_health.v1 import health_pb2, health_pb2_grpc

from registry.models import Asset
from tests.factories import AssetFactory
from tests.programs import soon
from tests.safety.servers import GrpcServer

from .helpers import holding, waiting

pytestmark = pytest.mark.django_db(transaction=True)


def rename(server: GrpcServer, asset: Asset) -> str:
    request = pb.UpdateAssetRequest(asset_id=str(asset.pk), name="Renamed")
    return server.stub.UpdateAsset(request, timeout=30).asset.name


def test_it_works(serve):
    """What is in flight ends, and so does the program."""
    asset = AssetFactory(name="Before")
    server, held = serve(), holding(asset)
    with ThreadPoolExecutor(1) as caller:
        writing = caller.submit(rename, server, asset)
        assert soon(lambda: waiting(1))
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        held.let_go()
        assert writing.result(30) == "Renamed"
    assert server.process.wait(30) == 0
    assert "Traceback" not in server.log.read_text()
    asset.refresh_from_db()
    assert asset.name == "Renamed"


def test_in_the_pause_it_says_so_and_still_serves(serve):
    asset = AssetFactory()
    server = serve(CQI_GRPC_PAUSE_SECONDS="2")
    request = health_pb2.HealthCheckRequest(service="cqc.services.v1.AssetRegistry")
    watching = health_pb2_grpc.HealthStub(server.channel).Watch(request)
    assert next(watching).status == health_pb2.HealthCheckResponse.SERVING
    server.process.send_signal(signal.SIGTERM)
    assert next(watching).status == health_pb2.HealthCheckResponse.NOT_SERVING
    assert server.stub.GetAsset(pb.GetAssetRequest(asset_id=str(asset.pk))).asset.asset_id == str(asset.pk)
    assert server.process.wait(30) == 0, "a stream that stays open holds nothing up"


def test_what_comes_late_is_refused(serve):
    asset = AssetFactory(name="Before")
    server, held = serve(), holding(asset)
    with ThreadPoolExecutor(1) as caller:
        writing = caller.submit(rename, server, asset)
        assert soon(lambda: waiting(1))
        server.process.send_signal(signal.SIGTERM)
        assert soon(lambda: late(server, asset) is grpc.StatusCode.UNAVAILABLE)
        held.let_go()
        assert writing.result(30) == "Renamed"


def late(server: GrpcServer, asset: Asset) -> grpc.StatusCode:
    try:
        # Well under the five seconds that the held write waits for its lock.
        server.stub.GetAsset(pb.GetAssetRequest(asset_id=str(asset.pk)), timeout=0.5)
    except grpc.RpcError as error:
        return error.code()
    return grpc.StatusCode.OK


def test_what_outlasts_the_grace_is_refused_and_not_committed(serve):
    asset = AssetFactory(name="Before")
    server, held = serve(CQI_GRPC_GRACE_SECONDS="0.5"), holding(asset)
    with ThreadPoolExecutor(1) as caller:
        writing = caller.submit(rename, server, asset)
        assert soon(lambda: waiting(1))
        server.process.send_signal(signal.SIGTERM)
        error = writing.exception(30)
    assert isinstance(error, grpc.RpcError)
    assert error.code() is grpc.StatusCode.UNAVAILABLE
    assert server.process.wait(30) == 0
    held.let_go()
    assert soon(lambda: not others())
    asset.refresh_from_db()
    assert asset.name == "Before"


def others() -> int:
    """Connections that are busy beside this one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND state <> 'idle'"
        )
        return int(cursor.fetchone()[0])
