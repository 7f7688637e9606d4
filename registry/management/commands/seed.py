"""`manage.py seed`: loads the registry's own data, all importers in the order of trust.

Each importer is one transaction, so a seed that was stopped is simply run again.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from cqi.context import acting_as
from cqi.database import unhurried
from cqi.embedded import data_folder
from registry.importers.engine import report
from registry.importers.engine.plan import Plan
from registry.importers.engine.tables import Tables
from registry.importers.order import ORDER
from registry.management.schema import require_current_schema


class Command(BaseCommand):
    help = "Load the registry's own data (fixtures/); a second time it changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        names = [importer.name for importer in ORDER]
        parser.add_argument("--dry-run", action="store_true", help="show what would change and write nothing")
        parser.add_argument("--only", choices=names, action="append", help="this importer; may be repeated")
        parser.add_argument("--verbose", action="store_true", help="list every conflict and refusal")

    @unhurried()
    def handle(self, *_: Any, dry_run: bool, only: list[str] | None, verbose: bool, **__: Any) -> None:
        require_current_schema()
        plans: dict[str, Plan] = {}
        tables = Tables()
        self.stdout.write(report.heading())
        with acting_as("command:seed"):
            for importer in ORDER:
                if not only or importer.name in only:
                    plans[importer.name] = plan = importer.run(tables, dry_run=dry_run)
                    self.stdout.write(report.line(importer.name, plan))
        for text in report.summary(plans, verbose=verbose):
            self.stdout.write(text)
        self._write_report(plans)
        if dry_run:
            self.stdout.write("\nThis was a dry run: nothing was written.")

    def _write_report(self, plans: dict[str, Plan]) -> None:
        path = data_folder(settings.CONFIG) / "seed-report.json"
        try:
            report.write(path, plans)
        except OSError as error:
            self.stderr.write(f"The report could not be written: {error}")
        else:
            self.stdout.write(f"\nEach change, conflict and refusal with its reason: {path}")
