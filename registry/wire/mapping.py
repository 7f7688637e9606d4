"""Ties each model to its protobuf message, field by field.

A message field is served by the model attribute of the same name unless `rename` says otherwise.
A field that nothing serves is an error when the mapping is declared, so a contract that the models
do not follow stops the process from starting.  Values are converted by the field's type
(`registry.wire.convert`), never by resource.

Two kinds of field need no attribute of their own: `x_exact` is the decimal string of the double `x`,
and a MarketSpec holds the decimal strings of the row's own numbers.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any, ClassVar

from cqc.markets.v1.market_spec_pb2 import MarketSpec
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from google.protobuf.descriptor_pb2 import DescriptorProto
from google.protobuf.message import Message

from registry.models import Row

from .convert import putter

Writer = Callable[[Message, models.Model], None]
Lookup = tuple[str, ...]
SHAPE_SIZE = 8


@dataclass(frozen=True)
class MessageMapping:
    """How the rows of a model become messages."""

    model: type[Row]
    message: type[Message]
    rename: Mapping[str, str] = field(default_factory=dict)
    """Message field -> model attribute, where the names differ."""
    related: tuple[str, ...] = ()
    """The references that a message is made with: read in the same query."""
    joined: tuple[str, ...] = ()
    """Message fields that come from other rows when the message is read."""
    join: Callable[[Sequence[Any]], None] | None = None
    """Fills the joined fields of a page of messages."""
    cached: Mapping[Lookup, int] = field(default_factory=dict)
    """The lookups that are answered from the cache, each with its lifetime in seconds."""
    prefer: tuple[str, ...] = ()
    """Which row a lookup means where several fit: the first in this order."""

    identity: frozenset[str] = frozenset()
    """Attributes of a MarketSpec that make the row what it is: set at its creation only."""

    by_model: ClassVar[dict[type[models.Model], "MessageMapping"]] = {}

    def __post_init__(self) -> None:
        self.writers  # noqa: B018  (built now, so that a gap stops the start)
        self.by_model[self.model] = self

    @cached_property
    def writers(self) -> dict[str, Writer]:
        fields = self.message.DESCRIPTOR.fields
        return {
            pb_field.name: self._writer(pb_field) for pb_field in fields if pb_field.name not in self.joined
        }

    @cached_property
    def attributes(self) -> dict[str, str | None]:
        """The column behind each field that its row alone can fill; None where several are, in a MarketSpec."""
        columns = {column.attname for column in self.model._meta.concrete_fields}
        by_name: dict[str, str | None] = {}
        for pb_field in self.message.DESCRIPTOR.fields:
            name = pb_field.name.removesuffix("_exact")
            if pb_field.message_type is MarketSpec.DESCRIPTOR:
                by_name[pb_field.name] = None
            elif (attribute := self.rename.get(name, name)) in columns:
                by_name[pb_field.name] = attribute
        return by_name

    @property
    def pk(self) -> str:
        return str(self.model._meta.pk.attname)

    def rows(self) -> Any:
        """All rows, with the references that their messages need."""
        rows = self.model.objects.all()
        # Without names select_related follows every reference.
        return rows.select_related(*self.related) if self.related else rows

    @cached_property
    def kind(self) -> str:
        """`venue_symbol` for VenueSymbol: the first part of its cache keys."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", self.message.DESCRIPTOR.name).lower()

    @cached_property
    def preference(self) -> tuple[Any, ...]:
        """The order of what a lookup finds: live rows, then those that went last, then as the mapping prefers."""
        gone = self.model.gone_field
        return (*([models.F(gone).desc(nulls_first=True)] if gone else []), *self.prefer, "pk")

    def attribute(self, name: str) -> str:
        """The model attribute behind a message field; ImproperlyConfigured if there is none."""
        attribute = self.rename.get(name, name)
        if not hasattr(self.model, attribute):
            raise ImproperlyConfigured(
                f"{self.model.__name__} has nothing for {self.message.__name__}.{name}"
            )
        return attribute

    def own_message(self, row: models.Model) -> Any:
        """The message without its joined fields: what the cache holds."""
        return self.fill(self.message(), row)

    def fill(self, message: Message, row: models.Model) -> Any:
        """The same in a message that is there, as a part of another: to put one there is to copy it."""
        for write in self.writers.values():
            write(message, row)
        return message

    def message_of_columns(self, row: models.Model) -> Any:
        """The part of the message that asks no other row."""
        message = self.message()
        for name in self.attributes:
            self.writers[name](message, row)
        return message

    @cached_property
    def shape(self) -> bytes:
        """A digest of the message's declaration: each of two releases side by side knows its entries by it."""
        return shape_of(self.message.DESCRIPTOR)

    def pack(self, message: Message) -> bytes:
        """An own message as the cache holds it."""
        return self.shape + message.SerializeToString()

    def unpack(self, packed: bytes) -> Any:
        """The own message that the cache held; None where a release with other fields put it there."""
        return self.message.FromString(packed[SHAPE_SIZE:]) if packed[:SHAPE_SIZE] == self.shape else None

    def to_messages(self, rows: Iterable[models.Model]) -> list[Any]:
        """The whole messages of some rows, joined in a fixed number of queries."""
        messages = [self.own_message(row) for row in rows]
        if self.join and messages:
            self.join(messages)
        return messages

    def to_message(self, row: models.Model) -> Any:
        return self.to_messages([row])[0]

    def _writer(self, pb_field: Any) -> Writer:
        name = pb_field.name
        if pb_field.message_type is MarketSpec.DESCRIPTOR:
            return spec_writer(self.model, name)
        attribute, put = self.attribute(name.removesuffix("_exact")), putter(pb_field)

        def write(message: Message, row: models.Model) -> None:
            if (value := getattr(row, attribute)) is not None:
                put(message, value)

        return write


def shape_of(message: Any) -> bytes:
    """A digest of how a message is declared."""
    return sha256(b"".join(declarations(message))).hexdigest()[:SHAPE_SIZE].encode()


def declarations(message: Any) -> list[bytes]:
    """How a message and the messages inside it are declared, each once."""
    found: dict[str, bytes] = {}
    waiting = [message]
    while waiting:
        each = waiting.pop()
        if each.full_name not in found:
            proto = DescriptorProto()
            each.CopyToProto(proto)
            found[each.full_name] = proto.SerializeToString(deterministic=True)
            waiting += [inner.message_type for inner in each.fields if inner.message_type]
    return [found[name] for name in sorted(found)]


def spec_writer(model: type[models.Model], name: str) -> Writer:
    """Fills a MarketSpec from the row's own numbers, those it has a column for."""
    columns = {column.name for column in model._meta.concrete_fields}
    served = [(field.name, putter(field)) for field in MarketSpec.DESCRIPTOR.fields if field.name in columns]

    def write(message: Message, row: models.Model) -> None:
        for attribute, put in served:
            if (value := getattr(row, attribute)) is not None:
                put(getattr(message, name), value)

    return write


def message_of(row: models.Model) -> Any:
    """The message that a row leaves the process as."""
    return MessageMapping.by_model[type(row)].to_message(row)
