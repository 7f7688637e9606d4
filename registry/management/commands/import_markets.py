"""`manage.py import_markets VENUE`: the markets that a venue's own API names, or a saved answer of it."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cqi.context import acting_as
from cqi.database import unhurried
from registry.importers.engine import report
from registry.importers.engine.claims import as_text
from registry.importers.engine.plan import Finding, Plan
from registry.importers.engine.tables import Tables
from registry.importers.markets.answer import AnswerImporter, NoMarkets
from registry.importers.markets.exchange import Unreachable, load
from registry.importers.markets.reading import VENUES, importer_of
from registry.management.schema import require_current_schema
from registry.models import VenueSymbol


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day such as 2026-11-20") from None


class Command(BaseCommand):
    help = "Import a venue's markets from its public API, or from a saved answer of it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("venue", choices=VENUES, metavar="VENUE", help=f"one of {', '.join(VENUES)}")
        parser.add_argument(
            "--file", type=Path, metavar="ANSWER", help="a saved answer instead of the live API"
        )
        parser.add_argument(
            "--observed", type=day, metavar="DAY", help="the day of the answer; today by default"
        )
        parser.add_argument("--dry-run", action="store_true", help="show what would change and write nothing")
        parser.add_argument(
            "--delist",
            action="store_true",
            help="delist what the answer no longer names: it must be complete",
        )

    @unhurried()
    def handle(self, *_: Any, dry_run: bool, **options: Any) -> None:
        require_current_schema()
        importer = self._importer(**options)
        with acting_as("command:import_markets"):
            plan = importer.run(Tables(), dry_run=dry_run)
        self._show(importer, plan)
        if dry_run:
            self.stdout.write("\nThis was a dry run: nothing was written.")

    def _importer(
        self, *, venue: str, file: Path | None, observed: date | None, delist: bool, **_: Any
    ) -> AnswerImporter:
        try:
            saved = self._answer(file) if file else None
            return importer_of(venue, observed or timezone.now().date(), saved, delist=delist)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from None
        except ValueError as error:
            raise CommandError(f"{file} is not JSON: {error}") from None
        except (NoMarkets, Unreachable) as error:
            raise CommandError(str(error)) from None

    def _answer(self, file: Path) -> Any:
        answer = load(file.read_text(encoding="utf-8"))
        if not isinstance(answer, dict | list):
            raise CommandError(f"{file} holds no answer of a venue")
        return answer

    def _show(self, importer: AnswerImporter, plan: Plan) -> None:
        listed = sum(isinstance(row, VenueSymbol) and not row.is_gone for row in plan.seen | plan.new)
        self.stdout.write(f"{len(importer.names)} markets in the answer, {listed} in the registry\n\n")
        self.stdout.write(report.heading())
        self.stdout.write(report.line(importer.name, plan))
        for row, differences in plan.changed.items():
            for name, (old, new) in differences.items():
                if name != "metadata":
                    self.stdout.write(f"  {row}: {name} {as_text(old)} -> {as_text(new)}")
        self._findings("Conflicts", list(plan.conflicts))
        self._findings("Refused", list(plan.refused))

    def _findings(self, title: str, findings: list[Finding]) -> None:
        if findings:
            self.stdout.write(f"\n{title}, by reason")
            details = (f"  {f.record}: {f.reason}: {f.detail}" for f in findings)
            for line in (*report.by_reason(findings), "", *details):
                self.stdout.write(line)
