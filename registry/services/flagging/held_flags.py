"""Which active flags an asset has: its own, and those of every asset that it stands for.

A merged asset has the flags of the asset it became.  The trade check, the lists of flags and the pages of the
admin read this rule here, so that none of them calls an asset clean that another blocks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from registry.models import QualityFlag
from registry.reading.resources import FLAG
from registry.reading.search.classes import is_true
from registry.rules.graph import Step, walk
from registry.values.choices import DERIVING, Severity

ACTIVE = Q(resolved_at__isnull=True)
FEW_FLAGGED = 4000
"""So many flagged assets can be named in a query."""

# The same rule as that of `flags_held`, from the other end: from the flagged assets to all that have their flags.
# There may be many flagged assets, so their relationships are found together.  Those of heirs, which are few, are
# found one by one.  OFFSET 0 keeps it so: the planner expects a recursion to find far more rows than it does.
# The keys are one text: every statement of a page takes them, and a value for each takes longer than to look it up.
NAMED = """
WITH RECURSIVE flagged(asset_id) AS NOT MATERIALIZED (
    SELECT asset_id FROM registry_qualityflag WHERE resolved_at IS NULL AND severity >= %(least)s
), heir(asset_id) AS (
    SELECT from_asset_id FROM registry_assetrelationship
    WHERE relationship_type = ANY(%(types)s) AND to_asset_id IN (SELECT asset_id FROM flagged)
  UNION
    SELECT next.asset_id FROM heir CROSS JOIN LATERAL (
        SELECT from_asset_id AS asset_id FROM registry_assetrelationship
        WHERE to_asset_id = heir.asset_id AND relationship_type = ANY(%(types)s) OFFSET 0
    ) AS next
), merged AS (
    SELECT asset_id, merged_into_id FROM registry_asset WHERE merged_into_id IS NOT NULL OFFSET 0
), first AS (
    SELECT DISTINCT asset_id FROM flagged LIMIT %(few)s + 1
)
SELECT (SELECT count(*) FROM first) <= %(few)s AS is_few, coalesce(array_agg(asset_id)::text, '{}') FROM (
    SELECT asset_id FROM first WHERE (SELECT count(*) FROM first) <= %(few)s
  UNION ALL
    SELECT asset_id FROM heir
  UNION ALL
    SELECT asset_id FROM merged
    WHERE merged_into_id IN (SELECT asset_id FROM flagged UNION ALL SELECT asset_id FROM heir)
) AS held
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


def flags_held(
    starts: Iterable[UUID], ways: Mapping[UUID, Sequence[Step]], active: Iterable[QualityFlag]
) -> dict[UUID, list[HeldFlag]]:
    """The active flags of each of these assets: its own first, then those of the nearest.

    `ways` are the relationships that derive value, as far as they lead from these assets, in the order in which
    they were registered.  Of one flagged asset the most severe flag comes first.
    """
    raised: dict[UUID, list[QualityFlag]] = {}
    for flag in sorted(active, key=lambda flag: (-flag.severity, flag.pk)):
        raised.setdefault(flag.asset_id, []).append(flag)
    return {start: [*held_along(paths_from(start, ways), raised)] if raised else [] for start in starts}


def held_along(
    paths: Iterable[tuple[UUID, ...]], raised: Mapping[UUID, Sequence[QualityFlag]]
) -> Iterator[HeldFlag]:
    for path in paths:
        for flag in raised.get(path[-1], ()):
            yield HeldFlag(flag, path)


def paths_from(start: UUID, ways: Mapping[UUID, Sequence[Step]]) -> Iterator[tuple[UUID, ...]]:
    """The paths to each asset whose flags this one has: to itself, and to what it stands for."""
    yield (start,)
    for reached in walk(start, ways, None) if start in ways else ():
        yield tuple(reached.asset_ids)


def holding_flags(least: Severity, few: int = FEW_FLAGGED) -> Q:
    """The assets that have an active flag of at least this severity.  One query.

    Few flagged assets are named one by one.  Where there are many, the database puts their keys into a table in
    memory, beside those of the assets that have the flags of others, and asks it of each asset that it comes to.
    """
    with connection.cursor() as cursor:
        cursor.execute(NAMED, {"least": least.value, "types": [*DERIVING], "few": few})
        is_few, keys = cursor.fetchone()
    if is_few:
        return Q(pk__in=RawSQL("SELECT unnest(%s::uuid[])", [keys]))
    flagged = RawSQL(
        """
        SELECT asset_id FROM registry_qualityflag WHERE resolved_at IS NULL AND severity >= %s
        UNION ALL SELECT unnest(%s::uuid[])
        """,
        [least.value, keys],
    )
    # As a value it is asked row by row in the order of the list, of which the first rows are enough.
    return Q(is_true(Q(pk__in=flagged)))
