"""Joins the handler tables to the contract: every RPC is served.

The servicer is django-grpc-framework's, and a lane's thread calls it: its signals close stale database connections
around each call in that thread, without which a thread never recovers from a database failover.
"""

from collections.abc import Callable, Mapping
from typing import Any

import grpc
from cqc.services.v1 import asset_registry_pb2
from django.core.exceptions import ImproperlyConfigured
from django_grpc_framework.services import Service
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from grpc import aio

from cqi.auth.caller import every_permission

from .calls import Rpc, bug, parsed, served
from .errors import FieldNames, to_status, translate
from .handler import Bind, Handler
from .handlers import HANDLERS
from .lanes import BY_CONTENT, Answer, Call, Work, lane_of, lanes
from .watching.stream import Begin, watched
from .writes import answer

Serve = Callable[[Any, Call], Any]
"""A method of the servicer."""

CONTRACT = asset_registry_pb2.DESCRIPTOR.services_by_name["AssetRegistry"]


def grpc_handlers(server: aio.Server) -> None:
    """Adds AssetRegistry to a server: GRPC_FRAMEWORK's ROOT_HANDLERS_HOOK."""
    server.add_generic_rpc_handlers((asset_registry(),))


def asset_registry(tables: Mapping[str, Bind] = HANDLERS) -> grpc.GenericRpcHandler:
    """Every RPC; ImproperlyConfigured names the RPC or field where contract and handlers differ."""
    rpcs = CONTRACT.methods_by_name
    if gap := sorted(set(rpcs) - set(tables)):
        raise ImproperlyConfigured(f"no handler for {', '.join(gap)}")
    if surplus := sorted(set(tables) - set(rpcs)):
        raise ImproperlyConfigured(f"handlers that the contract does not need: {', '.join(surplus)}")
    handlers = {name: tables[name](rpcs[name]) for name in tables}
    known = every_permission()
    if wrong := sorted(name for name, handler in handlers.items() if handler.permission not in known):
        raise ImproperlyConfigured(f"no model has the permission that is named for {', '.join(wrong)}")
    methods = {name: method_of(rpcs[name], handler) for name, handler in handlers.items()}
    servicer = type("AssetRegistry", (Service,), methods).as_servicer()  # type: ignore[attr-defined]
    return grpc.method_handlers_generic_handler(
        CONTRACT.full_name,
        {name: rpc_handler(rpcs[name], handlers[name], getattr(servicer, name)) for name in rpcs},
    )


def rpc_handler(method: MethodDescriptor, handler: Handler, serve: Serve) -> Any:
    """What grpc.aio calls, in bytes: malformed ones never meet its own parser, and none is parsed on the loop."""
    name = method.name
    request = GetMessageClass(method.input_type)
    if method.server_streaming:
        return watched(name, handler.permission, begin_of(name, request, handler))
    work, lane = work_of(name, request, serve, handler.field_name), lanes()[lane_of(name)]
    return served(Rpc(name, handler.permission, request, work, lane, handler.is_kept, BY_CONTENT.get(name)))


def work_of(name: str, request: type[Message], serve: Serve, field_name: FieldNames) -> Work:
    """A servicer's method from bytes to bytes; here every error becomes an answer."""

    def work(raw: bytes, call: Call) -> Answer:
        sent = None
        try:
            sent = parsed(request, raw)
            return bytes(serve(sent, call).SerializeToString())
        except Exception as exc:  # noqa: BLE001
            return to_status(translate(exc, field_name, sent) or bug(name))

    return work


def begin_of(name: str, request: type[Message], handler: Handler) -> Begin:
    """From the bytes of a request to what a stream is to send; here every error becomes an answer."""

    def begin(raw: bytes) -> Any:
        sent = None
        try:
            sent = parsed(request, raw)
            return handler.answer(handler.read(sent))
        except Exception as exc:  # noqa: BLE001
            return to_status(translate(exc, handler.field_name, sent) or bug(name))

    return begin


def method_of(method: MethodDescriptor, handler: Handler) -> Callable[[Any, Any, Call], Message]:
    response = GetMessageClass(method.output_type)

    def rpc(_: Any, request: Any, call: Call) -> Any:
        return answer(call, handler, request, response)

    rpc.__name__ = method.name
    return rpc
