"""`manage.py warm`: loads the most used entries into the cache, as a start does."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from registry.reading import cache
from registry.services.warming import MOST_KEPT, warm


class Command(BaseCommand):
    help = "Loads the entries of the cache that are used most, as every start does beside serving."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--most", type=int, default=MOST_KEPT, help=f"how many at most; {MOST_KEPT:,} by default"
        )

    def handle(self, *args: Any, most: int, **options: Any) -> None:
        if most < 1:
            raise CommandError("--most: must be 1 or more")
        loaded = warm(most)
        if cache.store.availability.is_paused:
            raise CommandError("Redis does not answer or takes no writes: nothing is loaded")
        self.stdout.write(f"{loaded:,} entries are in the cache")
