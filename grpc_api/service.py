"""Joins the handler tables to the contract: every RPC is served, or named as not served yet.

The servicer is django-grpc-framework's: its signals close stale database connections around each
call in the worker's own thread, without which a thread never recovers from a database failover.
"""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

import grpc
import structlog
from cqc.services.v1 import asset_registry_pb2, asset_registry_pb2_grpc
from django.core.exceptions import ImproperlyConfigured
from django_grpc_framework.services import Service
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass

from cqi.errors import CqiError, NotImplementedYet

from .errors import abort, translate
from .handler import Bind, Handler
from .handlers import HANDLERS, NOT_YET
from .writes import answer

log = structlog.get_logger(__name__)

CONTRACT = asset_registry_pb2.DESCRIPTOR.services_by_name["AssetRegistry"]


def asset_registry(tables: Mapping[str, Bind] = HANDLERS, not_yet: frozenset[str] = NOT_YET) -> Any:
    """The servicer; ImproperlyConfigured names the RPC or field where contract and handlers differ."""
    rpcs = CONTRACT.methods_by_name
    if gap := sorted(set(rpcs) - set(tables) - not_yet):
        raise ImproperlyConfigured(f"no handler for {', '.join(gap)}")
    if surplus := sorted((set(tables) - set(rpcs)) | (not_yet - set(rpcs)) | (not_yet & set(tables))):
        raise ImproperlyConfigured(f"handlers that the contract does not need: {', '.join(surplus)}")
    methods = {name: served(method, tables[name](method)) for name, method in rpcs.items() if name in tables}
    methods |= {name: unserved(name) for name in not_yet}
    return type("AssetRegistry", (Service,), methods).as_servicer()  # type: ignore[attr-defined]


def grpc_handlers(server: grpc.Server) -> None:
    """Adds AssetRegistry to a server: GRPC_FRAMEWORK's ROOT_HANDLERS_HOOK."""
    asset_registry_pb2_grpc.add_AssetRegistryServicer_to_server(asset_registry(), server)


def served(method: MethodDescriptor, handler: Handler) -> Callable[[Any, Any, grpc.ServicerContext], Any]:
    response = GetMessageClass(method.output_type)

    def rpc(_: Any, request: Any, context: grpc.ServicerContext) -> Any:
        try:
            return answer(method.name, handler, request, response)
        except Exception as exc:  # noqa: BLE001  this is where every error becomes an answer
            error = translate(exc, handler.field_name, request) or bug(method.name)
            return abort(context, error)

    rpc.__name__ = method.name
    return rpc


def bug(rpc: str) -> CqiError:
    """An exception that nobody foresaw: written down whole here, told to the caller as an id."""
    request_id = uuid.uuid4().hex
    log.exception("rpc_failed", rpc=rpc, request_id=request_id)
    return CqiError(f"internal error, request id {request_id}", info={"request_id": request_id})


def unserved(name: str) -> Callable[[Any, Any, grpc.ServicerContext], Any]:
    def rpc(_: Any, __: Any, context: grpc.ServicerContext) -> Any:
        return abort(
            context, NotImplementedYet(f"{name} is in the contract, but this server does not serve it yet")
        )

    rpc.__name__ = name
    return rpc
