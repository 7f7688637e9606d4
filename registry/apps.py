"""The registry as a Django application."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = "Asset registry"

    def ready(self) -> None:
        """Join what needs the models: the table of resources, and the write path by which rows are saved."""
        from .models import Row  # noqa: PLC0415
        from .reading import resources  # noqa: F401, PLC0415
        from .writing import write  # noqa: PLC0415

        Row.writer, Row.remover = write.write, write.remove
