"""Raising and resolving quality flags.

Who did it is kept twice: the authenticated caller as the actor, and the name that the request claims.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from cqi.context import actor
from cqi.errors import RuleViolated
from registry.models import QualityFlag
from registry.models.quality import held_final
from registry.services import rows
from registry.values.choices import Severity
from registry.values.metadata import validate_metadata

from .held_flags import ACTIVE

SAME_FLAG = 0x666C6167
"""The first half of the keys of the advisory locks, which nothing else uses."""
MOST_REASONS = 16_384
"""The characters that a flag's reasons may have together.  A source may say something new every minute, and every
trade check reads all that it said."""


@transaction.atomic
def raise_flag(values: Mapping[str, Any]) -> QualityFlag:
    """A new active flag, on what the named asset has become.  Its source is the caller where none is said.

    A CRITICAL one extends the active CRITICAL flag of this asset, type and source, where one stands.
    """
    values = {"source": actor(), **values, "raised_actor": actor()}
    if "severity" in values:
        values["severity"] = Severity[values["severity"]]
    flag = QualityFlag(**values)
    if flag.severity == Severity.CRITICAL and (standing := standing_flag(flag)):
        extend(standing, flag)
        flag = standing
    flag.save()
    return flag


def standing_flag(new: QualityFlag) -> QualityFlag | None:
    """The active CRITICAL flag of the same asset, type and source, locked.

    Until the end of the transaction nobody else raises one.  The lock is not the asset's row, because a raise
    must not wait for those who change the asset.  Two assets that had one each may be merged, so there can be
    several: the first is taken.
    """
    try:
        new.conform()
    except ValidationError:
        return None  # saving it says all that is wrong
    final, same = held_final(new.asset_id), {"flag_type": new.flag_type, "source": new.source}
    with connection.cursor() as cursor:
        name = "/".join([str(final), *same.values()])
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [SAME_FLAG, name])
    found = QualityFlag.objects.filter(ACTIVE, asset=final, severity=Severity.CRITICAL, **same)
    return found.order_by("pk").select_for_update(no_key=True).first()


def extend(flag: QualityFlag, new: QualityFlag) -> None:
    """Add to a flag what a new one says beyond it, as far as there is room.  What it says already stays."""
    said, says = ((row.reason or "").splitlines() for row in (flag, new))
    added = [line for line in says if line not in said]
    reason = "\n".join([*said, *added])
    if added and len(reason) <= MOST_REASONS:
        flag.reason = reason
    flag.evidence_url = flag.evidence_url or new.evidence_url
    known = {**new.metadata, **flag.metadata}
    with suppress(ValidationError):
        validate_metadata(known)
        flag.metadata = known


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
