"""What a save may be refused with, in words for the page, each under the field it is about."""

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, OperationalError
from django.db.models import Model, ProtectedError

from cqi.errors import CqiError, InvalidInput, Unavailable
from registry.writing.refusals import explained

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
    match explained(error):
        case list() as found:
            return [(fault.field or None, fault.text) for fault in found]
        case InvalidInput(violations=violations):
            return [(violation.field, violation.description) for violation in violations]
        case None | Unavailable():
            raise error
        case refused:
            return [(None, str(refused))]


def field_of(model: type[Model], name: str | None) -> str | None:
    """The model's field that a message calls by its name or its column: `asset_id` is `asset`."""
    names = {key: field.name for field in model._meta.concrete_fields for key in (field.attname, field.name)}
    return names.get(name or "")
