"""What an event says of its row, of every kind: all that the row is now, and what differs is named."""

import pytest

from registry.models import Change
from registry.values.choices import Severity
from registry.wire.changes import field_changes
from registry.wire.events import event_message, mapping_by_kind
from tests.factories import FACTORIES, FlagFactory

pytestmark = pytest.mark.django_db(transaction=True)
COUNTED = {"version", "updated_at"}
"""What every change changes, and none names."""


@pytest.mark.parametrize("kind", sorted(mapping_by_kind()))
def test_an_event_is_the_row(kind: str) -> None:
    mapping = mapping_by_kind()[kind]
    row = FACTORIES[mapping.model]()
    row.metadata = {"touched": True}
    row.save()
    created, updated = Change.objects.filter(entity=kind, entity_id=row.pk).order_by("version")
    before, after = (told(kind, change) for change in (created, updated))
    assert after == mapping.own_message(mapping.rows().get(pk=row.pk))
    names = [field.name for field in after.DESCRIPTOR.fields]
    differing = {name for name in names if getattr(before, name) != getattr(after, name)}
    named = {change.field for change in field_changes(updated)}
    assert named == differing - COUNTED != set()
    for name in differing:
        assert after.HasField(name) is before.HasField(name) is True or name == "metadata"


@pytest.mark.parametrize("severity", Severity)
def test_trading_is_suspended_by_critical_flags(severity: Severity) -> None:
    FlagFactory(severity=severity)
    event = event_message(Change.objects.get(event="QualityFlagRaised"))
    assert event.suspend_trading is (severity == Severity.CRITICAL)


def told(kind: str, change: Change):
    """The row's message inside the event."""
    event = event_message(change)
    of_row = mapping_by_kind()[kind].message.DESCRIPTOR
    (name,) = (field.name for field in event.DESCRIPTOR.fields if field.message_type is of_row)
    return getattr(event, name)
