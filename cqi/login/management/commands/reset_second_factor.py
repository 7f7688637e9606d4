"""`manage.py reset_second_factor NAME`: lets a user set up an authenticator app anew, where one was lost."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_otp.plugins.otp_totp.models import TOTPDevice


class Command(BaseCommand):
    help = "Removes a user's authenticator app: the next login sets one up."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="the user's name")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        if (user := get_user_model()._default_manager.filter(username=name).first()) is None:
            raise CommandError(f"There is no user {name}.")
        removed, _ = TOTPDevice.objects.filter(user=user).delete()
        self.stdout.write(f"{name} sets up an app at the next login." if removed else f"{name} has no app.")
