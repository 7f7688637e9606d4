"""Raising and resolving quality flags.

Who did it is kept twice: the authenticated caller as the actor, and the name that the request claims.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from cqi.context import actor
from cqi.errors import NotFound, RuleViolated
from registry.models import Asset, QualityFlag
from registry.services import rows
from registry.values.choices import Severity


def raise_flag(values: Mapping[str, Any]) -> QualityFlag:
    """A new active flag, on what the named asset has become.  Its source is the caller where none is said."""
    values = {"source": actor(), **values, "raised_actor": actor()}
    if "severity" in values:
        values["severity"] = Severity[values["severity"]]
    return rows.create_row(QualityFlag, values)


@transaction.atomic
def resolve_flag(
    flag_id: Any, *, notes: str, claimed: str | None = None, version: int | None = None
) -> QualityFlag:
    """End a flag, saying what was found.  Raises RuleViolated for one that is resolved already."""
    flag = rows.present(QualityFlag, flag_id, version)
    if flag.resolved_at is not None:
        raise RuleViolated(
            f"the flag was resolved at {flag.resolved_at:%Y-%m-%d %H:%M:%S} UTC", reason="ALREADY_RESOLVED"
        )
    flag.resolved_at, flag.resolved_by, flag.resolved_actor = timezone.now(), claimed, actor()
    flag.resolution_notes = notes
    flag.save()
    return flag


def judged_asset(asset_id: Any, *, show_deleted: bool = False) -> Asset:
    """The asset whose flags answer for this id: for a merged one the asset it became.

    Raises NotFound for one that is unknown or deleted: an empty list of flags would read as "nothing
    speaks against it".
    """
    asset = Asset.objects.select_related("merged_into").filter(pk=asset_id).first()
    found = asset and asset.final
    if found is None or (found.deleted_at is not None and not show_deleted):
        raise NotFound("Asset", str(asset_id))
    return found
