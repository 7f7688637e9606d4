"""`manage.py migrate`: Django's, without the time limits of a call: an index of a large table takes longer."""

from typing import Any

from django.core.management.commands import migrate

from cqi.database import unhurried


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with unhurried():
            super().handle(*args, **options)
