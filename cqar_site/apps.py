"""The composition as a Django application: it brings the command that serves, and starts the traces."""

from django.apps import AppConfig
from django.conf import settings

from cqi.tracing import start_tracing


class CqarSiteConfig(AppConfig):
    """Has no models."""

    name = "cqar_site"
    verbose_name = "CQAR"

    def ready(self) -> None:
        """Here every program that serves comes by, before it makes a server: ours, and any WSGI server."""
        start_tracing(settings.CONFIG)
