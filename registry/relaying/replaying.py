"""Publishing what was published before, for consumers that have lost it."""

import time

from cqi.bus.connection import connected
from cqi.bus.topics import MESSAGE_ID
from registry.models import Change

from .messages import REPLAY_HEADER, OutgoingEvent, outgoing

REPLAYED_AT_ONCE = 500


def events_between(first: int, last: int) -> list[OutgoingEvent]:
    """The events of these revisions in their order; those that cannot be made are left out."""
    changes = Change.objects.filter(revision__gte=first, revision__lte=last, message__isnull=False)
    return [event for event in outgoing(changes.order_by("revision")) if not event.problem]


async def publish_again(url: str, events: list[OutgoingEvent]) -> None:
    """Publish these again, under ids of their own: under the old ones the stream would drop them.

    What CloudEvents and the payload say is as it was, so a consumer that has one of them knows it.
    """
    now = time.time_ns()
    async with connected(url, "replay") as client:
        js = client.jetstream()
        for event in events:
            own = {MESSAGE_ID: f"{event.id}/{now}", REPLAY_HEADER: event.id}
            await js.publish(event.subject, event.payload, headers=event.headers | own)
