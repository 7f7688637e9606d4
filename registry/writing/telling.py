"""The log lines of what was committed: one a row, or of many rows one a transaction."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import structlog

from cqi.database import together_on_commit
from registry.models import QualityFlag, Row
from registry.values.choices import Severity

log = structlog.get_logger(__name__)

MOST_LINES_OF_ROWS = 5
"""An import commits 10,000 rows at once, and would bury what else is in the log."""
FLAG_EVENTS = frozenset({"QualityFlagRaised", "QualityFlagResolved"})
"""What trading hangs on is told one by one, also among many."""


class WrittenChange(NamedTuple):
    """A change that was recorded."""

    entity: str
    entity_id: str
    version: int
    event: str
    actor: str
    channel: str
    flag: Mapping[str, str]
    """Of a quality flag what it says; the row itself may be another by the time of the commit."""


def flag_facts(row: Row) -> dict[str, str]:
    """What the line of a flag says of it; nothing for other rows."""
    if not isinstance(row, QualityFlag):
        return {}
    return {
        "asset_id": str(row.asset_id),
        "flag_type": row.flag_type,
        "severity": Severity(row.severity).name,
    }


def tell_on_commit(changes: Sequence[WrittenChange]) -> None:
    """Tell these changes when they are committed, together with the others of the transaction."""
    together_on_commit(tell_changes, changes)


def tell_changes(parts: Iterable[Sequence[WrittenChange]]) -> None:
    changes = [change for part in parts for change in part]
    others = [change for change in changes if change.event not in FLAG_EVENTS]
    for change in changes:
        if change.event in FLAG_EVENTS:
            log.info("flag_changed", **line_of(change), **change.flag)
        elif len(others) <= MOST_LINES_OF_ROWS:
            log.info("row_changed", **line_of(change))
    if len(others) > MOST_LINES_OF_ROWS:
        first = others[0]
        events = dict(Counter(change.event for change in others))
        log.info("rows_changed", actor=first.actor, channel=first.channel, rows=len(others), events=events)


def line_of(change: WrittenChange) -> dict[str, Any]:
    return {
        "actor": change.actor,
        "channel": change.channel,
        "entity": change.entity,
        "entity_id": change.entity_id,
        "version": change.version,
        "_event": change.event,
    }
