"""Raising and resolving quality flags.

Who did it is kept twice: the authenticated caller as the actor, and the name that the request claims.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from cqi.context import actor
from cqi.errors import RuleViolated
from registry.models import QualityFlag
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
