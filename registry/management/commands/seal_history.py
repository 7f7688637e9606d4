"""`manage.py seal_history`: hashes the changes since the last head into the chain."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cqi.database import unhurried
from cqi.errors import CqiError
from cqi.schema import require_current_schema
from registry.services.sealing import seal_history


class Command(BaseCommand):
    help = "Hash the changes since the last head into the chain; prints the head."

    @unhurried()
    def handle(self, *args: Any, **options: Any) -> None:
        require_current_schema()
        try:
            head = seal_history()
        except CqiError as error:
            raise CommandError(str(error)) from None
        if head is None:
            raise CommandError("nothing was ever changed: there is nothing to hash")
        self.stdout.write(str(head))
