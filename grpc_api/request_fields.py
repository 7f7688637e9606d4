"""From the values of a request to the attributes of a model.

`RequestFields` ties the fields of a request to the attributes of a model when an RPC is bound, by the same
names unless a handler says otherwise, and says how each is read: a text as what its column holds, a decimal
string as a number.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from cqi.errors import InvalidInput, Violation
from registry.reading.row_keys import column_of, text_taker
from registry.wire.convert import Take, checked_text, decimal_text
from registry.wire.mapping import MessageMapping

from .requests import of_text, was_sent
from .values import MARKET_SPEC, NOTHING, MessageReader, Values, is_decimal, number_or_nothing

CONTROLS = frozenset(
    {
        "request_id", "validate_only", "version", "update_mask", "reason",
        "page_size", "page_token", "show_deleted",
    }
)  # fmt: skip
"""Fields that say how a request is carried out, in whatever request they stand."""


@dataclass(frozen=True)
class RequestFields:
    """How the fields of one request become attributes of one model."""

    mapping: MessageMapping
    attributes: Mapping[str, str]
    """Request field -> attribute."""
    specs: tuple[str, ...]
    """Request fields that hold a MarketSpec, whose fields are attributes."""
    takes: Mapping[str, Take | MessageReader]
    """How the fields are read whose type does not say what they are."""
    fixed: frozenset[str] = frozenset()
    """Attributes that the request must not set."""

    @classmethod
    def of(
        cls,
        descriptor: Descriptor,
        mapping: MessageMapping,
        rename: Mapping[str, str],
        skip: Iterable[str] = (),
        fixed: frozenset[str] = frozenset(),
        *,
        creates: bool = False,
    ) -> "RequestFields":
        """Every field but the controls and `skip`.  Raises ImproperlyConfigured for one the model does not know.

        `creates` says that the row's key is given to it here: a new key, not one to look up.
        """
        fields = {field.name: field for field in descriptor.fields if field.name not in {*CONTROLS, *skip}}
        specs = tuple(name for name, field in fields.items() if field.message_type is MARKET_SPEC)
        attributes = {
            name: rename.get(name) or mapping.rename.get(name) or name.removesuffix("_exact")
            for name in fields
            if name not in specs
        }
        for name, attribute in attributes.items():
            if not hasattr(mapping.model, attribute):
                raise ImproperlyConfigured(
                    f"{mapping.model.__name__} has nothing for {descriptor.name}.{name}"
                )
        takes: dict[str, Take | MessageReader] = dict.fromkeys(specs, spec_reader(mapping.model, fixed))
        for name, attribute in attributes.items():
            if singular_text(fields[name]):
                takes[name] = text_reader(column_of(mapping.model, attribute), creates=creates)
        return cls(mapping, attributes, specs, takes, fixed)

    def name_of(self, attribute: str, request: Message) -> str:
        """The request field behind an attribute, or behind the model field that an error names.

        Of several it is the one that was sent.
        """
        column = column_of(self.mapping.model, attribute)
        known = {attribute, column.attname if column else attribute}
        names = [name for name, served in self.attributes.items() if served in known]
        if self.specs and attribute in self.spec_columns:
            names += [f"{spec}.{attribute}" for spec in self.specs]
        return next((name for name in names if was_sent(request, name)), names[0] if names else attribute)

    def values(self, request: Values) -> dict[str, Any]:
        """The attributes that the caller sent.  Raises InvalidInput where two fields say different numbers."""
        found: dict[str, Any] = {}
        violations: list[Violation] = []
        for path, attribute, value in self._sent(request):
            if attribute in found and not same_number(found[attribute], value):
                said = "absent" if value is None else decimal_text(value)
                violations.append(Violation(path, f"is {said}, and the double beside it is another number"))
            found[attribute] = value
        if violations:
            raise InvalidInput(violations)
        return found

    def cleared(self, paths: Iterable[str]) -> dict[str, Any]:
        """The attributes behind these fields, emptied: those that a mask names and the request leaves out."""
        attributes = [
            attribute
            for path in paths
            for attribute in ([self.attributes[path]] if path in self.attributes else self.spec_columns)
        ]
        return {attribute: empty_value(self.mapping.model, attribute) for attribute in attributes}

    @cached_property
    def spec_columns(self) -> list[str]:
        """The columns that a MarketSpec of this request sets: those that the model has."""
        return spec_columns_of(self.mapping.model, self.fixed)

    def _sent(self, request: Values) -> Iterable[tuple[str, str, Any]]:
        """The path, the attribute and the value of each field that the caller sent."""
        for name, attribute in self.attributes.items():
            if name in request:
                yield name, attribute, getattr(request, name)
        for name in self.specs:
            for inner in getattr(request, name) or ():
                yield f"{name}.{inner}", inner, getattr(getattr(request, name), inner)


def singular_text(field: FieldDescriptor) -> bool:
    return field.type == field.TYPE_STRING and not field.is_repeated and not is_decimal(field)


def text_reader(column: Any, *, creates: bool) -> Take:
    """How a text of a request is read: by the column that stands behind it."""
    if isinstance(column, models.DecimalField):
        return number_or_nothing
    if creates and column is not None and column.primary_key:
        return checked_text
    return of_text(text_taker(column))


def spec_reader(model: type[models.Model], fixed: frozenset[str]) -> MessageReader:
    """Reads a MarketSpec; what the model has no column for must not be set."""
    names = {field.name for field in MARKET_SPEC.fields}
    return MessageReader(
        MARKET_SPEC, dict.fromkeys(names.difference(spec_columns_of(model, fixed)), not_to_be_set)
    )


def spec_columns_of(model: type[models.Model], fixed: frozenset[str]) -> list[str]:
    columns = {field.name for field in model._meta.concrete_fields} - fixed
    return [field.name for field in MARKET_SPEC.fields if field.name in columns]


def same_number(double: Any, exact_value: Any) -> bool:
    """Whether the double is the nearest one to the exact number sent beside it."""
    if double is None or exact_value is None:
        return double is exact_value
    return float(double) == float(exact_value)


def empty_value(model: type[models.Model], attribute: str) -> Any:
    column = column_of(model, attribute)
    return None if column is None or column.null else column.get_default()


def not_to_be_set(held: str) -> Any:
    if held:
        raise ValueError("is not to be set here: it makes the symbol what it is")
    return NOTHING
