"""Form fields that lose nothing: numbers in full, JSON that cannot break the page, a row kept once chosen."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import cache
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.db import models
from unfold import widgets

from registry.wire.convert import decimal_text

from .recognition import ReferenceField, label


class ExactDecimalField(forms.DecimalField):
    """A number as text: a browser's number input would read it as a double."""

    widget = widgets.UnfoldAdminTextInputWidget

    def prepare_value(self, value: Any) -> Any:
        return decimal_text(value) if isinstance(value, Decimal) else value


class Decoder(json.JSONDecoder):
    """Says of any text that it is no JSON: Python's own raises other errors for long numbers and depth,
    and takes halves of surrogate pairs, which no page can show.
    """

    def decode(self, text: str, *arguments: Any) -> Any:
        try:
            value = super().decode(text, *arguments)
            json.dumps(value, ensure_ascii=False).encode()
        except json.JSONDecodeError:
            raise
        except (ValueError, RecursionError) as error:
            raise json.JSONDecodeError(str(error), text[:60], 0) from None
        return value


class MetadataField(forms.JSONField):
    """A JSON object, laid out to be read."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str):  # what came in and was refused
            return value
        return json.dumps(value, indent=2, ensure_ascii=False)


def keep_choice(field: forms.Field, chosen: Any) -> None:
    """Let a row keep the reference that it has, even where nothing new may refer to that row any more."""
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None and chosen is not None:
        rows = field.queryset.model._base_manager
        field.queryset = field.queryset | rows.filter(pk=chosen)


def fix(field: forms.Field, chosen: Any) -> None:
    """Show a field that cannot be changed.  What a reference leads to is at hand and is not read again."""
    field.disabled = True
    if isinstance(field, forms.ModelChoiceField) and chosen is not None:
        field.widget = widgets.UnfoldAdminSelectWidget(choices=[(chosen.pk, label(chosen))])


def presets(model: type[models.Model], given: Mapping[str, str]) -> dict[str, Any]:
    """The values that a web address gives for a new row's form.  A value that its field cannot read is left out."""
    found: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.name in given:
            with suppress(ValidationError, ValueError):
                found[field.name] = field.to_python(given[field.name])
    return found


@cache
def exact_number(model: type[models.Model], name: str) -> Callable[[Any], str | None]:
    """A function that shows a number of a row in full, without the zeros that its column ends with."""

    @admin.display(description=model._meta.get_field(name).verbose_name, ordering=name)  # type: ignore[union-attr]
    def cell(row: Any) -> str | None:
        value = getattr(row, name)
        return None if value is None else decimal_text(value)

    cell.__name__ = name
    return cell


def numbers(model: type[models.Model]) -> dict[str, Callable[[Any], str | None]]:
    """For each number of a model, by its name, the function that shows it."""
    fields = (field for field in model._meta.concrete_fields if isinstance(field, models.DecimalField))
    return {field.name: exact_number(model, field.name) for field in fields}


WIDE = widgets.UnfoldAdminTextareaWidget(attrs={"rows": 3, "cols": 80})
OVERRIDES: dict[type[Any], dict[str, Any]] = {
    models.ForeignKey: {"form_class": ReferenceField},
    models.DecimalField: {"form_class": ExactDecimalField, "widget": widgets.UnfoldAdminTextInputWidget},
    models.TextField: {"widget": WIDE},
    models.JSONField: {
        "form_class": MetadataField,
        "decoder": Decoder,
        "widget": WIDE,
    },
    ArrayField: {
        "form_class": SimpleArrayField,
        "delimiter": "\n",
        "widget": WIDE,
        "help_text": "One a line.",
    },
}
