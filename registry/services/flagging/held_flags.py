"""Which active flags an asset has: its own, and those of every asset that it stands for.

A merged asset has the flags of the asset it became.  The trade check, the lists of flags and the pages of the
admin read this rule here, so that none of them calls an asset clean that another blocks.  This module only reads.
"""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from registry.models import Asset, QualityFlag
from registry.reading.resources import FLAG
from registry.rules import graph
from registry.values.choices import DERIVING, Severity

ACTIVE = Q(resolved_at__isnull=True)
FEW_FLAGGED = 4000
"""So many flagged assets can be named in a query."""

# The same rule as that of `held_flags`, from the other end: from the flagged assets to all that have their flags.
# OFFSET 0 keeps each step an index scan for each asset; joined freely, it may become a scan of the table.
HEIRS = """
WITH RECURSIVE flagged(asset_id) AS MATERIALIZED (
    SELECT DISTINCT asset_id FROM registry_qualityflag WHERE resolved_at IS NULL AND severity >= %(least)s
), holding(asset_id) AS (
    SELECT asset_id FROM flagged
  UNION
    SELECT next.asset_id FROM holding CROSS JOIN LATERAL (
        SELECT from_asset_id AS asset_id FROM registry_assetrelationship
        WHERE to_asset_id = holding.asset_id AND relationship_type = ANY(%(types)s) OFFSET 0
    ) AS next
)
(SELECT asset_id FROM holding EXCEPT SELECT asset_id FROM flagged)
UNION ALL
SELECT asset_id FROM registry_asset WHERE merged_into_id IN (SELECT asset_id FROM holding)
"""


class HeldFlag(NamedTuple):
    """A flag as an asset has it."""

    flag: QualityFlag
    path: tuple[UUID, ...]
    """The assets from the one that has the flag to the one that was flagged; one asset where they are the same."""

    @property
    def is_inherited(self) -> bool:
        return len(self.path) > 1

    @property
    def is_critical(self) -> bool:
        return bool(self.flag.severity == Severity.CRITICAL)

    @property
    def summary(self) -> str:
        """`SCAM CRITICAL by ops: drained`."""
        flag = self.flag
        raised = f"{flag.flag_type} {Severity(flag.severity).name} by {flag.source}"
        grounds = flag.reason or flag.evidence_url
        return f"{raised}: {grounds}" if grounds else raised

    def message(self) -> Any:
        message = FLAG.to_message(self.flag)
        if self.is_inherited:
            message.asset_id, message.inherited_from = str(self.path[0]), str(self.flag.asset_id)
            message.path.extend(map(str, self.path))
        return message


def held_flags(assets: Collection[Asset]) -> dict[UUID, list[HeldFlag]]:
    """The active flags of each of these assets, by its key: its own first, then those of the nearest.

    Of one flagged asset the most severe flag comes first.  The paths of a merged asset begin at the asset it
    became.  Two queries.
    """
    judged = {asset.pk: asset.merged_into_id or asset.pk for asset in assets}
    paths = flag_paths(judged.values())
    active = active_flags({flagged for ways in paths.values() for flagged in ways})
    held = {
        key: [HeldFlag(flag, path) for flagged, path in ways.items() for flag in active.get(flagged, ())]
        for key, ways in paths.items()
    }
    return {key: held[final] for key, final in judged.items()}


def flag_paths(asset_ids: Iterable[UUID]) -> dict[UUID, dict[UUID, tuple[UUID, ...]]]:
    """The assets whose flags each of these has, each with the path that leads to it.  One query."""
    return {
        key: {key: (key,), **{each.asset_id: tuple(each.asset_ids) for each in reached}}
        for key, reached in graph.origins(asset_ids).items()
    }


def active_flags(asset_ids: Collection[UUID]) -> dict[UUID, list[QualityFlag]]:
    """The active flags that were raised on each of these assets, the most severe first."""
    found: dict[UUID, list[QualityFlag]] = {}
    rows = QualityFlag.objects.filter(ACTIVE, asset_id__in=asset_ids).order_by()
    for flag in sorted(rows, key=lambda flag: (-flag.severity, flag.pk)):
        found.setdefault(flag.asset_id, []).append(flag)
    return found


def holding_flags(least: Severity, few: int = FEW_FLAGGED) -> Q:
    """The assets that have an active flag of at least this severity.  Two queries.

    Few flagged assets are named one by one.  Of many the database looks for the flags of each asset that it comes
    to; only those that have the flags of others are named.
    """
    raised = QualityFlag.objects.filter(ACTIVE, severity__gte=least).order_by()
    flagged = [*raised.values_list("asset_id", flat=True).distinct()[: few + 1]]
    with connection.cursor() as cursor:
        cursor.execute(HEIRS, {"least": least.value, "types": [*DERIVING]})
        heirs = [key for (key,) in cursor.fetchall()]
    if len(flagged) <= few:
        return Q(pk__in=[*flagged, *heirs])
    return Q(Exists(raised.filter(asset=OuterRef("pk")))) | Q(pk__in=heirs)
