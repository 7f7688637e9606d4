"""How a write is carried out: for a reason, checked only, or once however often it is retried.

Any request that has `reason`, `request_id` or `validate_only` gets them, whatever its handler does.
"""

import hashlib
from typing import Any

from django.db import transaction
from google.protobuf.message import Message

from cqi.context import actor, because
from cqi.errors import InvalidInput, Violation
from registry.models import AnsweredRequest

from .handler import Handler
from .responses import pack

MAX_REQUEST_ID = 128


def answer(rpc: str, handler: Handler, request: Any, response: type[Message]) -> Any:
    """Run the handler and pack its result, by the request's controls."""
    fields = request.DESCRIPTOR.fields_by_name
    with because(request.reason if "reason" in fields else ""):
        if "validate_only" not in fields:
            return pack(response(), handler.run(request))
        return answer_controlled(rpc, handler, request, response)


def answer_controlled(rpc: str, handler: Handler, request: Any, response: type[Message]) -> Any:
    """All of it in one transaction: nothing of it stays where the request asks only to check."""
    with transaction.atomic():
        if request.request_id:
            packed = answer_once(rpc, handler, request, response)
        else:
            packed = pack(response(), handler.run(request))
        transaction.set_rollback(request.validate_only)
    return packed


def answer_once(rpc: str, handler: Handler, request: Any, response: type[Message]) -> Any:
    """The first answer to this request id of this caller, or this one.

    The record is inserted first: a retry that races waits at its unique index until the first has
    committed, and then finds its answer; if the first failed, the retry is the first.
    """
    if len(request.request_id) > MAX_REQUEST_ID:
        raise InvalidInput("request_id", f"is longer than {MAX_REQUEST_ID} characters")
    digest = digest_of(rpc, request)
    record = AnsweredRequest(caller=actor(), request_id=request.request_id, method=rpc, digest=digest)
    AnsweredRequest.objects.bulk_create([record], ignore_conflicts=True)
    known = AnsweredRequest.objects.select_for_update().get(caller=actor(), request_id=request.request_id)
    if bytes(known.digest) != digest:
        used = "was used for another request: a new request needs a new id"
        raise InvalidInput([Violation("request_id", used)], reason="REQUEST_ID_REUSED")
    if known.response is not None:
        return response.FromString(bytes(known.response))
    packed = pack(response(), handler.run(request))
    known.response = packed.SerializeToString()
    known.save(update_fields=["response"])
    return packed


def digest_of(rpc: str, request: Any) -> bytes:
    """What makes a request the same as another: a trial of it is no other request."""
    what = type(request)()
    what.CopyFrom(request)
    what.ClearField("validate_only")
    return hashlib.sha256(rpc.encode() + what.SerializeToString(deterministic=True)).digest()
