"""What surrounds every call: one coroutine, bound to its RPC once when the server is built.

It runs on the loop.  It asks who calls, what the caller may do and how often, takes the request as bytes, refuses
what cannot be done in time, and hands the rest to a lane: all that touches Django runs there.  grpcio would run a
chain of interceptors anew for each call.

A unary RPC is served as stream-unary.  On the wire that is the same, but the wait for the request is ours: grpcio
waits for one without any limit.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import grpc
import structlog
from django.conf import settings
from google.protobuf.message import DecodeError, Message

from cqi.context import ANONYMOUS, call_id, enter_call, id_of_call
from cqi.errors import CqiError, InvalidInput, NotAllowed

from .answers import answers
from .callers import caller_of, take_one
from .errors import to_status
from .journal import journal
from .lanes import OF_NOW, Answer, Call, Lane, Work, lanes
from .spans import traced
from .times import TOLD_REVISION, asked_by

log = structlog.get_logger(__name__)

CALL_ID = "x-request-id"
"""The metadata by which proxies and clients name a call."""

NEVER_TOO_OFTEN = frozenset({"RaiseQualityFlag"})
"""Trading goes on until a flag is raised, so none is refused for how often its caller calls."""
LONGEST_SECONDS = 30.0
"""After this time nobody waits for an answer, whatever deadline the call has or has not."""
MOST_LOOKED_INTO = 4096
"""Bytes of a request that the loop itself parses; it must not be busy with one for long."""


@dataclass(frozen=True)
class Rpc:
    """One RPC as it is served."""

    name: str
    permission: str
    """What its caller must have."""
    request: type[Message]
    work: Work
    lane: Lane
    """Where it is done, unless its request says otherwise."""
    is_kept: bool = False
    """Whether its answers are kept in memory."""
    by_content: Callable[[Any], str] | None = None
    """From a request to the name of the lane that does it, for an RPC whose requests belong to two lanes."""


class _Plain(grpc.Status):
    """A status without details."""

    def __init__(self, code: grpc.StatusCode, details: str) -> None:
        self.code, self.details, self.trailing_metadata = code, details, ()


CANCELLED = _Plain(grpc.StatusCode.CANCELLED, "the caller has gone")
LATE = _Plain(grpc.StatusCode.DEADLINE_EXCEEDED, "the request did not arrive in time")
GONE = _Plain(grpc.StatusCode.DEADLINE_EXCEEDED, "its time was over before it was looked at")
"""Calls that came faster than the loop takes them.  Nobody waits, so it is not even asked whose they are."""
EMPTY: grpc.Status = to_status(InvalidInput("request", "is missing: the call ended without one"))


def served(rpc: Rpc) -> Any:
    """An RPC that is answered by one message."""
    note, body_seconds = journal().note, settings.CONFIG.grpc.body_seconds

    async def serve(_: Any, context: Any) -> bytes:
        began = time.perf_counter()
        answer: Answer = CANCELLED
        try:
            answer = await answered(rpc, context, body_seconds)
        finally:
            status = "OK" if isinstance(answer, bytes) else answer.code.name
            note(rpc.name, status, time.perf_counter() - began)
        return answer if isinstance(answer, bytes) else end_with(context, answer)

    return grpc.stream_unary_rpc_method_handler(traced(rpc.name, serve))


async def answered(rpc: Rpc, context: Any, body_seconds: float) -> Answer:
    """The answer.  Whatever goes wrong becomes one too: grpcio would tell the caller an exception's text."""
    try:
        left = context.time_remaining()
        left = LONGEST_SECONDS if left is None else min(left, LONGEST_SECONDS)
        if left <= 0:
            return GONE
        admit(rpc.name, rpc.permission, context)
        asked = asked_by(context.invocation_metadata(), rpc.name)
        call = Call(rpc.name, time.monotonic() + left, asked)
        keeps = rpc.is_kept and asked is OF_NOW
        # An answer that is kept, and a request that goes elsewhere, need no place in this lane.
        if rpc.by_content is None and not keeps and rpc.lane.is_full(left):
            return rpc.lane.refusal
        raw = await received(context, body_seconds)
        if not isinstance(raw, bytes):
            return raw
        if keeps and (kept := answers().find((rpc.name, raw))) is not None:
            return kept
        # Who asks about the past may wait behind lists, and must not hold up who asks about the present.
        lane = chosen_lane(rpc, raw) if asked.past is None else lanes()["list"]
        if keeps and lane is rpc.lane and len(raw) <= MOST_LOOKED_INTO:
            return await answers().make((rpc.name, raw), lane, rpc.work, call)
        answer = await lane.run(rpc.work, raw, call)
    except CqiError as error:
        return to_status(error)
    except Exception:  # noqa: BLE001
        return to_status(bug(rpc.name))
    if call.revision is not None:
        context.set_trailing_metadata(((TOLD_REVISION, str(call.revision)),))
    return answer


def admit(name: str, permission: str, context: Any) -> None:
    """Let the call's caller in, who is the actor from here on.

    Raises Unauthenticated, NotAllowed or LimitExceeded, and Unavailable while nobody is known.
    """
    metadata = context.invocation_metadata()
    enter_call(ANONYMOUS, call_id_of(metadata))
    caller = caller_of(metadata, context)
    enter_call(caller.name, call_id())
    if not caller.may(permission):
        raise NotAllowed(f"{caller.name} may not call {name}: it needs the permission {permission}")
    if name not in NEVER_TOO_OFTEN:
        take_one(caller)


def call_id_of(metadata: Any) -> str:
    """The id of this call: the caller's own where that is plain text, else a new one."""
    return id_of_call(
        next((value for key, value in metadata if key == CALL_ID and isinstance(value, str)), None)
    )


async def received(context: Any, seconds: float) -> Answer:
    """The request, which must arrive within a time: a call that sends none would stay as long as its connection."""
    try:
        async with asyncio.timeout(seconds):
            raw: Any = await context.read()
    except TimeoutError:
        return LATE
    return raw if isinstance(raw, bytes) else EMPTY


def chosen_lane(rpc: Rpc, raw: bytes) -> Lane:
    if rpc.by_content is None or len(raw) > MOST_LOOKED_INTO:
        return rpc.lane
    try:
        return lanes()[rpc.by_content(parsed(rpc.request, raw))]
    except InvalidInput:
        return rpc.lane


def parsed(request: type[Message], raw: bytes) -> Message:
    """Raises InvalidInput for malformed bytes: they are the caller's fault."""
    try:
        return request.FromString(raw)
    except (DecodeError, UnicodeDecodeError, RecursionError):
        raise InvalidInput("request", f"is not a well-formed {request.DESCRIPTOR.name}") from None


def end_with(context: Any, status: grpc.Status) -> bytes:
    """End a call with a status, and return what grpcio wants for a response.

    It costs a third of `context.abort`, which raises through grpcio.  Clients drop the empty message.
    """
    context.set_code(status.code)
    context.set_details(status.details)
    if status.trailing_metadata:
        context.set_trailing_metadata(status.trailing_metadata)
    return b""


def bug(rpc: str) -> CqiError:
    """An exception that nobody foresaw: written down whole here, told to the caller as the call's id."""
    log.exception("rpc_failed", method=rpc)
    return CqiError(f"internal error, call id {call_id()}", info={"call_id": call_id()})
