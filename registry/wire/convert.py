"""Conversion between Python values and protobuf fields, by the field's type: each type once.

Into a message a value goes by the function that `putter` gives for its field.  Out of one it comes by that of
`taker`, which raises ValueError with a sentence for what the caller should have sent.
"""

import math
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Context, Decimal
from functools import cache, partial
from typing import Any

from google.protobuf.descriptor import EnumDescriptor, FieldDescriptor
from google.protobuf.json_format import MessageToDict, ParseDict

from registry.values.choices import prefix_of
from registry.values.price_rules import price_rule_in

MAX_TEXT = 65_536
"""The longest string a request may hold, in characters; the columns' own limits are lower."""

MAX_DIGITS, MAX_PLACES = 50, 24
"""numeric(50,24): the digits in all and those after the point."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NUMBER = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)")
UNROUNDED = Context(prec=MAX_TEXT)
"""The context for exact numbers: Python's own would round every number to 28 digits."""


def decimal_text(value: Decimal) -> str:
    """A number in full: no exponent, no trailing zeros, `-0` as `0`."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


Put = Callable[[Any, Any], None]
"""Sets one field of a message from a Python value that is not None."""


def putter(field: Any) -> Put:
    """How this field is set."""
    name = field.name
    if field.is_repeated:
        return lambda message, value: getattr(message, name).extend(value)
    if field.message_type is not None:
        fill = WELL_KNOWN[field.message_type.full_name][0]
        return lambda message, value: fill(getattr(message, name), value)
    held = (
        cache(partial(enum_number, field)) if field.enum_type is not None else HELD.get(field.type, as_it_is)
    )
    return lambda message, value: setattr(message, name, held(value))


def text_of(value: Any) -> str:
    return decimal_text(value) if isinstance(value, Decimal) else str(value)


Take = Callable[[Any], Any]
"""From what a field holds to its Python value; ValueError says what is wrong with it."""


def taker(field: Any) -> Take:
    """How what this field holds, or one item of a repeated one, becomes a Python value."""
    if field.message_type is not None:
        return WELL_KNOWN[field.message_type.full_name][1]
    if field.enum_type is not None:
        return cache(partial(enum_name, field))
    return BY_TYPE.get(field.type, as_it_is)


def as_it_is(value: Any) -> Any:
    return value


def checked_text(value: str) -> str:
    if "\0" in value:
        raise ValueError("holds a NUL character")
    if len(value) > MAX_TEXT:
        raise ValueError(f"is longer than {MAX_TEXT} characters")
    return value


def double(value: float) -> Decimal:
    """The shortest decimal that names this double.  Raises ValueError."""
    if not math.isfinite(value):
        raise ValueError(f"is {value}: must be a finite number")
    return in_range(Decimal(repr(value)))


def exact(value: str) -> Decimal:
    """The number of a decimal string such as `0.00001`.  Raises ValueError."""
    if not NUMBER.fullmatch(checked_text(value)):
        raise ValueError(f"{value[:60]!r} is not a decimal number such as 0.001")
    return in_range(Decimal(value))


def in_range(number: Decimal) -> Decimal:
    """The number without trailing zeros.  Raises ValueError where numeric(50,24) does not hold it."""
    number = number.normalize(UNROUNDED)
    _, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)
    if -exponent > MAX_PLACES:
        raise ValueError(f"has more than {MAX_PLACES} digits after the point")
    if len(digits) + exponent > MAX_DIGITS - MAX_PLACES:
        raise ValueError(f"has more than {MAX_DIGITS - MAX_PLACES} digits before the point")
    return number


def enum_number(field: FieldDescriptor, value: Any) -> int:
    if isinstance(value, int):
        return value
    enum = enum_of(field)
    return int(enum.values_by_name[prefix_of(enum) + value].number)


def enum_name(field: FieldDescriptor, number: int) -> str | None:
    """`ERC20` for ASSET_TYPE_ERC20, None for UNSPECIFIED.  Raises ValueError for a number of no value."""
    enum = enum_of(field)
    if (known := enum.values_by_number.get(number)) is None:
        raise ValueError(f"{number} is not a value of {enum.name}")
    return known.name.removeprefix(prefix_of(enum)) if number else None


def enum_of(field: FieldDescriptor) -> EnumDescriptor:
    assert field.enum_type is not None
    return field.enum_type


def time_of(message: Any) -> datetime:
    """A Timestamp as a time in UTC, to the microsecond.  Raises ValueError."""
    try:
        return message.ToDatetime(UTC)  # type: ignore[no-any-return]
    except (ValueError, OverflowError):
        raise ValueError("is not a time between the years 1 and 9999") from None


def span_of(message: Any) -> timedelta:
    """A Duration, to the microsecond.  Raises ValueError."""
    try:
        return message.ToTimedelta()  # type: ignore[no-any-return]
    except (ValueError, OverflowError):
        raise ValueError("is not a length of time of at most 10,000 years") from None


def json_of(message: Any) -> dict[str, Any]:
    """A Struct as a dict; whole numbers come out as int, as they would from JSON text.  Raises ValueError."""
    try:
        found = MessageToDict(message)
    except ValueError:
        raise ValueError("holds a number that is not finite") from None
    value = plain(found)
    assert isinstance(value, dict)
    return value


def fill_price_rule(message: Any, value: dict[str, Any]) -> None:
    message.SetInParent()
    ParseDict(value, message)


def price_rule_of(message: Any) -> dict[str, Any]:
    """A PriceRule as it is stored.  Raises ValueError."""
    return price_rule_in(MessageToDict(message, preserving_proto_field_name=True))


def plain(value: Any) -> Any:
    match value:
        case dict():
            return {checked_text(key): plain(item) for key, item in value.items()}
        case list():
            return [plain(item) for item in value]
        case float() if value.is_integer() and abs(value) < 2**53:
            return int(value)
        case str():
            return checked_text(value)
    return value


def put_moment(message: Any, moment: datetime) -> None:
    """As `FromDatetime` does, in a fifth of its time: a row has two moments and more."""
    since = moment - EPOCH
    message.seconds, message.nanos = since.days * 86_400 + since.seconds, since.microseconds * 1000


HELD: dict[int, Callable[[Any], Any]] = {
    FieldDescriptor.TYPE_STRING: text_of,
    FieldDescriptor.TYPE_DOUBLE: float,
}
BY_TYPE: dict[int, Take] = {FieldDescriptor.TYPE_STRING: checked_text, FieldDescriptor.TYPE_DOUBLE: double}

# Message type -> (fill it from a Python value, take the Python value out of it)
WELL_KNOWN: dict[str, tuple[Callable[[Any, Any], None], Take]] = {
    "google.protobuf.Timestamp": (put_moment, time_of),
    "google.protobuf.Duration": (lambda message, value: message.FromTimedelta(value), span_of),
    "cqc.markets.v1.PriceRule": (fill_price_rule, price_rule_of),
    "google.protobuf.Struct": (lambda message, value: message.update(value), json_of),
}
