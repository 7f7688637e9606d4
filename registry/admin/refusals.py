"""What a save may be refused with, in words for the page, each under the field it is about."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DataError, IntegrityError, OperationalError
from django.db.models import Model, ProtectedError

from cqi.errors import CqiError, InvalidInput

REFUSALS = (ValidationError, CqiError, ProtectedError, IntegrityError, DataError, OperationalError)
IN_THE_WAY = frozenset({"40001", "40P01"})
"""PostgreSQL's codes for a serialization failure and a dead-lock: a second try may succeed."""

Told = tuple[str | None, str]
"""A field of the model, or None, and what is wrong with it."""


class Refused(Exception):
    """A row was not saved; `prefix` is that of the form it came from."""

    def __init__(self, prefix: str | None, error: Exception) -> None:
        super().__init__(prefix, error)
        self.prefix, self.error = prefix, error


def told(error: Exception) -> list[Told]:
    """Raises the error again where it is none of the curator's business: the database is down."""
    match error:
        case ValidationError():
            return list(of_validation(error))
        case InvalidInput():
            return [(violation.field, violation.description) for violation in error.violations]
        case CqiError():
            return [(None, str(error))]
        case ProtectedError():
            return [(None, "Other rows refer to it: remove them first.")]
        case IntegrityError():
            return [of_constraint(error)]
        case DataError():
            return [(None, "It holds a value that the database cannot store.")]
        case OperationalError() if getattr(error.__cause__, "sqlstate", None) in IN_THE_WAY:
            return [(None, "Another change was in the way: save again.")]
    raise error


def of_validation(error: ValidationError) -> Iterable[Told]:
    found = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for name, errors in found.items():
        for text in ValidationError(errors).messages:
            yield split(text) if name == NON_FIELD_ERRORS else (name, text)


def split(text: str) -> Told:
    """A constraint's message starts with the field it is about: `address: another deployment has it`."""
    field, colon, rest = text.partition(": ")
    return (field, rest) if colon and field.isidentifier() else (None, text)


def of_constraint(error: IntegrityError) -> Told:
    """Another writer was there between the check and the save: what the constraint says."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    constraints: dict[str, Any] = {c.name: c for model in apps.get_models() for c in model._meta.constraints}
    if (constraint := constraints.get(str(name))) is None:
        return None, "Another change got there first: open the page again and repeat yours."
    return split(str(constraint.violation_error_message))


def field_of(model: type[Model], name: str | None) -> str | None:
    """The model's field that a message calls by its name or its column: `asset_id` is `asset`."""
    names = {key: field.name for field in model._meta.concrete_fields for key in (field.attname, field.name)}
    return names.get(name or "")
