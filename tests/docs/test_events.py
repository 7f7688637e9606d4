"""docs/EVENTS.md shows a message of each event: those of rows that are made, changed and ended here.

`UPDATE_EXAMPLES=1` writes what they are now; `make proto` brings them into the document.
"""

import json
import os
from typing import Any

import pytest
from google.protobuf import json_format

from docs import generate
from registry.models import Change, QualityFlag
from registry.services.flagging.flags import resolve_flag
from registry.services.merging.merge import merge
from registry.wire.events import event_message, kinds_by_event, mapping_by_kind
from tests.factories import FACTORIES, AssetFactory

from .test_examples import plain

FILE = generate.DOCS / "events.json"


@pytest.mark.django_db(transaction=True)
def test_the_messages_of_events():
    for factory in FACTORIES.values():
        factory.reset_sequence(force=True)
    for kind in sorted(mapping_by_kind()):
        make_change_and_end(kind)
    merge(AssetFactory().pk, AssetFactory().pk, decisions={}, default=1)
    told: dict[str, Any] = {}
    for change in Change.objects.order_by("pk"):
        message = event_message(change)
        assert message is not None
        told.setdefault(
            change.event, plain(json_format.MessageToDict(message, preserving_proto_field_name=True), {})
        )
    assert told.keys() == kinds_by_event().keys()
    if os.environ.get("UPDATE_EXAMPLES"):
        FILE.write_text(json.dumps(dict(sorted(told.items())), indent=2, ensure_ascii=False) + "\n")
    for event, message in json.loads(FILE.read_text()).items():
        assert told[event] == message, event


def make_change_and_end(kind: str) -> None:
    row = FACTORIES[mapping_by_kind()[kind].model]()
    row.metadata = {"ticket": "OPS-17"}
    row.save()
    if isinstance(row, QualityFlag):
        resolve_flag(row.pk, notes="It was a false alarm.")
    elif f"{kind}Deleted" in kinds_by_event() or row.gone_field is not None:
        row.delete()
