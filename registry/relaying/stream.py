"""The stream that keeps the events: made where it is not there, compared with the configuration, and read."""

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from nats.aio.msg import Msg
from nats.js import JetStreamContext, api
from nats.js.errors import NotFoundError
from prometheus_client import Gauge

from .messages import SUBJECT_PREFIX
from .metrics import RELAY_METRICS

log = structlog.get_logger(__name__)

STREAM = "cqc-events"
HEADERS_AT_ONCE = 500
READ_SECONDS = 5.0
DRIFT = Gauge(
    "cqar_stream_drift",
    "Settings of the stream that are not those of the configuration",
    registry=RELAY_METRICS,
)


@dataclass(frozen=True)
class StreamSettings:
    """What the stream is to be."""

    name: str = STREAM
    days: int = 30
    replicas: int = 1
    duplicate_seconds: float = 600

    def wanted(self) -> api.StreamConfig:
        """As JetStream knows it."""
        return api.StreamConfig(
            name=self.name,
            description="What was changed in the registry, an event for each change",
            subjects=[f"{SUBJECT_PREFIX}.>"],
            retention=api.RetentionPolicy.LIMITS,
            storage=api.StorageType.FILE,
            discard=api.DiscardPolicy.OLD,
            max_age=timedelta(days=self.days).total_seconds(),
            num_replicas=self.replicas,
            duplicate_window=self.duplicate_seconds,
            max_msgs=-1,
            max_bytes=-1,
            max_msg_size=-1,
            allow_direct=True,
        )


async def ensure_stream(js: JetStreamContext, settings: StreamSettings) -> list[str]:
    """Make the stream where it is not there; of one that is, return what is not as configured.

    It is not changed: whoever keeps fewer days than configured, or more, may have had a reason.
    """
    wanted = settings.wanted()
    try:
        found = (await js.stream_info(settings.name)).config
    except NotFoundError:
        await js.add_stream(wanted)
        log.info("stream_created", stream=settings.name)
        found = wanted
    differing = drift(wanted, found)
    DRIFT.set(len(differing))
    if differing:
        log.warning("stream_differs", stream=settings.name, settings=differing)
    return differing


def drift(wanted: api.StreamConfig, found: api.StreamConfig) -> list[str]:
    """`max_age: 86400.0 instead of 2592000.0`, for each setting that is said and differs."""
    has = asdict(found)
    return [
        f"{name}: {plain_value(has[name])} instead of {plain_value(value)}"
        for name, value in asdict(wanted).items()
        if name != "description" and value not in (None, has[name])
    ]


def plain_value(value: Any) -> Any:
    return getattr(value, "value", value)


async def headers_since(
    js: JetStreamContext, stream: str, start: datetime | int | None = None
) -> AsyncIterator[Msg]:
    """The messages that are in the stream now, without their contents, from a moment or a sequence on."""
    wanted = api.ConsumerConfig(
        ack_policy=api.AckPolicy.NONE,
        headers_only=True,
        filter_subject=f"{SUBJECT_PREFIX}.>",
        inactive_threshold=30,
        mem_storage=True,
        num_replicas=1,
    )
    if isinstance(start, datetime):
        wanted.deliver_policy, wanted.opt_start_time = api.DeliverPolicy.BY_START_TIME, start
    elif start is not None:
        wanted.deliver_policy, wanted.opt_start_seq = api.DeliverPolicy.BY_START_SEQUENCE, start
    consumer = await js.add_consumer(stream, wanted)
    left = consumer.num_pending or 0
    reader = await js.pull_subscribe_bind(consumer.name, stream)
    try:
        while left > 0:
            for message in await reader.fetch(min(left, HEADERS_AT_ONCE), timeout=READ_SECONDS):
                left -= 1
                yield message
    finally:
        await reader.unsubscribe()
        await js.delete_consumer(stream, consumer.name)
