"""The users that are services."""

import re
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from cqi.auth.caller import DEVELOPER
from cqi.auth.models import ServiceAccount
from cqi.config.kinds import service_name
from cqi.context import ANONYMOUS
from cqi.errors import InvalidInput

LONGEST_NAME = 128
"""What the columns hold that say who did something; Django's own limit is 150."""
NO_USERS = frozenset({ANONYMOUS, DEVELOPER})
_NAME = re.compile(r"[a-z][a-z0-9-]{0,62}[a-z0-9]")


def checked_name(text: str) -> str:
    """A service's name as it is written everywhere.  Raises InvalidInput for what is none."""
    if not _NAME.fullmatch(name := service_name(text)):
        raise InvalidInput("name", "must be of letters, digits and hyphens, such as order-router")
    refuse_unrecordable(name)
    return name


def refuse_unrecordable(name: str) -> None:
    """Raise InvalidInput for a name that records have no room for, or by which they call who is no user."""
    if len(name) > LONGEST_NAME:
        raise InvalidInput("name", f"must have at most {LONGEST_NAME} characters")
    if name.lower() in NO_USERS:
        raise InvalidInput(
            "name", f"is what the log calls those who are no users: choose another than {name}"
        )


def account(name: str) -> tuple[Any, bool]:
    """The user of this name, and whether it is new: then it is a service, without a password."""
    users = get_user_model()._default_manager
    if (user := users.filter(username=name).first()) or (
        user := users.filter(username=service_name(name)).first()
    ):
        return user, False
    with transaction.atomic():
        user = users.create_user(username=checked_name(name))
        ServiceAccount.objects.create(user=user)
    return user, True
