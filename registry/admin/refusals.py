"""What a save may be refused with, in words for the page, each under the field it is about."""

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, OperationalError
from django.db.models import Model, ProtectedError

from cqi.database import IN_THE_WAY, sqlstate
from cqi.errors import CqiError, InvalidInput
from registry.writing.refusals import faults, from_constraint

REFUSALS = (ValidationError, CqiError, ProtectedError, IntegrityError, DataError, OperationalError)

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
            return [(fault.field or None, fault.text) for fault in faults(error)]
        case InvalidInput():
            return [(violation.field, violation.description) for violation in error.violations]
        case CqiError():
            return [(None, str(error))]
        case ProtectedError():
            return [(None, "Other rows refer to it: remove them first.")]
        case IntegrityError():
            if (fault := from_constraint(error)) is None:
                return [(None, "Another change got there first: open the page again and repeat yours.")]
            return [(fault.field or None, fault.text)]
        case DataError():
            return [(None, "It holds a value that the database cannot store.")]
        case OperationalError() if sqlstate(error) in IN_THE_WAY:
            return [(None, "Another change was in the way: save again.")]
    raise error


def field_of(model: type[Model], name: str | None) -> str | None:
    """The model's field that a message calls by its name or its column: `asset_id` is `asset`."""
    names = {key: field.name for field in model._meta.concrete_fields for key in (field.attname, field.name)}
    return names.get(name or "")
