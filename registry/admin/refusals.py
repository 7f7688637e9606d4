"""What a save may be refused with, in words for the page, each under the field it is about."""

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, OperationalError
from django.db.models import Model, ProtectedError, Q
from django.urls import reverse
from django.utils.html import format_html

from cqi.errors import CqiError, InvalidInput, Unavailable
from registry.models import Row
from registry.models.conditions import column_value
from registry.models.uniqueness import unique_keys
from registry.writing.refusals import Taken, explained

REFUSALS = (ValidationError, CqiError, ProtectedError, IntegrityError, DataError, OperationalError)

Told = tuple[str | None, str]
"""A field of the model, or None, and what is wrong with it."""


class Refused(Exception):
    """A row was not saved; `prefix` is that of the form it came from."""

    def __init__(self, prefix: str | None, error: Exception) -> None:
        super().__init__(prefix, error)
        self.prefix, self.error = prefix, error


def told(error: Exception) -> list[Told]:
    """What an error says, for the page.  An error that no input causes is raised again, as of a silent database."""
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


def taken_fields(error: Exception) -> set[str]:
    """The fields whose values another row has already."""
    found = explained(error)
    return {fault.field for fault in found if isinstance(fault, Taken)} if isinstance(found, list) else set()


def with_holder(row: Row, field: str | None, text: str) -> str:
    """The text about a field whose value another row has, with a link to that row."""
    if (holder := holder_of(row, field)) is None:
        return text
    page = reverse(f"admin:registry_{holder._meta.model_name}_change", args=[holder.pk])
    asset = getattr(holder, "asset", None)
    name = f"{holder} of {asset}" if asset else str(holder)
    return format_html('{}: <a href="{}" target="_blank" class="underline">{}</a>', text, page, name)


def holder_of(row: Row, field: str | None) -> Row | None:
    """The other row that has this field's unique value; None where it is gone meanwhile."""
    rows = type(row)._base_manager.exclude(pk=row.pk)
    for key in unique_keys(type(row)):
        if key.about == field and key.value(row) is not None:
            same = {name: column_value(row, name) for name in key.fields}
            found: Row | None = rows.filter(key.constraint.condition or Q(), **same).first()
            if found is not None:
                return found
    return None
