"""`manage.py verify_history`: whether the record of changes is whole.

manage.py seal_history && manage.py verify_history --head >> /elsewhere/heads
manage.py verify_history --since "$(tail -1 /elsewhere/heads)"
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cqi.schema import require_current_schema
from registry.services.sealing import KeptHead, last_head, last_revision
from registry.services.verifying.whole import verify


class Command(BaseCommand):
    help = "Compare changes, versions, rows and the hash chain; ends with 1 where something is wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--since",
            metavar="HEAD",
            help="the last head that was kept elsewhere: all that it was made of must be there still",
        )
        parser.add_argument(
            "--head", action="store_true", help="only print the last head, to be kept elsewhere"
        )

    def handle(self, *args: Any, since: str | None, head: bool, **options: Any) -> None:
        require_current_schema()
        if head:
            self._print_head()
            return
        try:
            kept = None if since is None else KeptHead.parse(since)
        except ValueError as error:
            raise CommandError(f"--since: {error}") from None
        flaws = verify(kept, self._tell)
        if not flaws:
            where = "" if kept is None else f", the head of revision {kept.revision:,} among them"
            self.stdout.write(f"The record is whole: {last_revision():,} changes{where}.")
            return
        for line in flaws.lines():
            self.stdout.write(line)
        raise SystemExit(1)

    def _print_head(self) -> None:
        if (last := last_head()) is None:
            raise CommandError("there is no head yet: `manage.py seal_history` makes one")
        self.stdout.write(str(last))

    def _tell(self, text: str) -> None:
        self.stderr.write(text, self.style.NOTICE)
