"""What waits to be published, as metrics: the process that leads knows them, the others say 0."""

import asyncio

from django.db import DatabaseError, InterfaceError, connection
from prometheus_client import Gauge

from .metrics import RELAY_METRICS
from .outbox import RelayDatabase

MEASURE_SECONDS = 1.0
MEASURED = """
SELECT count(*) FILTER (WHERE parked_at IS NULL),
    count(*) FILTER (WHERE parked_at IS NULL AND refused_at IS NOT NULL),
    count(*) FILTER (WHERE parked_at IS NOT NULL),
    coalesce(extract(epoch FROM clock_timestamp() - (
        SELECT at FROM registry_change
        WHERE revision = (SELECT min(revision) FROM registry_waitingevent WHERE parked_at IS NULL)
    )), 0)
FROM registry_waitingevent
"""
GAUGES = (
    Gauge(
        "cqar_outbox_waiting", "Events that are not published yet, refused ones too", registry=RELAY_METRICS
    ),
    Gauge(
        "cqar_outbox_refused",
        "Events that the stream refused and that are tried again",
        registry=RELAY_METRICS,
    ),
    Gauge("cqar_outbox_parked", "Events that were refused and set aside", registry=RELAY_METRICS),
    Gauge(
        "cqar_outbox_oldest_seconds", "Seconds since the commit of the oldest change that is not published"
    ),
)


async def keep_measuring(role: dict[str, str]) -> None:
    """Measure for ever, by a connection of its own: an outage of NATS is when it counts."""
    try:
        async with RelayDatabase(role) as database:
            while True:
                try:
                    values = await database.do(measure_outbox)
                except (DatabaseError, InterfaceError):
                    pass  # the relay says it
                else:
                    for gauge, value in zip(GAUGES, values, strict=True):
                        gauge.set(value)
                await asyncio.sleep(MEASURE_SECONDS)
    finally:
        for gauge in GAUGES:
            gauge.set(0)


def measure_outbox() -> tuple[float, ...]:
    """The values of the gauges, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(MEASURED)
        return tuple(float(value) for value in cursor.fetchone())
