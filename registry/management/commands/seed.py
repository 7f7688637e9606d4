"""`manage.py seed`: loads the registry's own data, all importers in the order of trust.

It commits in pieces, and what was stopped between two of them is finished by running it again.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from cqi.embedded import data_folder
from registry.importers.engine import report
from registry.importers.engine.importer import Importer
from registry.importers.order import ORDER
from registry.management.importing import ImportCommand, Runs


class Command(ImportCommand):
    help = "Load the registry's own data (fixtures/); a second time it changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        names = [importer.name for importer in ORDER]
        parser.add_argument("--only", choices=names, action="append", help="this importer; may be repeated")

    def importers(self, *_: Any, only: list[str] | None, **__: Any) -> Sequence[Importer]:
        return [importer for importer in ORDER if not only or importer.name in only]

    def tell(self, runs: Runs, *, verbose: bool) -> None:
        super().tell(runs, verbose=verbose)
        path = data_folder(settings.CONFIG) / "seed-report.json"
        try:
            report.write_report(path, {importer.name: plan for importer, plan in runs.items()})
        except OSError as error:
            self.stderr.write(f"The report could not be written: {error}")
        else:
            self.stdout.write(f"\nEach change, conflict and refusal with its reason: {path}")
