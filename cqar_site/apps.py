"""The composition as a Django application: it brings the command that serves."""

from django.apps import AppConfig


class CqarSiteConfig(AppConfig):
    """Has no models."""

    name = "cqar_site"
    verbose_name = "CQAR"
