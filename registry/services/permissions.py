"""Who may do what: the groups and their permissions, in one table.

After each migration the groups named here have exactly these permissions; other groups are left alone.
"""

from fnmatch import fnmatchcase
from typing import Any

from django.apps import apps as installed_apps
from django.apps.registry import Apps

from registry.models import QualityFlag, Row

MERGE_ASSET = "registry.merge_asset"
REVERT_CHANGE = "registry.revert_change"
SEE_CHANGES = "registry.view_change"
RAISE_FLAG = "registry.add_qualityflag"
RESOLVE_FLAG = "registry.resolve_qualityflag"
"""Curators may raise any flag and resolve none.  Raising one only stops trading, and whoever sees a danger must be
able to do that at once; to end a stop is the risk desk's decision.
"""

ADMIN = "admin"
_READING = ("registry.view_*",)
_CURATING = tuple(
    f"registry.{verb}_{model._meta.model_name}"
    for model in installed_apps.get_app_config("registry").get_models()
    if issubclass(model, Row) and model is not QualityFlag
    for verb in ("add", "change", "delete")
)

GROUPS = {
    "reader": _READING,
    "curator": (*_READING, *_CURATING, MERGE_ASSET, RAISE_FLAG),
    "risk officer": (*_READING, RAISE_FLAG, RESOLVE_FLAG),
    ADMIN: ("registry.*", "cqi_auth.*", "axes.*", "otp_totp.*", "auth.*", "admin.*"),
}
"""The names of permissions, or patterns for them."""


def set_groups(using: str, apps: Apps = installed_apps, **_: Any) -> None:
    """Give each group what the table says; Django calls it after a migration, when all permissions are there."""
    try:
        group_model, permission_model = (apps.get_model("auth", name) for name in ("Group", "Permission"))
    except LookupError:  # a migration that goes back before the tables of groups
        return
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in permission_model._default_manager.using(using).select_related("content_type")
    }
    for name, patterns in GROUPS.items():
        group, _created = group_model._default_manager.using(using).get_or_create(name=name)
        group.permissions.set(
            permission
            for spelled, permission in known.items()
            if any(fnmatchcase(spelled, pattern) for pattern in patterns)
        )
