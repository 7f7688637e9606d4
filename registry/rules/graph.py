"""What stands for what, directly and through others: the closure over relationships.

One query finds every relationship that can be reached from any of the assets asked about; the walk
over them, nearest first, is done here, once for each of those assets.  The query keeps a set of assets,
not of paths, so neither a cycle nor many ways to one asset can make it long.

An asset that is reached in several ways is listed once, with one of its shortest paths: a path whose rate is known
goes before others, then the one that was registered first.  The rate is that of the path.  Deleted assets
are followed like any other: what stood for one still does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import MAX_PREC, Context, Decimal
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from registry.values.choices import DERIVING

EXACT = Context(prec=MAX_PREC)

DEPTH_COUNTED = 32
"""The largest limit of depth that the query itself counts.  While it counts, a cycle goes on up to the limit, so
larger limits are left to the walk."""

# OFFSET 0 keeps each step an index scan for each asset; joined freely, it may become a scan of the table.
REACHED = """
WITH RECURSIVE reached(asset_id, depth) AS (
    SELECT unnest(%(starts)s::uuid[]), 0
  UNION
    SELECT next.asset_id, CASE WHEN %(limit)s::int IS NULL THEN 0 ELSE depth + 1 END
    FROM reached CROSS JOIN LATERAL (
        SELECT {target} AS asset_id FROM registry_assetrelationship
        WHERE {source} = reached.asset_id AND relationship_type = ANY(%(types)s) OFFSET 0
    ) AS next
    WHERE %(limit)s::int IS NULL OR depth + 1 < %(limit)s::int
)
SELECT edge.* FROM (SELECT DISTINCT asset_id FROM reached) AS source CROSS JOIN LATERAL (
    SELECT relationship_id, {source}, {target}, conversion_rate FROM registry_assetrelationship
    WHERE {source} = source.asset_id AND relationship_type = ANY(%(types)s) OFFSET 0
) AS edge
ORDER BY relationship_id
"""
TO_ORIGINS = REACHED.format(source="from_asset_id", target="to_asset_id")
TO_DERIVATIVES = REACHED.format(source="to_asset_id", target="from_asset_id")


class Step(NamedTuple):
    """A relationship, in the direction of the walk."""

    relationship_id: UUID
    source: UUID
    target: UUID
    rate: Decimal | None


@dataclass(frozen=True)
class Reached:
    """An asset that the walk came to, and how."""

    asset_id: UUID
    steps: tuple[Step, ...]
    rate: Decimal | None
    """How many units of the origin one unit of the derivative stands for; None where a step's is unknown."""

    @property
    def depth(self) -> int:
        return len(self.steps)

    @property
    def relationship_ids(self) -> list[UUID]:
        """The path, from the asset asked about."""
        return [step.relationship_id for step in self.steps]

    @property
    def asset_ids(self) -> list[UUID]:
        """The assets on the path, from the one asked about to this one."""
        return [step.source for step in self.steps] + [self.asset_id]

    def then(self, step: Step) -> "Reached":
        known = self.rate is not None and step.rate is not None
        rate = EXACT.multiply(self.rate, step.rate) if known else None  # type: ignore[arg-type]
        return Reached(step.target, (*self.steps, step), rate)


Closure = dict[UUID, list[Reached]]
"""For each asset asked about, the assets reached from it, the nearest first; never itself."""


def origins(
    asset_ids: Iterable[UUID], types: Collection[str] = DERIVING, max_depth: int | None = None
) -> Closure:
    """What each of these assets stands for, directly and through others.  One query."""
    return closure(TO_ORIGINS, asset_ids, types, max_depth)


def derivatives(
    asset_ids: Iterable[UUID], types: Collection[str] = DERIVING, max_depth: int | None = None
) -> Closure:
    """What stands for each of these assets, directly and through others.  One query."""
    return closure(TO_DERIVATIVES, asset_ids, types, max_depth)


def closure(sql: str, asset_ids: Iterable[UUID], types: Collection[str], max_depth: int | None) -> Closure:
    """What a walk by this query reaches from each of the assets, at most `max_depth` steps away."""
    starts = list(dict.fromkeys(asset_ids))
    ways: dict[UUID, list[Step]] = defaultdict(list)
    for step in steps(sql, starts, types, max_depth):
        ways[step.source].append(step)
    return {start: walk(start, ways, max_depth) for start in starts}


def steps(
    sql: str, starts: Sequence[UUID] | Sequence[str], types: Collection[str], max_depth: int | None = None
) -> list[Step]:
    """Every relationship of these types that leads on from these assets, or from what they lead to."""
    if not starts:
        return []
    limit = max_depth if max_depth is not None and max_depth <= DEPTH_COUNTED else None
    with connection.cursor() as cursor:
        cursor.execute(sql, {"starts": list(starts), "types": list(types), "limit": limit})
        return [Step(*row) for row in cursor.fetchall()]


def walk(start: UUID, ways: Mapping[UUID, Sequence[Step]], max_depth: int | None) -> list[Reached]:
    """The assets that the ways lead to from the start, level by level, each by its best path."""
    seen = {start}
    found: list[Reached] = []
    level = [Reached(start, (), Decimal(1))]
    while level and (max_depth is None or level[0].depth < max_depth):
        level = next_level(level, ways, seen)
        seen.update(reached.asset_id for reached in level)
        found += level
    return found


def next_level(
    level: Iterable[Reached], ways: Mapping[UUID, Sequence[Step]], seen: Collection[UUID]
) -> list[Reached]:
    """The assets one step further that were not seen before, each by its best path."""
    best: dict[UUID, Reached] = {}
    for here in level:
        for step in ways.get(here.asset_id, ()):
            if step.target in seen:
                continue
            there, known = here.then(step), best.get(step.target)
            if known is None or (known.rate is None and there.rate is not None):
                best[step.target] = there
    return list(best.values())
