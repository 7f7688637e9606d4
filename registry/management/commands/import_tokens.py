"""`manage.py import_tokens NAME FILE`: a token list by the Uniswap schema, such as Optimism's."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from registry.importers.engine.importer import Importer
from registry.importers.sources.token_list import lone_list_importer
from registry.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Import a token list by the Uniswap schema."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("name", metavar="NAME", help="whose list it is: kept as the source of new assets")
        parser.add_argument("file", metavar="FILE", type=Path, help="the list, as JSON")

    def importers(self, *_: Any, name: str, file: Path, **__: Any) -> Sequence[Importer]:
        importer = lone_list_importer(name, name, file)
        try:
            importer.read()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from None
        except (ValueError, KeyError, TypeError):
            raise CommandError(f"{file} is no token list: right is JSON with a list of `tokens`") from None
        return [importer]
