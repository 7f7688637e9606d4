"""One translation: any exception to the error a caller gets.

Errors carry their own status (`cqi.errors`).  What Django and PostgreSQL raise is explained by
`registry.writing.refusals`; here it gets the names that the request has.
What is left is a bug: INTERNAL, with a request id and no text from inside.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import grpc
from google.protobuf import any_pb2, duration_pb2
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status

from cqi.errors import (
    AlreadyExists,
    CqiError,
    InvalidInput,
    LimitExceeded,
    NotFound,
    Violation,
)
from registry.writing.refusals import Fault, Missing, Taken, explained

from .handler import own_name

DOMAIN = "cqar"
MAX_MESSAGE, MAX_NAME, MAX_VIOLATIONS = 1000, 300, 2000
"""The bytes that parts of an error may have: all of it comes as headers, of which many clients take 8 KB."""

FieldNames = Callable[[str, Any], str]


def translate(exc: Exception, field_name: FieldNames = own_name, request: Any = None) -> CqiError | None:
    """The error that a caller gets for an exception, or None for one that is a bug.

    `field_name` tells what a request calls a model's field.
    """
    match explained(exc):
        case list() as found:
            return from_faults(found, field_name, request)
        case error:
            return error


def from_faults(found: Sequence[Fault], field_name: FieldNames, request: Any) -> CqiError:
    """Wrong values are INVALID_ARGUMENT, a reference to nothing NOT_FOUND, a value that is taken ALREADY_EXISTS."""
    match found[0]:
        case Missing(kind=kind, name=name):
            return NotFound(kind, name)
        case Taken() as fault:
            return taken(fault, field_name, request)
    return InvalidInput(violation(fault, field_name, request) for fault in found)


def violation(fault: Fault, field_name: FieldNames, request: Any) -> Violation:
    return Violation(field_name(fault.field, request) if fault.field else "request", fault.text)


def taken(fault: Taken, field_name: FieldNames, request: Any) -> AlreadyExists:
    """What is taken: a kind of row, and the text that the request sent for it, or else the values."""
    field = field_name(fault.field, request)
    sent = getattr(request, field, "")
    name = sent if sent and isinstance(sent, str) else fault.name
    return AlreadyExists(fault.kind, name, f"{field}: {fault.text}")


def to_status(error: CqiError) -> grpc.Status:
    """The rich status of an error: ErrorInfo, and what its class adds to it."""
    details = [error_details_pb2.ErrorInfo(reason=error.reason, domain=DOMAIN, metadata=error.info)]
    details += extra_details(error)
    packed = []
    for detail in details:
        packed.append(any_pb2.Any())
        packed[-1].Pack(detail)
    status = status_pb2.Status(
        code=code_pb2.Code.Value(error.status.name), message=short(str(error), MAX_MESSAGE), details=packed
    )
    told: grpc.Status = rpc_status.to_status(status)
    return told


def extra_details(error: CqiError) -> list[Any]:
    """What the class of an error adds to ErrorInfo: violations, the resource, or when to retry."""
    match error:
        case InvalidInput():
            return [bad_request(error.violations)]
        case NotFound() | AlreadyExists():
            return [
                error_details_pb2.ResourceInfo(
                    resource_type=error.resource_type,
                    resource_name=short(error.resource_name, MAX_NAME),
                    description=short(str(error), MAX_NAME),
                )
            ]
        case LimitExceeded():
            delay = duration_pb2.Duration()
            delay.FromMilliseconds(int(error.retry_after_seconds * 1000))
            return [error_details_pb2.RetryInfo(retry_delay=delay)]
    return []


def bad_request(violations: Iterable[Violation]) -> Any:
    """As many of the violations as an error has room for."""
    told = error_details_pb2.BadRequest()
    for violation in violations:
        told.field_violations.add(
            field=short(violation.field, MAX_NAME), description=short(violation.description, MAX_MESSAGE)
        )
        if told.ByteSize() > MAX_VIOLATIONS:
            break
    if len(told.field_violations) > 1 and told.ByteSize() > MAX_VIOLATIONS:
        del told.field_violations[-1]
    return told


def short(text: str, size: int) -> str:
    """The text, cut to this many bytes."""
    return text.encode()[:size].decode(errors="ignore")
