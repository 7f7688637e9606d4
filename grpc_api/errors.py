"""One translation: any exception to the error a caller gets.

Errors of the registry carry their own status (`cqi.errors`).  Django's and PostgreSQL's become one
of those here; what is left is a bug: INTERNAL, with a request id and no text from inside.
"""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import grpc
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DataError, IntegrityError, InterfaceError, InternalError, OperationalError, models
from google.protobuf import any_pb2, duration_pb2
from google.rpc import code_pb2, error_details_pb2, status_pb2
from grpc_status import rpc_status

from cqi.errors import (
    AlreadyExists,
    CqiError,
    InvalidInput,
    LimitExceeded,
    NotFound,
    RuleViolated,
    StaleVersion,
    Unavailable,
    Violation,
)

DOMAIN = "cqar"
MAX_MESSAGE, MAX_NAME, MAX_VIOLATIONS = 1000, 300, 2000
"""The bytes that parts of an error may have: all of it comes as headers, of which many clients take 8 KB."""

UNIQUE = frozenset({"unique", "unique_together"})
FieldNames = Callable[[str], str]


def translate(exc: Exception, field_name: FieldNames = str, request: Any = None) -> CqiError | None:
    """The registry's error for an exception, or None for one that is a bug.

    `field_name` tells what the request calls a model's field, and `request` what it sent.
    """
    match exc:
        case CqiError():
            return exc
        case ValidationError():
            return from_validation(exc, field_name, request)
        case models.ProtectedError() | models.RestrictedError():
            return RuleViolated("other rows refer to it: remove them first")
        case IntegrityError():
            return from_integrity(exc, field_name, request)
        case DataError():
            return InvalidInput("request", "holds a value that the registry cannot store")
        case OperationalError() | InterfaceError():
            return from_database(exc)
        case InternalError() if sqlstate(exc) in CANNOT_WRITE_NOW:
            return from_database(exc)
    return None


def from_validation(exc: ValidationError, field_name: FieldNames, request: Any) -> CqiError:
    """A reference to nothing is NOT_FOUND, a value that is taken ALREADY_EXISTS, the rest INVALID_ARGUMENT."""
    found = exc.error_dict if hasattr(exc, "error_dict") else {NON_FIELD_ERRORS: exc.error_list}
    violations = []
    for name, errors in found.items():
        for error in errors:
            field, text = split_field(name, said(error))
            if error.code == "invalid" and error.params and "model" in error.params:
                return NotFound(
                    str(error.params["model"]).title().replace(" ", ""), str(error.params["value"])
                )
            if error.code in UNIQUE:
                return taken(resource_of(error), field_name(field), text, request)
            violations.append(Violation(field_name(field), text))
    return InvalidInput(violations)


MISSING = frozenset({"blank", "null", "required"})


def said(error: ValidationError) -> str:
    """Django's sentence; in our words where its own are about a form."""
    if error.code in MISSING:
        return "must be set"
    return " ".join(error.messages)


def split_field(name: str, text: str) -> tuple[str, str]:
    """A constraint's message starts with the field it is about: `address: another deployment has it`."""
    if name != NON_FIELD_ERRORS:
        return name, text.removeprefix(f"{name}: ")
    field, colon, rest = text.partition(": ")
    return (field, rest) if colon and field.isidentifier() else ("request", text)


def from_integrity(exc: IntegrityError, field_name: FieldNames, request: Any) -> CqiError:
    """Another writer was there between the check and the save: what the constraint says."""
    name = getattr(getattr(exc.__cause__, "diag", None), "constraint_name", None)
    if name not in constraints():
        return StaleVersion("another change got there first: read again and retry")
    model, constraint = constraints()[name]
    field, text = split_field(NON_FIELD_ERRORS, str(constraint.violation_error_message))
    if isinstance(constraint, models.UniqueConstraint):
        return taken(model.__name__, field_name(field), text, request)
    return InvalidInput(field_name(field), text)


def taken(resource: str, field: str, text: str, request: Any) -> AlreadyExists:
    """What is taken: a kind of row, and the text that the request sent for it."""
    sent = getattr(request, field, "")
    return AlreadyExists(resource, sent if isinstance(sent, str) else "", f"{field}: {text}")


def resource_of(error: ValidationError) -> str:
    """The model whose uniqueness a row would break: Django says it of a key, the text of our constraints."""
    if error.params and "model_class" in error.params:
        return str(error.params["model_class"].__name__)
    message = error.message
    return next((m.__name__ for m, c in constraints().values() if c.violation_error_message == message), "")


@cache
def constraints() -> dict[str, tuple[type[models.Model], Any]]:
    """Every constraint by its name, with its model."""
    return {c.name: (model, c) for model in apps.get_models() for c in model._meta.constraints}


RETRY_AT_ONCE = frozenset({"40001", "40P01", "55P03"})
"""Serialization failure, dead-lock, lock timeout: another change was in the way."""

CANNOT_WRITE_NOW = frozenset({"25006", "25P03"})
"""Read-only, as a standby is, and a transaction that was ended because it idled: no fault of the program's."""


def sqlstate(exc: Exception) -> str:
    return getattr(exc.__cause__, "sqlstate", None) or ""


def from_database(exc: Exception) -> CqiError:
    """What is worth a retry at once; the rest means no database."""
    if sqlstate(exc) in RETRY_AT_ONCE:
        return StaleVersion("another change was in the way: retry")
    return Unavailable("the database does not answer: retry later", reason="DATABASE_UNAVAILABLE")


def to_status(error: CqiError) -> Any:
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
    return rpc_status.to_status(status)


def extra_details(error: CqiError) -> list[Any]:
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


def abort(context: grpc.ServicerContext, error: CqiError) -> None:
    context.abort_with_status(to_status(error))
