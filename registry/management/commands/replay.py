"""`manage.py replay`: publishes the events of a range of revisions again."""

import asyncio
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from nats.errors import Error as NatsError

from cqi.bus.connection import bus_url
from registry.relaying.replaying import REPLAYED_AT_ONCE, events_between, publish_again


class Command(BaseCommand):
    help = (
        "Publishes the events of a range of revisions again, in its order, for consumers that have lost them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("first", type=int, help="the first revision")
        parser.add_argument("last", type=int, help="the last revision")

    def handle(self, *args: Any, first: int, last: int, **options: Any) -> None:
        if not 0 < first <= last:
            raise CommandError("first and last: must be revisions, the first not after the last")
        published, url = 0, bus_url(settings.CONFIG)
        for start in range(first, last + 1, REPLAYED_AT_ONCE):
            events = events_between(start, min(last, start + REPLAYED_AT_ONCE - 1))
            try:
                asyncio.run(publish_again(url, events))
            except (NatsError, OSError) as error:
                raise CommandError(
                    f"{published:,} were published, up to revision {start - 1}: {error}"
                ) from error
            published += len(events)
        self.stdout.write(f"{published:,} events were published again.")
