"""One translation: any exception to the error a caller gets.

Errors of the registry carry their own status (`cqi.errors`).  Django's and PostgreSQL's become one
of those here; what is left is a bug: INTERNAL, with a request id and no text from inside.
"""

from collections.abc import Callable
from typing import Any

import grpc
from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.db import DataError, IntegrityError, InterfaceError, OperationalError, models
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
UNIQUE = frozenset({"unique", "unique_together"})
FieldNames = Callable[[str], str]


def translate(exc: Exception, field_name: FieldNames = str) -> CqiError | None:
    """The registry's error for an exception, or None for one that is a bug.

    `field_name` tells what the request calls a model's field.
    """
    match exc:
        case CqiError():
            return exc
        case ValidationError():
            return from_validation(exc, field_name)
        case ObjectDoesNotExist():
            return NotFound(type(exc).__qualname__.removesuffix(".DoesNotExist"), "it")
        case models.ProtectedError() | models.RestrictedError():
            return RuleViolated("other rows refer to it: remove them first")
        case IntegrityError():
            return from_integrity(exc, field_name)
        case DataError():
            return InvalidInput("request", "holds a value that the registry cannot store")
        case OperationalError() | InterfaceError():
            return from_database(exc)
    return None


def from_validation(exc: ValidationError, field_name: FieldNames) -> CqiError:
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
                return AlreadyExists(field_name(field), "", f"{field_name(field)}: {text}")
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
        return name, text
    field, colon, rest = text.partition(": ")
    return (field, rest) if colon and field.isidentifier() else ("request", text)


def from_integrity(exc: IntegrityError, field_name: FieldNames) -> CqiError:
    """Another writer was there between the check and the save: what the constraint says."""
    name = getattr(getattr(exc.__cause__, "diag", None), "constraint_name", None)
    constraint = CONSTRAINTS().get(name or "")
    if constraint is None:
        return StaleVersion("another change got there first: read again and retry")
    field, text = split_field(NON_FIELD_ERRORS, str(constraint.violation_error_message))
    if isinstance(constraint, models.UniqueConstraint):
        return AlreadyExists(field_name(field), "", f"{field_name(field)}: {text}")
    return InvalidInput(field_name(field), text)


def CONSTRAINTS() -> dict[str, Any]:  # noqa: N802
    return {c.name: c for model in apps.get_models() for c in model._meta.constraints}


def from_database(exc: Exception) -> CqiError:
    """Dead-locks and serialization failures are worth a retry at once; the rest means no database."""
    state = getattr(exc.__cause__, "sqlstate", None) or ""
    if state in ("40001", "40P01"):
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
        code=code_pb2.Code.Value(error.status.name), message=str(error)[:2000], details=packed
    )
    return rpc_status.to_status(status)


def extra_details(error: CqiError) -> list[Any]:
    match error:
        case InvalidInput():
            return [
                error_details_pb2.BadRequest(
                    field_violations=[
                        error_details_pb2.BadRequest.FieldViolation(
                            field=v.field, description=v.description[:500]
                        )
                        for v in error.violations[:50]
                    ]
                )
            ]
        case NotFound() | AlreadyExists():
            return [
                error_details_pb2.ResourceInfo(
                    resource_type=error.resource_type,
                    resource_name=error.resource_name[:500],
                    description=str(error)[:500],
                )
            ]
        case LimitExceeded():
            delay = duration_pb2.Duration()
            delay.FromMilliseconds(int(error.retry_after_seconds * 1000))
            return [error_details_pb2.RetryInfo(retry_delay=delay)]
    return []


def abort(context: grpc.ServicerContext, error: CqiError) -> None:
    context.abort_with_status(to_status(error))
