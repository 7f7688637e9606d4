"""Merging two assets that are one: the source goes, everything of it moves to the target.

All of it happens in one transaction under the locks of both assets.  Rows that cannot both belong to
the target (two canonical deployments on a chain, two listings on a venue, the same relationship
twice) are collisions, which the request decides; undecided ones refuse the merge.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cqc.services.v1 import resolution_pb2 as pb
from django.db import transaction
from django.utils import timezone

from cqi.errors import InvalidInput, NotFound, RuleViolated, StaleVersion
from registry import cycles
from registry.mapping import Mapping as MessageMapping
from registry.models import Asset, Row

from .moves import MOVES, Move

Decisions = Mapping[tuple[str, str, str], int]
"""(entity type, source row, target row) -> MergeDecision."""


@dataclass
class Merge:
    """A merge under way."""

    source: Asset
    target: Asset
    decisions: Decisions
    default: int
    moved: int = 0
    collisions: list[Any] = field(default_factory=list)

    def move_all(self) -> None:
        for move in MOVES:
            for row in move.rows_of(self.source.pk):
                self._move(move, row)

    def _move(self, move: Move, row: Any) -> None:
        if move.is_edge_between(row, self.source.pk, self.target.pk):
            row.delete()
            return
        if (rival := move.rival(row, self.source.pk, self.target.pk)) is not None:
            decision = self._decide(row, rival, move.why)
            if decision == pb.MERGE_DECISION_UNSPECIFIED:
                return
            loser, winner = (row, rival) if decision == pb.MERGE_DECISION_KEEP_TARGET else (rival, row)
            move.give_way(loser, winner)
        # A row that really was removed has no key any more.
        if row.pk is not None:
            for name, value in move.after(row, self.source.pk, self.target.pk).items():
                setattr(row, name, value)
            row.save()
            self.moved += 1

    def _decide(self, row: Row, rival: Row, why: str) -> int:
        kind = MessageMapping.by_model[type(row)].message.DESCRIPTOR.name
        decision = self.decisions.get((kind, str(row.pk), str(rival.pk)), self.default)
        self.collisions.append(
            pb.MergeCollision(
                entity_type=kind,
                source_entity_id=str(row.pk),
                target_entity_id=str(rival.pk),
                detail=why,
                decision=decision,  # type: ignore[arg-type]
            )
        )
        return decision


@transaction.atomic
def merge(
    source_id: UUID,
    target_id: UUID,
    *,
    decisions: Decisions,
    default: int,
    versions: tuple[int, int] = (0, 0),
    validate_only: bool = False,
) -> Merge:
    """Merge the source into the target.

    Raises RuleViolated (MERGE_COLLISION) naming what is not decided, NotFound, StaleVersion.  With
    `validate_only` what is not decided is listed and nothing is refused for it.
    """
    if source_id == target_id:
        raise InvalidInput("target_asset_id", "is the source: an asset cannot be merged into itself")
    # Locked in the order of their keys, so that two merges cannot dead-lock.
    locked = {key: Asset.locked(key) for key in sorted((source_id, target_id))}
    merging = Merge(locked[source_id], locked[target_id], decisions, default)
    for asset, version in zip((merging.source, merging.target), versions, strict=True):
        check_mergeable(asset, version)
    # A relationship that is being added is either seen here and moved, or sees the merge and is refused.
    cycles.lock()
    merging.move_all()
    undecided = [c for c in merging.collisions if c.decision == pb.MERGE_DECISION_UNSPECIFIED]
    if undecided and not validate_only:
        raise RuleViolated(told(undecided), reason="MERGE_COLLISION")
    # The moves may have saved them: an asset that looked like the source looks like the target now.
    merging.source, merging.target = Asset.locked(source_id), Asset.locked(target_id)
    retire(merging.source, merging.target)
    return merging


def check_mergeable(asset: Asset, version: int) -> None:
    if asset.deleted_at is not None:
        raise NotFound("Asset", str(asset.pk))
    if version and asset.version != version:
        raise StaleVersion(f"Asset {asset.pk} is at version {asset.version}, not {version}")


def retire(source: Asset, target: Asset) -> None:
    """The source is deleted and leads to the target."""
    source.merged_into, source.deleted_at = target, timezone.now()
    source.save()


def told(collisions: Iterable[Any]) -> str:
    named = [
        f"{c.entity_type} {c.source_entity_id} and {c.target_entity_id} ({c.detail})" for c in collisions
    ]
    return f"{len(named)} collisions are not decided: {'; '.join(named[:10])}"
