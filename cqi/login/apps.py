"""Logins as a Django application."""

from django.apps import AppConfig


class LoginConfig(AppConfig):
    name = "cqi.login"
    label = "cqi_login"
    verbose_name = "Logins"

    def ready(self) -> None:
        """Tell the log of logins, and note when each session began."""
        from . import events  # noqa: F401, PLC0415
