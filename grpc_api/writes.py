"""How a write is carried out: for a reason, checked only, or once however often it is retried.

Any request that has `reason`, `request_id` or `validate_only` gets them, whatever its handler does.
"""

import hashlib
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import partial
from typing import Any

from django.conf import settings
from django.db import DatabaseError, OperationalError, transaction
from google.protobuf.message import Message

from cqi.context import actor, because, for_request
from cqi.database import IN_THE_WAY, ending_by, reading_by, sqlstate
from cqi.errors import InvalidInput, StaleVersion, Violation
from registry.models import AnsweredRequest
from registry.reading.past import REVISION, note_revision

from .handler import Handler
from .lanes import Call, lane_of
from .responses import pack
from .times import in_asked_time
from .values import Values

MAX_REQUEST_ID = 128
INSIST_PAUSE_SECONDS = 0.01


def answer(call: Call, handler: Handler, message: Message, response: type[Message]) -> Any:
    """Read the request, run the handler and pack its result, by the request's controls."""
    request = handler.read(message)
    REVISION.set(None)
    with because(reason_said(handler, request)), for_request(getattr(request, "request_id", "")):
        if not hasattr(request, "validate_only"):
            with in_asked_time(call, request), in_time(call):
                packed = pack(response(), handler.answer(request))
            call.revision = REVISION.get()
            return packed
        digest = digest_of(call.rpc, message) if request.request_id else b""
        carry_out = partial(answer_controlled, call, handler, request, response, digest)
        packed = insist(call, carry_out) if handler.insists(request) else carry_out()
        if not request.validate_only:
            with suppress(DatabaseError):  # it is done, also where the database then fails
                note_revision()
            call.revision = REVISION.get()
        return packed


def reason_said(handler: Handler, request: Values) -> str:
    """Why the caller does it, empty where it says nothing.  Raises InvalidInput where it has to be said.

    Requests that make something new have no `reason`, so no flag, which stops trades, is refused for want of it.
    """
    said: str = (getattr(request, handler.reason_field, "") or "").strip()
    if not said and hasattr(request, "reason") and settings.CONFIG.grpc.reason_required:
        raise InvalidInput("reason", "must be set: say why, it is kept with the change")
    return said


def in_time(call: Call) -> AbstractContextManager[None]:
    """What lasts has its deadline in the database too; lookups and trade checks are one short statement each."""
    match lane_of(call.rpc):
        case "write" | "flag":
            return ending_by(call.ends_at)
        case "list":
            return reading_by(call.ends_at)
    return nullcontext()


def insist(call: Call, carry_out: Callable[[], Any]) -> Any:
    """The answer of a request that gives way to no other change: it is carried out again, from its beginning.

    It lasts as long as somebody waits for the answer.
    """
    while True:
        try:
            return carry_out()
        except (OperationalError, StaleVersion) as error:
            was_in_the_way = isinstance(error, StaleVersion) or sqlstate(error) in IN_THE_WAY
            if not was_in_the_way or call.seconds_left() <= 0:
                raise
        time.sleep(INSIST_PAUSE_SECONDS)


def answer_controlled(
    call: Call, handler: Handler, request: Values, response: type[Message], digest: bytes
) -> Any:
    """All of it in one transaction: nothing of it stays where the request asks only to check."""
    with ending_by(call.ends_at):
        if request.request_id:
            packed = answer_once(call.rpc, handler, request, response, digest)
        else:
            packed = pack(response(), handler.answer(request))
        transaction.set_rollback(request.validate_only)
    return packed


def answer_once(rpc: str, handler: Handler, request: Values, response: type[Message], digest: bytes) -> Any:
    """The answer that this caller's request id got first, or the answer of this call where it got none.

    The record is inserted first: a retry that races waits at its unique index until the first has
    committed, and then finds its answer; if the first failed, the retry is the first.
    """
    if len(request.request_id) > MAX_REQUEST_ID:
        raise InvalidInput("request_id", f"is longer than {MAX_REQUEST_ID} characters")
    record = AnsweredRequest(caller=actor(), request_id=request.request_id, method=rpc, digest=digest)
    AnsweredRequest.objects.bulk_create([record], ignore_conflicts=True)
    known = AnsweredRequest.objects.select_for_update().get(caller=actor(), request_id=request.request_id)
    if bytes(known.digest) != digest:
        used = "was used for another request: a new request needs a new id"
        raise InvalidInput([Violation("request_id", used)], reason="REQUEST_ID_REUSED")
    if known.response is not None:
        return response.FromString(bytes(known.response))
    packed = pack(response(), handler.answer(request))
    known.response = packed.SerializeToString()
    known.save(update_fields=["response"])
    return packed


def digest_of(rpc: str, message: Message) -> bytes:
    """The digest by which two requests are the same.  Whether one is only to be checked makes no difference."""
    what = type(message)()
    what.CopyFrom(message)
    what.ClearField("validate_only")
    return hashlib.sha256(rpc.encode() + what.SerializeToString(deterministic=True)).digest()
