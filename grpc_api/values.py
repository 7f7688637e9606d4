"""What a handler gets of a request: the values of its fields, each converted once by its type.

A `MessageReader` is compiled from a message's descriptor when an RPC is bound.  It reads a message into
`Values`, and names every value that no field may hold by its path.  The message itself stays here: a
handler that compares an enum's number with a column's text finds no row, and nothing says so.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from cqc.markets.v1.market_spec_pb2 import MarketSpec
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

from cqi.errors import InvalidInput, Violation
from registry.wire.convert import WELL_KNOWN, Take, exact, taker

NOTHING: Any = object()
"""What a field gives that says nothing: an enum's UNSPECIFIED counts as not sent."""

MOST_ITEMS = 1000
"""The items that a batch may have."""

MARKET_SPEC: Any = MarketSpec.DESCRIPTOR
MASK = "google.protobuf.FieldMask"
PLAIN_DEFAULTS = (str, int)

ReadField = Callable[[Any, str, list[Violation]], Any]
"""From what a field holds and its path to its value; what is wrong with it is added to the violations."""


class Values:
    """The fields of one message as attributes, by the names of the contract; nothing leads back to the message.

    An enum is its name without the prefix, a double or a decimal string a Decimal, a timestamp a datetime, a
    Struct a dict, a mask the list of its paths, a message again Values.  A field that was not sent is "", 0,
    False or (), and None where none of these fits.  A oneof is the name of its field that was sent.
    """

    def __init__(self, sent: Mapping[str, Any]) -> None:
        vars(self).update(sent)

    def __contains__(self, name: str) -> bool:
        """Whether the caller sent this field."""
        return name in vars(self)

    def __iter__(self) -> Iterator[str]:
        """The fields that the caller sent."""
        return iter(vars(self))

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{self} cannot be changed")

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"
        )

    if TYPE_CHECKING:  # the fields are those of the contract

        def __getattr__(self, name: str) -> Any: ...


class MessageReader:
    """Reads messages of one type."""

    def __init__(
        self,
        descriptor: Descriptor,
        by: Mapping[str, "Take | MessageReader"] | None = None,
        *,
        batch: str | None = None,
    ) -> None:
        """`by` reads the fields whose type does not say what they are, such as keys.

        The items of `batch` come by their paths, such as `keys[1]`; in place of a malformed one stands its
        InvalidInput.
        """
        self._by = by or {}
        reads = {field.name: read_of(field, self._by.get(field.name)) for field in descriptor.fields}
        defaults = {field.name: self._default(field) for field in descriptor.fields}
        if batch is not None:
            reads[batch] = each_by_itself(read_one(descriptor.fields_by_name[batch], self._by.get(batch)))
            defaults[batch] = MappingProxyType({})
        self._reads = reads
        # A field with presence makes the compiler add a oneof of its own: `_name` for `name`.
        self._oneofs = [oneof.name for oneof in descriptor.oneofs if not oneof.name.startswith("_")]
        self._type: type[Values] = type(
            descriptor.name, (Values,), {**defaults, **dict.fromkeys(self._oneofs)}
        )

    def __call__(self, message: Message) -> Values:
        """The values of a whole message.  Raises InvalidInput naming every field that is wrong."""
        violations: list[Violation] = []
        values = self.read(message, "", violations)
        if violations:
            raise InvalidInput(violations)
        return values

    def read(self, message: Message, path: str, violations: list[Violation]) -> Values:
        """The values of a message whose fields' paths begin with this one."""
        sent: dict[str, Any] = {}
        for field, held in message.ListFields():
            value = self._reads[field.name](held, f"{path}{field.name}", violations)
            if value is not NOTHING:
                sent[field.name] = value
        for name in self._oneofs:
            if (chosen := message.WhichOneof(name)) is not None:
                sent[name] = chosen
        return self._type(sent)

    def _default(self, field: FieldDescriptor) -> Any:
        if field.is_repeated or (field.message_type is not None and field.message_type.full_name == MASK):
            return ()
        plain = field.name not in self._by and field.enum_type is None and not is_decimal(field)
        return field.default_value if plain and isinstance(field.default_value, PLAIN_DEFAULTS) else None


def read_of(field: FieldDescriptor, by: "Take | MessageReader | None") -> ReadField:
    one = read_one(field, by)
    if not field.is_repeated:
        return one

    def read(held: Any, path: str, violations: list[Violation]) -> Any:
        items = [one(item, f"{path}[{index}]", violations) for index, item in enumerate(held)]
        return [item for item in items if item is not NOTHING]

    return read


def read_one(field: FieldDescriptor, by: "Take | MessageReader | None") -> ReadField:
    """How the field, or one item of a repeated one, is read."""
    inner = field.message_type
    if by is None and inner is not None and inner.full_name == MASK:
        by = mask_paths
    elif by is None and inner is not None and inner.full_name not in WELL_KNOWN:
        by = MessageReader(inner)
    if isinstance(by, MessageReader):
        return read_message(by)
    return read_value(by or take_of(field))


def take_of(field: FieldDescriptor) -> Take:
    if is_decimal(field):
        return number_or_nothing
    return specified(taker(field)) if field.enum_type is not None else taker(field)


def is_decimal(field: FieldDescriptor) -> bool:
    """Whether it is a decimal string: `x_exact` is that of the double `x`, and a MarketSpec holds no others."""
    named = field.name.endswith("_exact") or field.containing_type is MARKET_SPEC
    return named and field.type == field.TYPE_STRING


def number_or_nothing(held: str) -> Any:
    """An empty text is no number, and says nothing: a mask clears."""
    return exact(held) if held else NOTHING


def specified(take: Take) -> Take:
    return lambda number: take(number) if number else NOTHING


def read_message(reader: MessageReader) -> ReadField:
    return lambda held, path, violations: reader.read(held, f"{path}.", violations)


def read_value(take: Take) -> ReadField:
    def read(held: Any, path: str, violations: list[Violation]) -> Any:
        try:
            value = take(held)
        except ValueError as error:
            violations.append(Violation(path, str(error)))
            return NOTHING
        return value

    return read


def mask_paths(mask: Any) -> list[str]:
    return list(mask.paths)


def each_by_itself(one: ReadField) -> ReadField:
    """The items of a batch, by their paths; what is wrong with one stands in its place."""

    def read(held: Any, path: str, violations: list[Violation]) -> Any:
        if len(held) > MOST_ITEMS:
            violations.append(Violation(path, f"holds {len(held)}: must be at most {MOST_ITEMS}"))
            return NOTHING
        items: dict[str, Any] = {}
        for index, item in enumerate(held):
            place, wrong = f"{path}[{index}]", list[Violation]()
            value = one(item, place, wrong)
            items[place] = InvalidInput(wrong) if wrong else value
        return items

    return read
