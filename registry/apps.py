"""The registry as a Django application."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "registry"
    verbose_name = "Asset registry"

    def ready(self) -> None:
        from registry.writing import signals  # noqa: F401, PLC0415  they need the models
