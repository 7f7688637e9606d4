"""What docs/EVENTS.md says: which event tells which change of which row, and by which subject it comes."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import django

MESSAGES = Path(__file__).with_name("events.json")
"""A message of each event, which tests/docs/test_events.py makes."""

INTRODUCTION = """# Events

Each change of a row is one event in the NATS stream `cqc-events`: a serialized message of `cqc.events.v1`, under a
subject of its own. It holds the row as it is after the change; of a row that was removed, as it was last.

- **Order** is promised for each row: its events come in the order of its versions. Between rows the header
  `cqar-revision` has the order of commits.
- **One at a time** (`max_ack_pending` 1, as `cqi.bus` has it) a consumer is told in that order. With several in
  flight one that was lost on the way comes again after those that follow it.
- **Once** in the stream, which NATS delivers at least once: a consumer that has seen the row's version, or `ce-id`,
  can leave it.
- **To begin**, list what you need, keep the `cqar-revision` of the answer, and skip events up to it.
  `docs/examples/asset_table.py` is a consumer that does, in a hundred lines to copy.
- **Headers**: `Nats-Msg-Id` (kind, key and version); `ce-id`, `ce-type`, `ce-source`, `ce-subject` (kind and key)
  and `ce-time` (the moment of the commit) of CloudEvents; `Content-Type`, `cqar-revision`, `cqar-version`, and
  `traceparent` where the change was traced. What `manage.py replay` has published again has `cqar-replay`.

Generated from the contract by `python -m docs.generate`; the messages are made by `tests/docs/test_events.py`, and
shown as JSON. In them `<uuid>` is any id, and every time is 2026-01-01T00:00:00Z.
"""


def events_document(comments: Mapping[str, str]) -> str:
    """With the comments of the contract by the names of messages."""
    return "\n".join([INTRODUCTION, *of_all_kinds(comments)])


def of_all_kinds(comments: Mapping[str, str]) -> Iterator[str]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cqar_site.settings")
    django.setup()
    from registry.relaying.messages import event_subject  # noqa: PLC0415  Django is set up by then
    from registry.wire.events import kinds_by_event  # noqa: PLC0415

    messages = json.loads(MESSAGES.read_text())
    by_kind: dict[str, list[str]] = {}
    for event, kind in kinds_by_event().items():
        by_kind.setdefault(kind, []).append(event)
    for kind, events in sorted(by_kind.items()):
        yield f"## {kind}\n\n| event | subject | when |\n| --- | --- | --- |"
        for event in sorted(events):
            when = " ".join(comments[f"cqc.events.v1.{event}"].split())
            yield f"| {event} | `{event_subject(event)}` | {when} |"
        for event in sorted(events):
            yield f"\n{event}:\n\n```json\n{json.dumps(messages[event], indent=2, ensure_ascii=False)}\n```"
        yield ""
