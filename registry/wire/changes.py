"""A Change as its message: the fields by the names that callers know, their values as text."""

import json
from typing import Any

from cqc.services.v1 import changes_pb2 as pb

from registry.models import Change
from registry.values.choices import Severity

from .events import event_message, mapping_by_kind
from .mapping import MessageMapping


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
    mapping = mapping_by_kind()[change.entity]
    return [
        pb.FieldChange(field=name, before=value_shown(attribute, before), after=value_shown(attribute, after))
        for name, attribute in columns_in_message(mapping).items()
        if attribute in before
    ]


def columns_in_message(mapping: MessageMapping) -> dict[str, str]:
    """The fields of a message that are columns of its model, and their names there."""
    own = {
        name: column.attname
        for column in mapping.model._meta.concrete_fields
        for name in (column.name, column.attname)
    }
    asked = {
        field.name: mapping.rename.get(field.name, field.name) for field in mapping.message.DESCRIPTOR.fields
    }
    return {name: own[attribute] for name, attribute in asked.items() if attribute in own}


def value_shown(name: str, values: dict[str, Any]) -> str | None:
    match values.get(name):
        case None:
            return None
        case int() as number if name == "severity":
            return str(Severity(number).name)
        case str() as text:
            return text
        case value:
            return json.dumps(value, ensure_ascii=False)
