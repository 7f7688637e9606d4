"""`manage.py unlock_login NAME`: forgets the wrong passwords of a name, so that it can log in at once."""

from typing import Any

from axes.utils import reset
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    help = "Forgets the wrong passwords that were typed for a name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the user's name")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        found = reset(username=name)
        self.stdout.write(f"{name} can log in." if found else f"There were no wrong passwords for {name}.")
