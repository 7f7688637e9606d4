"""Calls over gRPC with every kind of credential, right and wrong; what each is told."""

from collections.abc import Iterator

import grpc
from cqc.services.v1 import asset_registry_pb2 as messages

from tests.cqi.auth.authority import client
from tests.cqi.auth.issuer import Issuer
from tests.leaks.planted import Planted, authority

GET_VENUE = "/cqc.services.v1.AssetRegistry/GetVenue"
LIST_ASSETS = "/cqc.services.v1.AssetRegistry/ListAssets"
VENUE = messages.GetVenueRequest(venue_id="binance").SerializeToString()

Metadata = list[tuple[str, str]]


def credentials(planted: Planted) -> Iterator[tuple[str, Metadata]]:
    """Every way in which a secret is sent, by the status that it is answered with."""
    key, revoked, configured = planted["an API key"], planted["a revoked key"], planted["a configured key"]
    known, unknown = "NOT_FOUND", "UNAUTHENTICATED"
    for text in (key, configured):
        yield known, [("authorization", f"Bearer {text}")]
        yield known, [("x-api-key", text)]
    yield known, [("authorization", f"bearer {key}"), ("x-request-id", key)]
    yield known, [("authorization", f"bearer {key}"), ("user-agent", key), ("x-unknown", key)]
    wrong = planted.add("an API key with a wrong secret", key[:-40] + revoked[-40:])
    for text in (revoked, wrong, planted["a wrong configured key"], key.replace("cqk_", "cqk_0"), f"x{key}"):
        yield unknown, [("authorization", f"Bearer {text}")]
        yield unknown, [("x-api-key", text)]
    yield unknown, [("authorization", f"Bearer {revoked}"), ("x-request-id", revoked)]
    for text in (f"Bearer{key}", key, f"Basic {key}", f"Bearer  {key}", f"Bearer {key}.{key}.{key}"):
        yield unknown, [("authorization", text)]
    yield unknown, [("authorization", f"Bearer {key}"), ("x-api-key", key)]
    yield unknown, [("x-api-key", f"Bearer {key}")]
    yield unknown, [("x-request-id", key)]
    yield from tokens(planted)


def tokens(planted: Planted) -> Iterator[tuple[str, Metadata]]:
    stranger = Issuer(generation=7)
    for status, name, text in (
        ("NOT_FOUND", "a token", planted.issuer.token()),
        ("UNAUTHENTICATED", "a token that is over", planted.issuer.token(exp=1)),
        ("UNAUTHENTICATED", "a token of nobody", planted.issuer.token(sub="nobody")),
        ("UNAUTHENTICATED", "a token of a stranger", stranger.token()),
        ("UNAUTHENTICATED", "a token of no known key", stranger.token("rs")),
    ):
        planted.add(name, text)
        yield status, [("authorization", f"Bearer {text}")]
    token = planted["a token"]
    for text in (f"Bearer{token}", f"Bearer {token}.", f"Bearer {token}=", f"Bearer {token[:-1]}"):
        yield "UNAUTHENTICATED", [("authorization", text)]
    yield "UNAUTHENTICATED", [("x-api-key", token)]


def call(
    channel: grpc.Channel, metadata: Metadata, rpc: str = GET_VENUE, raw: bytes = VENUE
) -> tuple[str, bytes]:
    """The status, and all that the caller is told."""
    try:
        answer, ended = channel.unary_unary(rpc).with_call(raw, metadata=metadata, timeout=60)
    except grpc.RpcError as error:
        told = (
            error.details(),
            error.initial_metadata(),
            error.trailing_metadata(),
            error.debug_error_string(),
        )
        return error.code().name, repr(told).encode()
    return "OK", answer + repr((ended.initial_metadata(), ended.trailing_metadata())).encode()


def calls(port: int, planted: Planted) -> bytes:
    """Make all these calls; the answer is all that they were told."""
    told = []
    with client(port, authority.certificate) as channel:
        for expected, metadata in credentials(planted):
            status, said = call(channel, metadata)
            assert status == expected, (metadata, said)
            told.append(said)
        with_key = [("x-api-key", planted["an API key"])]
        assert call(channel, with_key, raw=b"\xff")[0] == "INVALID_ARGUMENT"
    return b"\n".join(told)


def broken_call(port: int, planted: Planted) -> bytes:
    """A call that meets a bug."""
    with client(port, authority.certificate) as channel:
        status, told = call(channel, [("x-api-key", planted["an API key"])], LIST_ASSETS, b"")
    assert status == "INTERNAL", told
    return told
