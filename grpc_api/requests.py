"""What a request must hold, which rows it names, and what of it was sent."""

from collections.abc import Callable
from typing import Any

from django.db import models
from google.protobuf.message import Message

from cqi.errors import InvalidInput, Violation
from registry.reading.row_keys import StandardName, optional_key_taker
from registry.wire.convert import Take, checked_text

from .values import Values


def filled(request: Values, name: str) -> bool:
    """Whether the caller sent this field and it is no empty text."""
    return name in request and getattr(request, name) not in ("", None)


def must_have(request: Values, *names: str) -> None:
    """Raise InvalidInput for each of the named fields that is absent or empty."""
    if missing := [name for name in names if not filled(request, name)]:
        raise InvalidInput(Violation(name, "must be set") for name in missing)


def was_sent(request: Message, path: str) -> bool:
    """Whether the caller sent the field at this path, such as `exact.tick_size`.  UNSPECIFIED says nothing."""
    name, _, inner = path.partition(".")
    held = {field.name: value for field, value in request.ListFields() if not field.enum_type or value}
    return name in held and (not inner or was_sent(held[name], inner))


def key_reader(model: type[models.Model]) -> Take:
    """How a text that names a row of this model is read; an empty one names none."""
    return of_text(optional_key_taker(model))


def of_text(take: Callable[[str], Any]) -> Take:
    return lambda held: take(checked_text(held))


def with_keys(request: Values) -> Values:
    """The request with the keys that its standard names stand for.  Raises NotFound, InvalidInput."""
    named = {name: value for name in request if isinstance(value := getattr(request, name), StandardName)}
    if not named:
        return request
    return type(request)(
        {**vars(request), **{name: key_behind(name, value) for name, value in named.items()}}
    )


def key_behind(field: str, name: StandardName) -> Any:
    try:
        return name.key()
    except ValueError as error:
        raise InvalidInput(field, str(error)) from None
