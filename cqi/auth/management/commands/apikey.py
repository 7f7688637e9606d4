"""`manage.py apikey`: makes, lists and revokes the keys of services.

KEY=$(manage.py apikey create order-router --group reader)
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from cqi.auth.accounts import account
from cqi.auth.keys import issue, parsed_key, revoke
from cqi.auth.models import ApiKey
from cqi.errors import CqiError
from cqi.schema import require_current_schema

_DAYS = re.compile(r"([1-9]\d{0,4})d")


class Command(BaseCommand):
    help = "Makes, lists and revokes API keys."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="account|create|list|revoke")
        account_ = verbs.add_parser(
            "account", help="make a service account without a key, for a key of the configuration"
        )
        create = verbs.add_parser(
            "create", help="make a key, and the service account if it is new; prints the key, this once"
        )
        for making in (account_, create):
            making.add_argument("name", help="the service, such as order-router")
            making.add_argument("--group", help="put it into this group; without one it may do nothing")
        create.add_argument("--label", default="", help="what the key is for, or where it is kept")
        create.add_argument("--expires", metavar="90d|DATE", help="after days, or on a date at 00:00 UTC")
        verbs.add_parser("list", help="list the keys; the secrets are nowhere")
        verbs.add_parser("revoke", help="end a key within 5 seconds").add_argument(
            "public_id", help="as `list` shows it"
        )

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        require_current_schema()
        work: dict[str, Callable[..., Any]] = {
            "account": self.account,
            "create": self.create,
            "list": self.list,
            "revoke": self.revoke,
        }
        try:
            work[verb](**options)
        except CqiError as error:
            raise CommandError(str(error)) from None

    def create(self, *, label: str, expires: str | None, **options: Any) -> None:
        expires_at = expiry(expires) if expires else None
        with transaction.atomic():
            user = self.user_in(**options)
            key, text = issue(user, label=label, expires_at=expires_at)
        end = f"until {key.expires_at:%Y-%m-%d %H:%M} UTC" if key.expires_at else "until it is revoked"
        self.say(f"Key {key.public_id} of {user.get_username()}, {end}. It is not shown again:")
        self.stdout.write(text.get_secret_value())

    @transaction.atomic
    def account(self, **options: Any) -> None:
        user = self.user_in(**options)
        if not hasattr(user, "service_account"):
            raise CommandError(
                f"{user.get_username()} is a person, and keys of the configuration are services': take another name"
            )

    @transaction.atomic
    def user_in(self, *, name: str, group: str | None, **_: Any) -> Any:
        """The user of this name, new or not, and in this group."""
        user, is_new = account(name)
        if group:
            user.groups.add(group_named(group))
        groups = ", ".join(sorted(user.groups.values_list("name", flat=True)))
        self.say(
            f"{'New service account' if is_new else 'Existing user'} {user.get_username()}, "
            + (f"in {groups}." if groups else "in no group: give it one with --group.")
        )
        if not user.is_active:
            self.say(f"{user.get_username()} is not active: all its keys are refused.")
        return user

    def list(self, **_: Any) -> None:
        head = ("KEY", "USER", "STATE", "CREATED", "EXPIRES", "LAST USED", "LABEL")
        lines = [head, *map(columns, ApiKey.objects.select_related("user"))]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        for line in lines:
            cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())

    def revoke(self, *, public_id: str, **_: Any) -> None:
        whole = parsed_key(public_id)
        key = ApiKey.objects.filter(public_id=whole[0] if whole else public_id).first()
        if key is None:
            raise CommandError("there is no such key: `manage.py apikey list` shows those that there are")
        if key.revoked_at:
            raise CommandError(f"{key} was revoked on {in_utc(key.revoked_at)}")
        revoke(key)
        self.stdout.write(f"Revoked {key}: servers refuse it within 5 seconds.")

    def say(self, text: str) -> None:
        """For the person: what a script takes is on standard output alone."""
        self.stderr.write(text, self.style.NOTICE)


def group_named(name: str) -> Group:
    """Raises CommandError, with the names of those that there are."""
    if found := Group.objects.filter(name=name).first():
        return found
    known = ", ".join(Group.objects.order_by("name").values_list("name", flat=True))
    raise CommandError(f"there is no group {name}: there are {known}")


def expiry(text: str) -> datetime:
    """The moment that `90d` means from now, or at which a date begins, in UTC.  Raises CommandError."""
    if days := _DAYS.fullmatch(text):
        return timezone.now() + timedelta(days=int(days[1]))
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise CommandError(
            f"--expires: {text} is neither a number of days such as 90d nor a date such as 2030-12-31"
        ) from None


def columns(key: ApiKey) -> tuple[str, ...]:
    return (
        key.public_id,
        key.user.get_username(),
        key.state,
        in_utc(key.created_at),
        in_utc(key.expires_at),
        in_utc(key.last_used_at),
        key.label,
    )


def in_utc(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "-"
