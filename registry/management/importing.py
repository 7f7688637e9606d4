"""What the import commands share: what they need of the database, how they run, and what they tell."""

from abc import ABC, abstractmethod
from argparse import ArgumentTypeError
from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandParser

from cqi.context import acting_as
from cqi.database import unhurried
from cqi.schema import require_current_schema
from registry.importers.engine import report
from registry.importers.engine.importer import Importer
from registry.importers.engine.pieces import MOST_AT_ONCE
from registry.importers.engine.plan import Plan
from registry.importers.engine.tables import Tables
from registry.writing.copying import copies_judged_at_the_end


def rows(text: str) -> int:
    """A number of rows to commit at once.  Raises ArgumentTypeError."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_AT_ONCE):
        raise ArgumentTypeError(f"{text!r} is not a number of rows from 1 to {MOST_AT_ONCE}")
    return int(text)


Runs = dict[Importer, Plan]
"""What each importer of a command found, in the order in which they ran."""


class ImportCommand(ABC, BaseCommand):
    """Runs importers one after another, each on what those before it brought, and tells what came of it."""

    lists_findings: ClassVar[bool] = False
    """Whether it lists each conflict and refusal without being asked."""

    @abstractmethod
    def importers(self, *_: Any, **options: Any) -> Sequence[Importer]:
        """The importers that the command's options mean.  Raises CommandError for options that mean none."""

    def tell(self, runs: Runs, *, verbose: bool) -> None:
        """Write what came of it, below the table of how many rows are new, changed and so on."""
        for text in report.summary(list(runs.values()), verbose=verbose):
            self.stdout.write(text)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="show what would change and write nothing")
        parser.add_argument(
            "--at-once",
            type=rows,
            default=MOST_AT_ONCE,
            metavar="ROWS",
            help=f"commit at most so many rows at once; {MOST_AT_ONCE:,} by default",
        )
        if not self.lists_findings:
            parser.add_argument("--verbose", action="store_true", help="list every conflict and refusal")

    @unhurried()
    def handle(self, *_: Any, dry_run: bool, at_once: int, **options: Any) -> None:
        require_current_schema()
        runs: Runs = {}
        tables = Tables()
        importers = self.importers(**options)
        self.stdout.write(report.heading())
        with acting_as(f"command:{type(self).__module__.rpartition('.')[2]}"), copies_judged_at_the_end():
            for importer in importers:
                runs[importer] = plan = importer.run(tables, dry_run=dry_run, at_once=at_once)
                self.stdout.write(report.line(importer.name, plan))
        self.tell(runs, verbose=options.get("verbose", self.lists_findings))
        if dry_run:
            self.stdout.write("\nThis was a dry run: nothing was written.")
