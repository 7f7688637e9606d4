"""What may stand round a handler; each takes a handler and gives one.  `usual` is all of it in its order."""

import random
import time
from collections import OrderedDict

import structlog
from prometheus_client import Counter, Histogram

from cqi.tracing import current_span

from .backend import Bus
from .topics import MESSAGE_ID, EventHandler, EventMiddleware, PermanentError, Received, RetryLater

log = structlog.get_logger(__name__)

DEAD_LETTERS = "dead-letters"
"""The stream that keeps them, under `dead.{service}.{subject}`."""
REASON_HEADER = "cqi-reason"

HANDLED = Counter(
    "cqi_bus_handled_total",
    "Deliveries by how their handling ended: done, permanent or failed",
    ["service", "subject", "outcome"],
)
HANDLE_SECONDS = Histogram(
    "cqi_bus_handle_seconds", "Time of a handler with one message", ["service", "subject"]
)


def usual(bus: Bus, service: str, handler: EventHandler) -> EventHandler:
    """Told, traced, repeated ever more seldom, set aside where that is no use, measured, and done once."""
    middleware = (
        traced_event,
        logged(service),
        retried(),
        dead_lettered(bus, service),
        measured_event(service),
        once(),
    )
    for wrap in reversed(middleware):
        handler = wrap(handler)
    return handler


def logged(service: str) -> EventMiddleware:
    """Say what was handled, and what was not."""

    def wrap(handler: EventHandler) -> EventHandler:
        async def log_event(received: Received) -> None:
            told = {
                "service": service,
                "subject": received.topic.subject,
                "event_id": received.id,
                "deliveries": received.deliveries,
            }
            try:
                await handler(received)
            except Exception as error:
                cause = error.__cause__ or error
                log.warning("event_failed", error=str(cause) or type(cause).__name__, **told)
                raise
            log.debug("event_handled", **told)

        return log_event

    return wrap


def measured_event(service: str) -> EventMiddleware:
    """Count and time what is handled."""

    def wrap(handler: EventHandler) -> EventHandler:
        async def measure_event(received: Received) -> None:
            outcome, began = "failed", time.monotonic()
            try:
                await handler(received)
                outcome = "done"
            except PermanentError:
                outcome = "permanent"
                raise
            finally:
                HANDLE_SECONDS.labels(service, received.topic.subject).observe(time.monotonic() - began)
                HANDLED.labels(service, received.topic.subject, outcome).inc()

        return measure_event

    return wrap


def traced_event(handler: EventHandler) -> EventHandler:
    """The same, in a span that is part of the trace which the message names; unchanged where nothing is traced."""
    if current_span() is None:
        return handler
    from opentelemetry import trace  # noqa: PLC0415  cqi.tracing says why
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415

    extract = TraceContextTextMapPropagator().extract
    start = trace.get_tracer(__name__).start_as_current_span

    async def trace_event(received: Received) -> None:
        subject = received.topic.subject
        attributes = {"messaging.system": "nats", "messaging.destination.name": subject}
        parent = extract(dict(received.headers))
        with start(f"process {subject}", parent, kind=trace.SpanKind.CONSUMER, attributes=attributes):
            await handler(received)

    return trace_event


def retried(first: float = 0.5, most: float = 60.0) -> EventMiddleware:
    """What fails comes again: after about `first` seconds, then twice as long each time, up to `most`.

    A third of it is left to chance, so that what has failed together does not come together again.
    """

    def wrap(handler: EventHandler) -> EventHandler:
        async def retry_event(received: Received) -> None:
            try:
                await handler(received)
            except RetryLater:
                raise
            except Exception as error:
                seconds = min(most, first * 2 ** min(received.deliveries - 1, 30))
                raise RetryLater(seconds * random.uniform(0.67, 1)) from error  # noqa: S311  no secret

        return retry_event

    return wrap


def dead_lettered(bus: Bus, service: str) -> EventMiddleware:
    """A message that no repetition helps goes to `dead.{service}.{subject}` with the reason, and is done with."""

    def wrap(handler: EventHandler) -> EventHandler:
        async def bury_event(received: Received) -> None:
            try:
                await handler(received)
            except PermanentError as error:
                reason = " ".join(str(error).split())
                subject = received.topic.subject
                await bus.keep(DEAD_LETTERS, "dead.>")
                await bus.send(
                    f"dead.{service}.{subject}", received.payload, dead_headers(received, service, reason)
                )
                log.error(  # noqa: TRY400  the sentence says it all
                    "event_dead_lettered",
                    service=service,
                    subject=subject,
                    event_id=received.id,
                    error=reason,
                )

        return bury_event

    return wrap


def dead_headers(received: Received, service: str, reason: str) -> dict[str, str]:
    """Those of the message, but for what its publisher told its stream: that is not true of this one."""
    headers = {name: value for name, value in received.headers.items() if not name.startswith("Nats-")}
    if received.id:
        headers[MESSAGE_ID] = f"{service}/{received.id}"
    return headers | {REASON_HEADER: reason}


def once(remembered: int = 10_000) -> EventMiddleware:
    """A message whose id this process has handled, among the last so many, is done already.

    One that it has in hand comes again when that has ended.  A message without an id is always handled.
    """

    def wrap(handler: EventHandler) -> EventHandler:
        done: OrderedDict[str, None] = OrderedDict()
        in_hand: set[str] = set()

        async def handle_once(received: Received) -> None:
            if not (id_ := received.id):
                return await handler(received)
            if id_ in done:
                return None
            if id_ in in_hand:
                raise RetryLater(1)
            in_hand.add(id_)
            try:
                await handler(received)
            finally:
                in_hand.discard(id_)
            done[id_] = None
            if len(done) > remembered:
                done.popitem(last=False)
            return None

        return handle_once

    return wrap
