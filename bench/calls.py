"""Calling the handlers in this process, as the server does, without the wire."""

import math
from functools import cache
from typing import Any

from google.protobuf.message_factory import GetMessageClass

from grpc_api.handlers import HANDLERS
from grpc_api.lanes import Call
from grpc_api.service import CONTRACT
from grpc_api.writes import answer


def request_of(rpc: str, fields: dict[str, Any]) -> Any:
    return GetMessageClass(CONTRACT.methods_by_name[rpc].input_type)(**fields)


def call(rpc: str, request: Any) -> Any:
    """The response; raises what the handler raises."""
    response = GetMessageClass(CONTRACT.methods_by_name[rpc].output_type)
    return answer(Call(rpc, math.inf), bound(rpc), request, response)


@cache
def bound(rpc: str) -> Any:
    return HANDLERS[rpc](CONTRACT.methods_by_name[rpc])


def page_rows(response: Any) -> Any:
    """The rows of a page."""
    return getattr(response, response.DESCRIPTOR.fields[0].name)
