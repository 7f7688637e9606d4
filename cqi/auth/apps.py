"""Identity as a Django application."""

from django.apps import AppConfig


class AuthConfig(AppConfig):
    name = "cqi.auth"
    label = "cqi_auth"
    verbose_name = "Services and keys"
