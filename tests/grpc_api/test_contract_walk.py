"""Every RPC of the contract, asked for nothing, for everything, and for nonsense."""

from typing import Any

import grpc
import pytest
from cqc.services.v1.asset_registry_pb2_grpc import AssetRegistryStub
from google.protobuf.descriptor import MethodDescriptor
from google.rpc import error_details_pb2

from grpc_api.errors import DOMAIN

from .helpers import detail
from .requests import METHODS, requests_of

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS_FAULT = {
    grpc.StatusCode.INVALID_ARGUMENT,
    grpc.StatusCode.NOT_FOUND,
    grpc.StatusCode.ALREADY_EXISTS,
    grpc.StatusCode.FAILED_PRECONDITION,
    grpc.StatusCode.ABORTED,
}


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_any_request_gets_an_answer(stub: AssetRegistryStub, method: MethodDescriptor) -> None:
    wrong = [
        f"{name}: {said}"
        for name, request in requests_of(method)
        if (said := complaint(stub, method, request)) is not None
    ]
    assert not wrong


def complaint(stub: AssetRegistryStub, method: MethodDescriptor, request: Any) -> str | None:
    """What is wrong with the answer: None for OK, or a fault of the client's."""
    call = getattr(stub, method.name)
    try:
        next(call(request, timeout=20), None) if method.server_streaming else call(request, timeout=20)
    except grpc.RpcError as error:
        if error.code() not in CLIENTS_FAULT:
            return f"{error.code()} {error.details()}"
        info = detail(error, error_details_pb2.ErrorInfo)
        if info.domain != DOMAIN or not info.reason:
            return f"ErrorInfo is {info}"
        return leak(error.details() or "")
    return None


def leak(text: str) -> str | None:
    """Words that only the inside of the program uses."""
    inside = ("Traceback", "psycopg", "SELECT ", "registry_", "object at 0x", ".py")
    return next((f"says {word!r}: {text}" for word in inside if word in text), None)
