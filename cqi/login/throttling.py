"""How often a password may be wrong, counted by django-axes.

Wrong passwords for a name are counted by address: whoever guesses has to wait, and the colleague at the next
desk, or the one who is guessed at, does not.  One who guesses from many addresses is counted by name alone.
That count locks only addresses from which the user did not log in lately, so that a stranger who knows a
name can never keep its owner out of the office.  Every lock ends by itself; attempts during it do not
prolong it.
"""

from datetime import timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessLog
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from unfold.forms import AuthenticationForm

_STRANGERS = 10
"""So many wrong passwords from anywhere count as one from the address itself."""
_REMEMBERED = timedelta(days=30)


class LoginAttempts(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """Counts wrong passwords in the database, where all processes see them and a restart keeps them.

    AXES_LOCKOUT_PARAMETERS is to be name and address together, then the name.
    """

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        from_here, from_anywhere = (
            attempts.aggregate(failures=Sum("failures_since_start"))["failures"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        is_known = from_anywhere >= _STRANGERS and logged_in_lately(request, credentials)
        return from_here if is_known else max(from_here, from_anywhere // _STRANGERS)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Forget the wrong passwords from this address, after a right one.

        Those from other addresses stay counted: the user's login does not end what others try.
        """
        deleted, _ = self.filter_user_attempts(request, credentials)[0].delete()
        return int(deleted)


def counted_name(request: Any, credentials: dict[str, Any] | None) -> str | None:
    """By what wrong passwords are counted and recorded: the user's name, or a digest of what else was typed.

    People type their password into the field of the name.
    """
    typed = (credentials or {}).get("username") or (request.POST.get("username") if request else None)
    if not typed or get_user_model()._default_manager.filter(username=typed).exists():
        return typed
    return f"unknown {salted_hmac('cqi.login', typed).hexdigest()[:32]}"


def logged_in_lately(request: Any, credentials: dict[str, Any] | None) -> bool:
    return bool(
        AccessLog.objects.filter(
            username=get_client_username(request, credentials),
            ip_address=request.axes_ip_address,
            attempt_time__gt=request.axes_attempt_time - _REMEMBERED,
        ).exists()
    )


class LoginForm(AuthenticationForm):  # type: ignore[misc]  # unfold has no types
    """The login form.  It says that a name is locked; all other refusals have the same words."""

    def get_invalid_login_error(self) -> ValidationError:
        if not getattr(self.request, "axes_locked_out", False):
            return super().get_invalid_login_error()  # type: ignore[no-any-return]  # unfold has no types
        minutes = settings.CONFIG.admin.login_wait_minutes
        return ValidationError(
            "There were too many wrong passwords for this name. None is looked at now, not even the right one:"
            f" wait {minutes} minutes, or ask an administrator to unlock the name.",
            code="locked",
        )

    def confirm_login_allowed(self, user: Any) -> None:
        """Count a person who may not log in here as a wrong password.

        Otherwise a name that is never locked would tell that its password was right.  A service may not: what it
        has are keys, which end, and which nobody types.
        """
        try:
            super().confirm_login_allowed(user)
            is_allowed = not hasattr(user, "service_account")
        except ValidationError:
            is_allowed = False
        if not is_allowed:
            typed = {"username": user.get_username()}
            user_login_failed.send(__name__, credentials=typed, request=self.request)
            raise self.get_invalid_login_error()


def answer_locked(_request: HttpRequest, page: HttpResponse, _credentials: Any) -> HttpResponse:
    """The login page with status 429 and the time to wait."""
    page.status_code = 429
    page["Retry-After"] = str(settings.CONFIG.admin.login_wait_minutes * 60)
    return page
