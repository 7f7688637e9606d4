"""The composition as a Django application: the commands that serve and migrate, and every program's start."""

from django.apps import AppConfig
from django.conf import settings
from django.db.backends.signals import connection_created

from cqar_site.statements import time_statements
from cqi.database import refuse_pooler
from cqi.tracing import start_tracing


class CqarSiteConfig(AppConfig):
    """Has no models."""

    name = "cqar_site"
    verbose_name = "CQAR"

    def ready(self) -> None:
        """Every program comes here before it makes a server or asks the database, a WSGI server too."""
        connection_created.connect(refuse_pooler)
        connection_created.connect(time_statements)
        # Behind the probes: the instrumentation looks at the host, and theirs is no name that is known.
        start_tracing(settings.CONFIG, settings.MIDDLEWARE.index("cqar_site.ops.any_host") + 1)
