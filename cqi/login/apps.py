"""Logins as a Django application."""

from django.apps import AppConfig, apps


class LoginConfig(AppConfig):
    name = "cqi.login"
    label = "cqi_login"
    verbose_name = "Logins"

    def ready(self) -> None:
        """Tell the log of logins, note when each session began, and call the libraries' pages what they are."""
        from . import events  # noqa: F401, PLC0415

        for label, name in (("axes", "Wrong passwords"), ("otp_totp", "Second factors")):
            apps.get_app_config(label).verbose_name = name
