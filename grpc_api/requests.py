"""Reading requests: every value checked once, by its type, before a handler sees it.

`validate` walks a request and refuses what no field may hold: NUL characters, numbers that are not
finite, enum values that the contract does not have; `wrong_items` does so for each item of a batch by
itself.  `RequestFields` turns the fields of a request into the attributes of a model, by the same names
unless a handler says otherwise.
"""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Dictionary
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from cqc.markets.v1.market_spec_pb2 import MarketSpec
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from google.protobuf.descriptor import Descriptor
from google.protobuf.message import Message

from cqi.errors import InvalidInput, Violation
from registry.reading.row_keys import column_of, column_value, key_value
from registry.wire.convert import WELL_KNOWN, decimal_text, exact, take, take_one
from registry.wire.mapping import Mapping

CONTROLS = frozenset(
    {
        "request_id", "validate_only", "version", "update_mask", "reason",
        "page_size", "page_token", "show_deleted",
    }
)  # fmt: skip
"""Fields that say how a request is carried out, in whatever request they stand."""

MASK = "google.protobuf.FieldMask"


def validate(request: Message, batch: str | None = None) -> None:
    """Raise InvalidInput naming every field, at any depth, that holds what no field may hold.

    The items of `batch` are left out: what is wrong with one is that item's answer (`wrong_items`).
    """
    if violations := list(violations_of(request, "", batch)):
        raise InvalidInput(violations)


def wrong_items(request: Message, batch: str) -> dict[str, InvalidInput]:
    """By its path, such as `keys[1]`, what is wrong with each item that holds what no field may hold."""
    field = request.DESCRIPTOR.fields_by_name[batch]
    found = (
        (path, list(violations_in(field, item, path))) for path, item in items_of(request, batch).items()
    )
    return {path: InvalidInput(violations) for path, violations in found if violations}


def items_of(request: Message, name: str) -> dict[str, Any]:
    """The items of a repeated field, by their paths."""
    return {f"{name}[{index}]": item for index, item in enumerate(getattr(request, name))}


def violations_of(message: Message, path: str, skip: str | None = None) -> Iterator[Violation]:
    for field, value in message.ListFields():
        if field.name == skip:
            continue
        parts = items_of(message, field.name) if field.is_repeated else {field.name: value}
        for name, part in parts.items():
            yield from violations_in(field, part, f"{path}{name}")


def violations_in(field: Any, value: Any, path: str) -> Iterator[Violation]:
    """What is wrong with what a field holds, or with one item of a repeated one."""
    inner = field.message_type
    if inner is None or inner.full_name in WELL_KNOWN:
        try:
            take_one(field, value)
        except ValueError as error:
            yield Violation(path, str(error))
    elif inner.full_name != MASK:
        yield from violations_of(value, f"{path}.")


def given(request: Any, name: str) -> bool:
    """Whether the caller sent this field.  UNSPECIFIED says nothing, so it counts as not sent."""
    field = request.DESCRIPTOR.fields_by_name[name]
    if field.is_repeated:
        return bool(getattr(request, name))
    if not request.HasField(name):
        return False
    return field.enum_type is None or getattr(request, name) != 0


def given_at(request: Any, path: str) -> bool:
    """Whether the caller sent the field at this path, such as `exact.tick_size`."""
    outer, _, inner = path.partition(".")
    return given(getattr(request, outer), inner) if inner else given(request, path)


def filled(request: Any, name: str) -> bool:
    """Whether the caller sent this field and it is no empty text."""
    return given(request, name) and getattr(request, name) != ""


def require(request: Any, *names: str) -> None:
    """Raise InvalidInput for each of the named fields that is absent or empty."""
    if missing := [name for name in names if not filled(request, name)]:
        raise InvalidInput(Violation(name, "must be set") for name in missing)


@contextmanager
def naming(field: str) -> Iterator[None]:
    """A ValueError about a value becomes InvalidInput about the field that holds it."""
    try:
        yield
    except ValueError as error:
        raise InvalidInput(field, str(error)) from None


def key(request: Any, name: str, model: type[models.Model]) -> Any:
    """The key of the row that a request field names, which must be set."""
    require(request, name)
    with naming(name):
        return key_value(model, str(model._meta.pk.attname), getattr(request, name))


@dataclass(frozen=True)
class RequestFields:
    """How the fields of one request become attributes of one model."""

    mapping: Mapping
    attributes: Dictionary[str, str]
    """Request field -> attribute."""
    specs: tuple[str, ...]
    """Request fields that hold a MarketSpec, whose fields are attributes."""
    fixed: frozenset[str] = frozenset()
    """Attributes that the request must not set."""
    creates: bool = False
    """Whether the row's key is given to it here: a new key, not one to look up."""

    @classmethod
    def of(
        cls,
        descriptor: Descriptor,
        mapping: Mapping,
        rename: Dictionary[str, str],
        skip: Iterable[str] = (),
        fixed: frozenset[str] = frozenset(),
        *,
        creates: bool = False,
    ) -> "RequestFields":
        """Every field but the controls and `skip`; ImproperlyConfigured for one the model does not know."""
        names = [field.name for field in descriptor.fields if field.name not in {*CONTROLS, *skip}]
        fields = descriptor.fields_by_name
        specs = tuple(name for name in names if fields[name].message_type is MarketSpec.DESCRIPTOR)
        attributes = {
            name: rename.get(name) or mapping.rename.get(name) or name.removesuffix("_exact")
            for name in names
            if name not in specs
        }
        for name, attribute in attributes.items():
            if not hasattr(mapping.model, attribute):
                raise ImproperlyConfigured(
                    f"{mapping.model.__name__} has nothing for {descriptor.name}.{name}"
                )
        return cls(mapping, attributes, specs, fixed, creates)

    def name_of(self, attribute: str, request: Any) -> str:
        """The request field behind an attribute, or behind the model field that an error names.

        Of several it is the one that was sent.
        """
        column = column_of(self.mapping.model, attribute)
        known = {attribute, column.attname if column else attribute}
        names = [name for name, served in self.attributes.items() if served in known]
        if self.specs and attribute in self.spec_columns():
            names += [f"{spec}.{attribute}" for spec in self.specs]
        return next((name for name in names if given_at(request, name)), names[0] if names else attribute)

    def read(self, request: Any) -> dict[str, Any]:
        """The attributes that the caller sent.  Raises InvalidInput, NotFound for a chain named by CAIP-2."""
        values: dict[str, Any] = {}
        violations: list[Violation] = []
        for name, attribute in self.attributes.items():
            if given(request, name) and not self._is_empty_number(request, name):
                self._add(values, violations, attribute, name, partial(self._value, request, name))
        for name in self.specs:
            for field, text in getattr(request, name).ListFields():
                path = f"{name}.{field.name}"
                if not text:
                    continue
                if field.name in self.spec_columns():
                    self._add(values, violations, field.name, path, partial(exact, text))
                else:
                    violations.append(
                        Violation(path, "is not to be set here: it makes the symbol what it is")
                    )
        if violations:
            raise InvalidInput(violations)
        return values

    def cleared(self, request: Any, paths: Iterable[str]) -> dict[str, Any]:
        """The attributes behind these fields, emptied: those that a mask names and the request leaves out."""
        attributes = [
            attribute
            for path in paths
            for attribute in ([self.attributes[path]] if path in self.attributes else self.spec_columns())
        ]
        return {attribute: empty_value(self.mapping.model, attribute) for attribute in attributes}

    def spec_columns(self) -> list[str]:
        """The columns that a MarketSpec of this request sets: those that the model has."""
        columns = {field.name for field in self.mapping.model._meta.concrete_fields} - self.fixed
        return [field.name for field in MarketSpec.DESCRIPTOR.fields if field.name in columns]

    def _value(self, request: Any, name: str) -> Any:
        field = request.DESCRIPTOR.fields_by_name[name]
        value = take(request, field)
        if not isinstance(value, str):
            return value
        if name.endswith("_exact") or isinstance(self._column(name), models.DecimalField):
            return exact(value)
        column = self._column(name)
        return value if self.creates and column and column.primary_key else column_value(column, value)

    def _is_empty_number(self, request: Any, name: str) -> bool:
        """An empty text is no number, and says nothing: a mask clears."""
        is_number = name.endswith("_exact") or isinstance(self._column(name), models.DecimalField)
        return is_number and getattr(request, name) == ""

    def _column(self, name: str) -> Any:
        return column_of(self.mapping.model, self.attributes[name])

    @staticmethod
    def _add(
        values: dict[str, Any],
        violations: list[Violation],
        attribute: str,
        name: str,
        read: Callable[[], Any],
    ) -> None:
        try:
            value = read()
        except ValueError as error:
            violations.append(Violation(name, str(error)))
            return
        if attribute in values and not agree(values[attribute], value):
            said = "absent" if value is None else decimal_text(value)
            violations.append(Violation(name, f"is {said}, and the double beside it is another number"))
        values[attribute] = value


def agree(double: Any, exact_value: Any) -> bool:
    """Whether the double is the nearest one to the exact number sent beside it."""
    if double is None or exact_value is None:
        return double is exact_value
    return float(double) == float(exact_value)


def empty_value(model: type[models.Model], attribute: str) -> Any:
    column = column_of(model, attribute)
    return None if column is None or column.null else column.get_default()
