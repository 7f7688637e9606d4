"""The events of the contract (`cqc.events.v1`): what a change of a row is called, and the message that tells it."""

from collections.abc import Callable
from functools import cache
from typing import Any
from uuid import UUID, uuid5

from cqc.events.v1 import asset_events_pb2, market_events_pb2, risk_events_pb2, venue_events_pb2
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from registry.models import Asset, Change, QualityFlag, Row
from registry.models.base import kind_of
from registry.values.choices import Severity

from .listed import came_back, is_new_listing
from .mapping import MessageMapping

NAMES = {
    "AssetQualityFlagCreated": "QualityFlagRaised",
    "AssetRelationshipCreated": "RelationshipEstablished",
    "ChainCreated": "ChainRegistered",
    "VenueAssetCreated": "VenueAssetListed",
    "VenueAssetDeleted": "VenueAssetDelisted",
    "VenueSymbolCreated": "VenueSymbolListed",
    "VenueSymbolDeleted": "VenueSymbolDelisted",
}
"""Where the platform has a name of its own."""

FILES = (asset_events_pb2, market_events_pb2, risk_events_pb2, venue_events_pb2)
IDS = UUID("5b0a6d1e-7c1f-5d3a-9b52-3f8a6c0d9e11")
"""The namespace of event ids."""

Filler = Callable[[Change, Any], Any]
"""What a field of an event says, by the change and the row's message; None leaves it absent."""

FILLERS: dict[str, Filler] = {
    "event_id": lambda change, _: str(uuid5(IDS, f"{change.entity}/{change.entity_id}/{change.version}")),
    "timestamp": lambda change, _: change.at,
    "actor_id": lambda change, _: change.actor,
    "reason": lambda change, _: change.reason,
    "is_new_listing": lambda change, _: is_new_listing(change),
    "auto_detected": lambda change, _: change.channel == "command",
    "suspend_trading": lambda _, flag: flag.severity == Severity.CRITICAL,
    "alert_message": lambda _, flag: alert(flag),
}
"""Every other field of an event is the row's message, or is that message's field of the same name."""


def event_of(row: Row, *, removed: bool = False) -> str:
    """The event of a change that was written: `before` is the row that it replaced, None for a new one."""
    before = row.before
    match row, before:
        case QualityFlag(resolved_at=now), QualityFlag(resolved_at=None) if now is not None:
            return "QualityFlagResolved"
        case Asset(merged_into_id=now), Asset(merged_into_id=None) if now is not None:
            return "AssetMerged"
    if before is None or came_back(row):
        verb = "Created"
    else:
        verb = "Deleted" if removed or (row.is_gone and not before.is_gone) else "Updated"
    name = f"{kind_of(type(row))}{verb}"
    return NAMES.get(name, name)


def event_message(change: Change) -> Message | None:
    """The event that tells a change; None for what was there before the record began."""
    kind = event_kinds().get(change.event)
    if kind is None or change.message is None:
        return None
    event, row = kind(), mapping_by_kind()[change.entity].message.FromString(bytes(change.message))
    for field in event.DESCRIPTOR.fields:
        if field.message_type is row.DESCRIPTOR:
            getattr(event, field.name).CopyFrom(row)
        elif (value := value_of(field.name, change, row)) is not None:
            set_field(event, field.name, value)
    return event


def value_of(name: str, change: Change, row: Any) -> Any:
    if (filler := FILLERS.get(name)) is not None:
        return filler(change, row)
    own = row.DESCRIPTOR.fields_by_name.get(name)
    return getattr(row, name) if own is not None and row.HasField(name) else None


def set_field(event: Any, name: str, value: Any) -> None:
    if name == "timestamp":
        event.timestamp.FromDatetime(value)
    else:
        setattr(event, name, value)


def alert(flag: Any) -> str:
    kind = flag.DESCRIPTOR.fields_by_name["flag_type"].enum_type.values_by_number[flag.flag_type].name
    return f"{Severity(flag.severity).name} {kind.removeprefix('FLAG_TYPE_')} raised on {flag.asset_id}"


@cache
def event_kinds() -> dict[str, type[Message]]:
    """The messages of events by their names."""
    return {
        name: GetMessageClass(message)
        for file in FILES
        for name, message in file.DESCRIPTOR.message_types_by_name.items()
    }


@cache
def kinds_by_event() -> dict[str, str]:
    """Of which kind of row each event is."""
    names = {
        f"{kind}{verb}": kind for kind in mapping_by_kind() for verb in ("Created", "Updated", "Deleted")
    }
    found = {NAMES.get(name, name): kind for name, kind in names.items()}
    found |= {"QualityFlagResolved": kind_of(QualityFlag), "AssetMerged": kind_of(Asset)}
    return {name: kind for name, kind in found.items() if name in event_kinds()}


@cache
def mapping_by_kind() -> dict[str, MessageMapping]:
    """The mappings by what their rows are called."""
    return {kind_of(model): mapping for model, mapping in MessageMapping.by_model.items()}
