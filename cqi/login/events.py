"""What is told of logins in the log, and kept in the session.

Somebody may type a password where the name belongs.  A name is therefore told only where a user has it.
"""

import time
from typing import Any

import structlog
from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from cqi.login.sessions import BEGAN

log = structlog.get_logger(__name__)


@receiver(user_logged_in)
def begin(request: HttpRequest, user: Any, **_: Any) -> None:
    request.session[BEGAN] = int(time.time())
    log.info("logged_in", user=user.get_username(), address=request.META.get("REMOTE_ADDR"))


@receiver(user_logged_out)
def tell_logout(request: HttpRequest, user: Any, **_: Any) -> None:
    if user is not None:
        log.info("logged_out", user=user.get_username(), address=request.META.get("REMOTE_ADDR"))


@receiver(user_login_failed)
def tell_failure(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    address = request.META.get("REMOTE_ADDR") if request else None
    log.warning("login_failed", user=known_name(credentials.get("username")), address=address)


@receiver(user_locked_out)
def tell_lock(username: str | None, ip_address: str | None, **_: Any) -> None:
    log.warning("login_locked", user=known_name(username), address=ip_address)


def known_name(typed: str | None) -> str | None:
    users = get_user_model()._default_manager
    return typed if users.filter(username=typed).exists() else None
