"""The composition as a Django application: it has the commands that serve and migrate, and starts the traces."""

from django.apps import AppConfig
from django.conf import settings

from cqi.tracing import start_tracing


class CqarSiteConfig(AppConfig):
    """Has no models."""

    name = "cqar_site"
    verbose_name = "CQAR"

    def ready(self) -> None:
        """Start the traces: every program that serves comes here before it makes a server, a WSGI server too."""
        start_tracing(settings.CONFIG)
