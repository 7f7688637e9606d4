"""`manage.py import_tokens NAME FILE`: a token list by the Uniswap schema, such as Optimism's."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cqi.context import acting_as
from cqi.database import unhurried
from registry.importers.engine import report
from registry.importers.engine.tables import Tables
from registry.importers.sources import token_list
from registry.management.schema import require_current_schema


class Command(BaseCommand):
    help = "Import a token list by the Uniswap schema."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME", help="whose list it is: kept as the source of new assets")
        parser.add_argument("file", metavar="FILE", type=Path, help="the list, as JSON")
        parser.add_argument("--dry-run", action="store_true", help="show what would change and write nothing")
        parser.add_argument("--verbose", action="store_true", help="list every conflict and refusal")

    @unhurried()
    def handle(self, *_: Any, name: str, file: Path, dry_run: bool, verbose: bool, **__: Any) -> None:
        require_current_schema()
        importer = token_list.importer(name, name, file)
        try:
            importer.read()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from None
        except (ValueError, KeyError, TypeError):
            raise CommandError(f"{file} is no token list: right is JSON with a list of `tokens`") from None
        with acting_as("command:import_tokens"):
            plan = importer.run(Tables(), dry_run=dry_run)
        self.stdout.write(report.heading())
        self.stdout.write(report.line(name, plan))
        for text in report.summary({name: plan}, verbose=verbose):
            self.stdout.write(text)
        if dry_run:
            self.stdout.write("\nThis was a dry run: nothing was written.")
