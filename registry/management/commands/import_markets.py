"""`manage.py import_markets VENUE`: the markets that a venue's own API names, or a saved answer of it."""

from argparse import ArgumentTypeError
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from registry.importers.engine import report
from registry.importers.engine.importer import Importer
from registry.importers.engine.memory import as_text
from registry.importers.engine.plan import Plan
from registry.importers.markets.answer import AnswerImporter, NoMarkets
from registry.importers.markets.exchange import Unreachable, parse_answer
from registry.importers.markets.reading import VENUES, importer_of
from registry.management.importing import ImportCommand, Runs
from registry.models import VenueSymbol


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day such as 2026-11-20") from None


class Command(ImportCommand):
    help = "Import a venue's markets from its public API, or from a saved answer of it."
    lists_findings = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("venue", choices=VENUES, metavar="VENUE", help=f"one of {', '.join(VENUES)}")
        parser.add_argument(
            "--file",
            type=Path,
            action="append",
            default=[],
            metavar="ANSWER",
            help="a saved answer instead of the live API; repeated where the venue answers in parts",
        )
        parser.add_argument(
            "--observed", type=day, metavar="DAY", help="the day of the answer; today by default"
        )
        parser.add_argument(
            "--delist",
            action="store_true",
            help="delist what the answer no longer names, in the parts that it holds",
        )

    def importers(
        self, *_: Any, venue: str, file: list[Path], observed: date | None, delist: bool, **__: Any
    ) -> Sequence[Importer]:
        try:
            saved = [self._answer(path) for path in file]
            return [importer_of(venue, observed or timezone.now().date(), saved, delist=delist)]
        except (NoMarkets, Unreachable) as error:
            raise CommandError(str(error)) from None

    def _answer(self, file: Path) -> Any:
        try:
            answer = parse_answer(file.read_text(encoding="utf-8"))
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from None
        except ValueError as error:
            raise CommandError(f"{file} is not JSON: {error}") from None
        if not isinstance(answer, dict | list):
            raise CommandError(f"{file} holds no answer of a venue")
        return answer

    def tell(self, runs: Runs, *, verbose: bool) -> None:
        for importer, plan in runs.items():
            if isinstance(importer, AnswerImporter):
                listed = sum(isinstance(row, VenueSymbol) and not row.is_gone for row in plan.seen | plan.new)
                self.stdout.write(f"\n{len(importer.names)} markets in the answer, {listed} in the registry")
            self._tell_changes(plan)
        for text in report.findings(list(runs.values()), verbose=verbose):
            self.stdout.write(text)

    def _tell_changes(self, plan: Plan) -> None:
        for row, differences in plan.changed.items():
            for name, (old, new) in differences.items():
                if name != "metadata":
                    self.stdout.write(f"  {row}: {name} {as_text(old)} -> {as_text(new)}")
