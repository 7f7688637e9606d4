"""A caller, as everything that asks who it is and what it may do sees it."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.auth import get_permission_codename

DEVELOPER = "developer"


@dataclass(frozen=True, slots=True)
class Caller:
    """A service or a person: a Django user, as it was when the directory was last read."""

    name: str
    """The user's name: what logs, metrics and records say."""
    permissions: frozenset[str]
    """As Django spells them, such as registry.add_asset; those of its groups included."""
    calls_per_second: int | None = None
    """Its own limit; None where it has that of the configuration."""

    def may(self, permission: str) -> bool:
        return permission in self.permissions


def developer() -> Caller:
    """Who calls on a developer's machine without a credential; it may do everything, and is no row anywhere."""
    return Caller(DEVELOPER, every_permission())


def every_permission() -> frozenset[str]:
    """What the models of all applications declare; Django makes the rows of these after each migration."""
    return frozenset(
        f"{model._meta.app_label}.{codename}"
        for model in apps.get_models()
        for codename in (
            *(get_permission_codename(action, model._meta) for action in model._meta.default_permissions),
            *(codename for codename, _ in model._meta.permissions),
        )
    )
