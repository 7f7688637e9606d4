"""`manage.py repair`: mends fields of one row by hand, through the one write path and with a record.

manage.py repair AssetDeployment 0193e4a2-7c1f-7d3a-9b52-3f8a6c0d9e11 decimals=6 --reason "the contract says 6"
"""

import getpass
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cqi.context import acting_as, because
from cqi.errors import CqiError
from cqi.schema import require_current_schema
from registry.models import Change
from registry.services.repairing import Difference, mend, model_named, values_of
from registry.writing.refusals import explained

LONGEST_ACTOR = Change._meta.get_field("actor").max_length or 0


class Command(BaseCommand):
    help = "Set fields of one row by hand. Shows what differs, asks, and leaves a change like every write."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("model", help="the kind of row, such as AssetDeployment")
        parser.add_argument("key", help="its id")
        parser.add_argument("fields", nargs="+", metavar="field=value", help="an empty value is no value")
        parser.add_argument("--reason", required=True, metavar="TEXT", help="why: it is kept with the change")
        parser.add_argument("--actor", default="", help="who does it; the user of this shell by default")
        parser.add_argument("--yes", action="store_true", help="do not ask")
        parser.add_argument("--dry-run", action="store_true", help="show what would change and write nothing")

    def handle(
        self,
        *args: Any,
        model: str,
        key: str,
        fields: Sequence[str],
        reason: str,
        actor: str,
        yes: bool,
        dry_run: bool,
        **options: Any,
    ) -> None:
        require_current_schema()
        reason = required_text("--reason", reason)
        actor = required_text("--actor", actor or getpass.getuser())
        if len(actor) > LONGEST_ACTOR:
            raise CommandError(f"--actor: must have at most {LONGEST_ACTOR} characters")
        try:
            kind = model_named(model)
            values = values_of(kind, assignments(fields))
            with acting_as(actor), because(reason):
                version, differences = mend(kind, key, values, dry_run=True)
                self._show(differences)
                if not differences or dry_run or not (yes or self._agreed()):
                    self.stdout.write("Nothing was written.")
                    return
                # What was shown is what is written: at another version it is refused.
                mend(kind, key, values, version=version)
        except Exception as error:
            raise as_command_error(error) from error
        self.stdout.write(f"Written, as version {version + 1}, by {actor}.")

    def _show(self, differences: Sequence[Difference]) -> None:
        for name, before, after in differences:
            self.stdout.write(f"{name}: {as_shown(before)} -> {as_shown(after)}")

    def _agreed(self) -> bool:
        return input("Write this? [y/N] ").strip().lower() in ("y", "yes")


def required_text(option: str, text: str) -> str:
    if not (text := text.strip()):
        raise CommandError(f"{option}: must be set")
    return text


def assignments(fields: Sequence[str]) -> dict[str, str]:
    """Raises CommandError for what is no `field=value`, and for a field that is there twice."""
    values: dict[str, str] = {}
    for each in fields:
        name, equals, text = each.partition("=")
        if not equals or not name:
            raise CommandError(f"{each!r} is no field=value, such as decimals=6")
        if name in values:
            raise CommandError(f"{name}: is there twice")
        values[name] = text
    return values


def as_shown(value: Any) -> str:
    return "nothing" if value is None else repr(value) if isinstance(value, str) else str(value)


def as_command_error(error: Exception) -> Exception:
    """The sentences of a refusal; what nobody foresaw stays as it is."""
    match explained(error):
        case CqiError() as refusal:
            return CommandError(str(refusal))
        case [*found]:
            return CommandError("\n".join(f"{each.field}: {each.text}".removeprefix(": ") for each in found))
    return error
