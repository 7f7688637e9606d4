"""A Change as its message: the fields by the names that callers know, their values as text."""

import json
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from cqc.services.v1 import changes_pb2 as pb
from django.db.models import DecimalField
from google.protobuf.json_format import MessageToDict

from registry.models import Change
from registry.values.choices import Severity

from .convert import decimal_text
from .events import event_message, mapping_by_kind
from .listed import note_new_listings


def change_messages(changes: Sequence[Change]) -> list[pb.Change]:
    """Their messages in their order; what is looked up for them is looked up for all at once."""
    note_new_listings(changes)
    return [change_message(change) for change in changes]


def change_message(change: Change) -> pb.Change:
    message = pb.Change(
        change_id=str(change.pk),
        event_type=change.event,
        entity_type=change.entity,
        entity_id=change.entity_id,
        version=change.version,
        actor_id=change.actor,
        channel=change.channel,
        fields=field_changes(change),
    )
    for name in ("revision", "reason", "request_id"):
        if (value := getattr(change, name)) is not None:
            setattr(message, name, value)
    if change.at is not None:
        message.changed_at.FromDatetime(change.at)
    if (event := event_message(change)) is not None:
        message.event.Pack(event)
    return message


def field_changes(change: Change) -> list[pb.FieldChange]:
    """What differs, in the order of the message's fields; what a message does not have is derived, and left out."""
    before, after = change.before or {}, change.after or {}
    return [
        pb.FieldChange(field=name, before=value_shown(column, before), after=value_shown(column, after))
        for name, column in columns_in_message(change.entity).items()
        if column.attname in before
    ]


def fields_after(change: Change) -> dict[str, str]:
    """The fields of the row after the change, as far as they are said; none where the record began with it."""
    if change.message is None:
        return {}
    message = mapping_by_kind()[change.entity].message.FromString(bytes(change.message))
    said = MessageToDict(message, preserving_proto_field_name=True)
    return {name: in_text(value) for name, value in said.items()}


@cache
def columns_in_message(kind: str) -> dict[str, Any]:
    """The fields of a kind's message that are columns of its model; a row that is embedded is none."""
    mapping = mapping_by_kind()[kind]
    own = {
        name: column
        for column in mapping.model._meta.concrete_fields
        for name in (column.name, column.attname)
    }
    rows = {each.message.DESCRIPTOR for each in mapping_by_kind().values()}
    asked = {
        field.name: mapping.rename.get(field.name, field.name)
        for field in mapping.message.DESCRIPTOR.fields
        if field.message_type not in rows
    }
    return {name: own[attribute] for name, attribute in asked.items() if attribute in own}


def value_shown(column: Any, values: dict[str, Any]) -> str | None:
    match values.get(column.attname):
        case None:
            return None
        case int() as number if column.attname == "severity":
            return str(Severity(number).name)
        case str() as number if isinstance(column, DecimalField):
            return decimal_text(Decimal(number))
        case value:
            return in_text(value)


def in_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
