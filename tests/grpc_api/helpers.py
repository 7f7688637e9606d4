"""What tests of the RPCs share."""

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self

import grpc
import psycopg
import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import resolution_pb2
from cqc.services.v1.asset_registry_pb2_grpc import AssetRegistryStub
from django.db import connection
from google.protobuf.message_factory import GetMessageClass
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from grpc_api.errors import DOMAIN
from grpc_api.handler import Bind, custom, permission
from grpc_api.handlers import HANDLERS
from grpc_api.lanes import Call
from grpc_api.server import RunningServer
from grpc_api.service import asset_registry
from grpc_api.writes import answer
from registry.models import Venue

VIEW = permission("view", Venue)


def refused(
    call: Callable[[], Any], code: grpc.StatusCode, reason: str | None = None, field: str | None = None
) -> grpc.RpcError:
    """Assert that a call is refused with this status and, where named, this reason and this field.

    Returns the error, for tests that look further.
    """
    with pytest.raises(grpc.RpcError) as caught:
        call()
    error = caught.value
    assert error.code() is code, f"{error.code()}: {error.details()}"
    info = detail(error, error_details_pb2.ErrorInfo)
    assert info.domain == DOMAIN
    if reason is not None:
        assert info.reason == reason, f"{info.reason}: {error.details()}"
    if field is not None:
        fields = [v.field for v in detail(error, error_details_pb2.BadRequest).field_violations]
        assert field in fields, f"{fields}: {error.details()}"
    return error


def detail(error: grpc.RpcError, kind: type[Any]) -> Any:
    """The detail of this kind that an error carries; an assertion fails if it has none."""
    status = rpc_status.from_call(error)
    assert status is not None, f"{error.code()} without details: {error.details()}"
    for packed in status.details:
        found = kind()
        if packed.Unpack(found):
            return found
    raise AssertionError(f"no {kind.__name__} in {status}")


def answer_here(rpc: str, request: Any, ends_at: float = math.inf) -> Any:
    """The response to a call that is made in this process and this test's connection."""
    method = pb.DESCRIPTOR.services_by_name["AssetRegistry"].methods_by_name[rpc]
    call = Call(rpc, ends_at)
    return answer(call, HANDLERS[rpc](method), request, GetMessageClass(method.output_type))


@contextmanager
def serving(**tables: Bind) -> Iterator[AssetRegistryStub]:
    """A client of a server of its own, where these handlers stand for those of the same RPCs."""
    registry = asset_registry({**HANDLERS, **tables})
    server = RunningServer(
        "127.0.0.1:0", add_handlers=lambda made: made.add_generic_rpc_handlers((registry,))
    )
    with grpc.insecure_channel(f"127.0.0.1:{server.port}") as channel:
        yield AssetRegistryStub(channel)
    server.stop()


def refusal_of(exc: Exception, code: grpc.StatusCode, reason: str | None = None) -> grpc.RpcError:
    """What a caller sees of this exception."""

    def fail(_: Any) -> Any:
        raise exc

    with serving(GetVenue=custom(fail, needs=VIEW, takes=("venue_id",), gives=("venue",))) as stub:
        return refused(lambda: stub.GetVenue(pb.GetVenueRequest(venue_id="x")), code, reason)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run calls in threads that start together; what each returned or raised."""
    results: list[Any] = [None] * len(calls)
    barrier = threading.Barrier(len(calls))

    def run(index: int, call: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            results[index] = call()
        except grpc.RpcError as error:
            results[index] = error

    threads = [threading.Thread(target=run, args=item) for item in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


class HeldRow:
    """What another transaction locks by a statement, until it is let go."""

    def __init__(self, statement: str) -> None:
        self._go, self._held = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._hold, args=(statement,))
        self._thread.start()
        assert self._held.wait(10)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.let_go()

    def _hold(self, statement: str) -> None:
        database = connection.settings_dict
        with psycopg.connect(
            host=database["HOST"],
            port=database["PORT"] or None,
            user=database["USER"],
            password=database["PASSWORD"] or None,
            dbname=database["NAME"],
        ) as other:
            other.execute(statement)
            self._held.set()
            self._go.wait(60)

    def let_go(self) -> None:
        self._go.set()
        self._thread.join()


def holding(asset: Any) -> HeldRow:
    """The row of this asset."""
    return HeldRow(f"SELECT 1 FROM registry_asset WHERE asset_id = '{asset.pk}' FOR UPDATE")


def execute(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else None


def waiting(count: int) -> bool:
    """Whether that many other connections wait for a lock."""
    # Within a transaction PostgreSQL goes on telling who was there when it was first asked.
    execute("SELECT pg_stat_clear_snapshot()")
    return bool(
        execute(
            "SELECT count(DISTINCT pid) FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE NOT granted AND datname = current_database()"
        )
        == [(count,)]
    )


def create_chain(stub: Any, **fields: Any) -> Any:
    request = pb.CreateChainRequest(**{"name": "Arbitrum One", "chain_type": "EVM"} | fields)
    return stub.CreateChain(request).chain


def update_chain(stub: Any, chain_id: str, *mask: str, **fields: Any) -> Any:
    request = pb.UpdateChainRequest(chain_id=chain_id, **fields)
    request.update_mask.paths.extend(mask)
    return stub.UpdateChain(request).chain


def merge_assets(stub: Any, source: Any, target: Any, default: Any = None, **more: Any) -> Any:
    request = resolution_pb2.MergeAssetsRequest(
        source_asset_id=str(source.pk), target_asset_id=str(target.pk), default_decision=default, **more
    )
    return stub.MergeAssets(request)
