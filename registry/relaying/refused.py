"""What people decide of events that the stream has refused: try it again now, or leave it."""

from typing import Any

import structlog
from django.db.models import QuerySet
from django.utils import timezone

from cqi.context import actor
from registry.models import WaitingEvent

log = structlog.get_logger(__name__)


def only_refused(rows: "QuerySet[WaitingEvent]") -> "QuerySet[WaitingEvent]":
    return rows.filter(refused_at__isnull=False, parked_at=None)


def retry_now(rows: "QuerySet[WaitingEvent]") -> int:
    """Have the relay try these again at once; how many of them wait for that."""
    return decide(rows, retry_at=timezone.now())


def park(rows: "QuerySet[WaitingEvent]") -> int:
    """Leave these unpublished, so that what follows of their rows goes on; how many were refused before."""
    return decide(rows, parked_at=timezone.now(), parked_by=actor())


def decide(rows: "QuerySet[WaitingEvent]", **columns: Any) -> int:
    revisions = list(only_refused(rows).values_list("revision", flat=True))
    log.info("refused_events_decided", revisions=revisions, decision=sorted(columns), actor=actor())
    return only_refused(WaitingEvent.objects.filter(revision__in=revisions)).update(**columns)
