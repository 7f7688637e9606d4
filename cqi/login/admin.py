"""What an administrator can do about logins: end a lock, and let a lost app be set up anew."""

from typing import Any

from axes.models import AccessAttempt
from django.contrib import admin
from django.http import HttpRequest
from django_otp.plugins.otp_totp.models import TOTPDevice

from cqi.login.shown import OnlyShownAdmin

# Its own pages show the secrets.
admin.site.unregister(TOTPDevice)


class RemovableAdmin(OnlyShownAdmin):
    """Rows that the program writes: a person looks at them and removes them."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(AccessAttempt)
class AccessAttemptAdmin(RemovableAdmin):
    """Wrong passwords of late.  Removing those of a name unlocks it."""

    list_display = ("username", "ip_address", "failures_since_start", "attempt_time")
    search_fields = ("username", "ip_address")
    fields = ("username", "ip_address", "failures_since_start", "attempt_time", "user_agent")


@admin.register(TOTPDevice)
class AuthenticatorAdmin(RemovableAdmin):
    """Authenticator apps.  Removing the one of a user lets a new one be set up at the next login."""

    list_display = ("user", "created_at", "last_used_at")
    list_select_related = ("user",)
    search_fields = ("user__username",)
    fields = ("user", "created_at", "last_used_at")
