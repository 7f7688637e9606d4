"""`manage.py compare_stream`: whether rows, versions, changes and the stream of events say the same."""

import asyncio
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from nats.errors import Error as NatsError

from cqi.bus.connection import bus_url
from cqi.database import unhurried
from registry.relaying.comparing import stored_events, stream_differences, what_waits
from registry.relaying.stream import STREAM
from registry.services.verifying.flaws import Flaws
from registry.services.verifying.tables import check_revisions, check_versions
from registry.wire.events import mapping_by_kind


class Command(BaseCommand):
    help = "Compares rows, their versions, their changes and the stream, and names what differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--since", type=int, help="the first revision; by default the first that the stream has"
        )

    def handle(self, *args: Any, since: int | None, **options: Any) -> None:
        with unhurried():
            head, waiting = what_waits()
            try:
                stored = asyncio.run(stored_events(bus_url(settings.CONFIG), STREAM))
            except (NatsError, OSError) as error:
                raise CommandError(f"The stream cannot be read: {error}") from error
            lines = list(stream_differences(stored, head, waiting, since))
            flaws = Flaws()
            check_revisions(flaws)
            for mapping in mapping_by_kind().values():
                check_versions(flaws, mapping.model)
        for line in (*lines, *(flaws.lines() if flaws else ())):
            self.stdout.write(line)
        if lines or flaws:
            raise CommandError("They differ.")
        self.stdout.write(
            f"{len(stored):,} events up to revision {head:,}, {len(waiting):,} wait: all agree."
        )
