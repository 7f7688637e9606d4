"""Requests made from the contract alone: full ones, and hostile ones."""

from collections.abc import Callable, Iterator
from typing import Any

from cqc.markets.v1.market_spec_pb2 import MarketSpec
from cqc.services.v1 import asset_registry_pb2
from google.protobuf.descriptor import FieldDescriptor, MethodDescriptor
from google.protobuf.message_factory import GetMessageClass

METHODS: list[MethodDescriptor] = list(
    asset_registry_pb2.DESCRIPTOR.services_by_name["AssetRegistry"].methods
)

Value = Callable[[FieldDescriptor], Any]
"""What a scalar field gets; None leaves it out."""

SOME_UUID = "0193e4a2-7c1f-7d3a-9b52-3f8a6c0d9e11"
INTEGERS = (FieldDescriptor.TYPE_INT32, FieldDescriptor.TYPE_INT64)


def request_of(method: MethodDescriptor, value: Value, *, items: int = 1) -> Any:
    """The method's request with every field set, at every depth."""
    message = GetMessageClass(method.input_type)()
    fill(message, value, items)
    return message


def fill(message: Any, value: Value, items: int) -> None:
    for field in message.DESCRIPTOR.fields:
        kind = field.message_type.full_name if field.message_type else None
        if kind in WELL_KNOWN:
            WELL_KNOWN[kind](getattr(message, field.name), value, field)
        elif kind:
            parts = [getattr(message, field.name)] if not field.is_repeated else []
            parts += [getattr(message, field.name).add() for _ in range(items if field.is_repeated else 0)]
            for part in parts:
                part.SetInParent()
                fill(part, value, items)
        elif (scalar := value(field)) is not None:
            if field.is_repeated:
                getattr(message, field.name).extend([scalar] * items)
            else:
                setattr(message, field.name, scalar)


def timestamp(message: Any, value: Value, field: FieldDescriptor) -> None:
    message.seconds = value_of_type(value, field, FieldDescriptor.TYPE_INT64) or 1_700_000_000


def struct(message: Any, value: Value, field: FieldDescriptor) -> None:
    text = value_of_type(value, field, FieldDescriptor.TYPE_STRING)
    number = value_of_type(value, field, FieldDescriptor.TYPE_DOUBLE)
    message.fields["text"].string_value = str(text)
    message.fields["number"].number_value = 1.5 if number is None else number
    message.fields[str(text)[:64]].bool_value = True
    message.fields["nothing"].SetInParent()


def price_rule(message: Any, value: Value, field: FieldDescriptor) -> None:
    tick = value_of_type(value, field, FieldDescriptor.TYPE_STRING)
    message.tick_bands.add(from_price="0", tick_size=str(tick))


def mask(message: Any, value: Value, field: FieldDescriptor) -> None:
    message.paths.append(str(value_of_type(value, field, FieldDescriptor.TYPE_STRING)))


class _Scalar:
    """A field that looks like another of a scalar type, for the insides of well-known messages."""

    enum_type = None
    message_type = None
    containing_type = None

    def __init__(self, field: FieldDescriptor, kind: int) -> None:
        self.name, self.type, self.is_repeated = field.name, kind, False


def value_of_type(value: Value, field: FieldDescriptor, kind: int) -> Any:
    return value(_Scalar(field, kind))


WELL_KNOWN: dict[str | None, Callable[[Any, Value, FieldDescriptor], None]] = {
    "cqc.markets.v1.PriceRule": price_rule,
    "google.protobuf.Duration": timestamp,
    "google.protobuf.Timestamp": timestamp,
    "google.protobuf.Struct": struct,
    "google.protobuf.FieldMask": mask,
}


def plausible(field: FieldDescriptor) -> Any:
    """A value that could be meant."""
    if field.enum_type is not None:
        return field.enum_type.values[1].number
    match field.type:
        case FieldDescriptor.TYPE_STRING:
            is_number = field.name.endswith(("_exact", "_multiplier", "price_rule"))
            if is_number or field.containing_type is MarketSpec.DESCRIPTOR:
                return "1.5"
            return SOME_UUID if field.name.endswith("_id") else "abc"
        case FieldDescriptor.TYPE_BOOL:
            return True
        case FieldDescriptor.TYPE_DOUBLE:
            return 1.5
    return 1


def only(kind: int, bad: Any) -> Value:
    """A plausible request, but for this value in every field of one type."""

    def value(field: FieldDescriptor) -> Any:
        return bad if field.type == kind and field.enum_type is None else plausible(field)

    return value


def strings(bad: str) -> Value:
    return only(FieldDescriptor.TYPE_STRING, bad)


def doubles(bad: float) -> Value:
    return only(FieldDescriptor.TYPE_DOUBLE, bad)


def integers(bad: int) -> Value:
    def value(field: FieldDescriptor) -> Any:
        wide = field.type == FieldDescriptor.TYPE_INT64
        limit = 2**63 if wide else 2**31
        return max(-limit, min(bad, limit - 1)) if field.type in INTEGERS else plausible(field)

    return value


def enums(bad: int) -> Value:
    return lambda field: bad if field.enum_type is not None else plausible(field)


HOSTILE: dict[str, Value] = {
    "NUL": strings("a\0b"),
    "not a UUID": strings("'; DROP TABLE assets; --"),
    "huge": strings("x" * 100_000),
    "long": strings("x" * 5_000),
    "empty": strings(""),
    "blank": strings(" "),
    "emoji": strings("\U0001f469‍\U0001f4bb\u200b"),
    "surrogate-like": strings("\ufffe\U0010ffff"),
    "percent": strings("%s%(a)s{0}"),
    "slashes": strings("eip155:1/slip44:60/../"),
    "unknown enum": enums(99_999),
    "negative enum": enums(-1),
    "unspecified": enums(0),
    "NaN": doubles(float("nan")),
    "infinity": doubles(float("inf")),
    "minus infinity": doubles(float("-inf")),
    "largest double": doubles(1.7976931348623157e308),
    "smallest double": doubles(5e-324),
    "negative": doubles(-1.0),
    "negative integer": integers(-1),
    "largest integer": integers(2**63),
    "smallest integer": integers(-(2**63)),
}


def requests_of(method: MethodDescriptor) -> Iterator[tuple[str, Any]]:
    """The empty, the full, and every hostile request of a method, by what is odd about it."""
    yield "nothing", GetMessageClass(method.input_type)()
    yield "everything", request_of(method, plausible)
    yield "many items", request_of(method, plausible, items=1_100)
    for name, value in HOSTILE.items():
        yield name, request_of(method, value)
