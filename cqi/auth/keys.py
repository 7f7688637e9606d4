"""API keys as text: how they are made, what is kept of them, and that nobody has more than two.

A key reads `cqk_<public id>_<secret>`, both parts in hexadecimal digits, so that whoever looks for secrets in code
and logs finds it by its form.  The public id may be told to anybody.
"""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from pydantic import SecretStr

from cqi.auth.models import ApiKey
from cqi.errors import RuleViolated

KEY_PREFIX = "cqk"
_PUBLIC_ID_BYTES, _SECRET_BYTES = 8, 32
MOST_LIVE = 2
"""The key in use, and the one that replaces it.  With a third, nobody could say which of them is used where."""


def digest(secret: str) -> bytes:
    """What is kept of a secret.  It has 256 random bits, so no slow hash is needed: there is nothing to guess."""
    return hashlib.sha256(secret.encode()).digest()


def parsed_key(text: str) -> tuple[str, str] | None:
    """The public id and the secret of a key, None for a text of another form."""
    prefix, _, rest = text.partition("_")
    public_id, separator, secret = rest.partition("_")
    return (public_id, secret) if prefix == KEY_PREFIX and separator else None


def check_new(user: Any, expires_at: datetime | None) -> None:
    """Raise RuleViolated where the user has two live keys already, or the new key would expire in the past."""
    if expires_at is not None and expires_at <= timezone.now():
        raise RuleViolated("A key must expire in the future, or never.")
    live = ApiKey.objects.filter(user=user).live()
    if live.count() >= MOST_LIVE:
        names = " and ".join(key.public_id for key in live)
        raise RuleViolated(
            f"{user.get_username()} has {MOST_LIVE} live keys, {names}: revoke the one that is not used."
        )


def issue(user: Any, *, label: str = "", expires_at: datetime | None = None) -> tuple[ApiKey, SecretStr]:
    """A new key of the user, and its text, which is nowhere else: show it once.

    Raises RuleViolated as `check_new` does.
    """
    with transaction.atomic():
        # Two that are issued at once would both find one live key.
        get_user_model()._default_manager.select_for_update().get(pk=user.pk)
        check_new(user, expires_at)
        public_id, secret = secrets.token_hex(_PUBLIC_ID_BYTES), secrets.token_hex(_SECRET_BYTES)
        key = ApiKey.objects.create(
            user=user, public_id=public_id, digest=digest(secret), label=label, expires_at=expires_at
        )
    return key, SecretStr(f"{KEY_PREFIX}_{public_id}_{secret}")


def revoke(key: ApiKey) -> None:
    """End a key, on every process within five seconds.  A key that was revoked before keeps its first time."""
    ApiKey.objects.filter(pk=key.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
