"""The registry as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = "Asset registry"

    def ready(self) -> None:
        """Join what needs the models: the resources, the write path by which rows are saved, and the groups."""
        from .models import Row  # noqa: PLC0415
        from .reading import resources  # noqa: F401, PLC0415
        from .services.permissions import set_groups  # noqa: PLC0415
        from .writing import write  # noqa: PLC0415

        Row.writer, Row.remover = write.write, write.remove
        post_migrate.connect(set_groups, sender=self)
