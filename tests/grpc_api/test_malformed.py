"""Bytes that are no request: the caller's fault, with a log line and a metric like every call."""

from typing import Any

import grpc
import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from google.protobuf.struct_pb2 import Struct
from grpc import StatusCode
from prometheus_client import REGISTRY

from .helpers import refused
from .requests import METHODS

pytestmark = pytest.mark.django_db(transaction=True)

SERVICE = "/cqc.services.v1.AssetRegistry/"


def deep(levels: int) -> bytes:
    """A CreateAssetRequest whose metadata is nested so deep."""
    struct = Struct()
    inner: Any = struct
    for _ in range(levels):
        inner = inner.fields["a"].struct_value
    inner.fields["a"].string_value = "x"
    number = pb.CreateAssetRequest.DESCRIPTOR.fields_by_name["metadata"].number
    raw = struct.SerializeToString()
    return tag(number) + varint(len(raw)) + raw


def tag(number: int) -> bytes:
    return varint(number << 3 | 2)


def varint(value: int) -> bytes:
    out = b""
    while value > 127:
        out, value = out + bytes((value & 127 | 128,)), value >> 7
    return out + bytes((value,))


CASES = {
    "no tag": b"\xff",
    "cut off": b"\x0a\x05ab",
    "a group that never ends": b"\x0b",
    "invalid UTF-8": b"\x0a\x02\xff\xfe",
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("rpc", ["GetAsset", "ListQualityFlags", "CheckTradeable", "CreateAsset", "GetVenue"])
def test_malformed_bytes(grpc_channel, stub, rpc, name):
    call = grpc_channel.unary_unary(SERVICE + rpc)
    refused(lambda: call(CASES[name]), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD")


def test_a_struct_that_is_too_deep(grpc_channel, stub):
    call = grpc_channel.unary_unary(SERVICE + "CreateAsset")
    error = refused(lambda: call(deep(40)), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "request")
    assert error.details() == "request: is not a well-formed CreateAssetRequest"


@pytest.mark.parametrize(
    "method", [m for m in METHODS if not m.server_streaming], ids=lambda method: method.name
)
def test_whatever_is_asked(grpc_channel, stub, method):
    call = grpc_channel.unary_unary(SERVICE + method.name)
    refused(lambda: call(b"\xff"), StatusCode.INVALID_ARGUMENT)


def test_a_call_without_a_request(grpc_channel, stub):
    call = grpc_channel.stream_unary(SERVICE + "GetVenue")
    refused(lambda: call(iter(())), StatusCode.INVALID_ARGUMENT)


def counted(rpc: str, status: str) -> float:
    found = REGISTRY.get_sample_value("cqar_grpc_request_total", {"method": rpc, "status": status})
    return found or 0.0


def test_it_is_counted_like_every_call(grpc_channel, stub):
    before = counted("GetVenue", "INVALID_ARGUMENT")
    with pytest.raises(grpc.RpcError):
        grpc_channel.unary_unary(SERVICE + "GetVenue")(b"\xff")
    assert counted("GetVenue", "INVALID_ARGUMENT") == before + 1
