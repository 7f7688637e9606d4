"""`manage.py purge`: deletes old answers that were kept for retries, ended sessions, and records of logins."""

from datetime import datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from registry.models import AnsweredRequest

KEPT_DAYS = 7
LOGINS_KEPT_DAYS = 90
BATCH = 5_000
"""As many as are deleted well within the time that a statement may take."""


class Command(BaseCommand):
    help = "Deletes old answers kept for retries, ended sessions and old records of logins; to be run daily."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days", type=int, default=KEPT_DAYS, help=f"how long an answer is kept; {KEPT_DAYS} by default"
        )

    def handle(self, *args: Any, days: int, **options: Any) -> None:
        if days < 1:
            raise CommandError("--days: must be 1 or more: a retry within the day finds its answer")
        before = timezone.now() - timedelta(days=days)
        deleted = 0
        while count := delete_batch(before):
            deleted += count
        self.stdout.write(f"{deleted:,} answers deleted, from before {before:%Y-%m-%d %H:%M} UTC")
        call_command("clearsessions")
        call_command("axes_reset_logs", age=LOGINS_KEPT_DAYS, stdout=self.stdout)


def delete_batch(before: datetime) -> int:
    """Delete the oldest of what is older, in a transaction of its own; how many there were."""
    oldest = (
        AnsweredRequest.objects.filter(created_at__lt=before)
        .order_by("created_at")
        .values_list("pk", flat=True)
    )
    return AnsweredRequest.objects.filter(pk__in=list(oldest[:BATCH])).delete()[0]
