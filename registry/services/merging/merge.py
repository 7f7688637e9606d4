"""Merging two assets that are one: the source goes, everything of it moves to the target.

All of it happens in one transaction under the locks of both assets: first everything is read and
compared, then written.  Rows that cannot both belong to the target (two canonical deployments on a
chain, two listings on a venue, the same relationship twice) are collisions, which the request
decides; the merge is refused while one is undecided.  Where the two differ in what clients rely on, or one of
two weights would be lost, the default decision does not count: whoever sent it had not seen the difference.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cqc.services.v1 import resolution_pb2 as pb
from django.db import transaction
from django.utils import timezone

from cqi.errors import InvalidInput, NotFound, RuleViolated
from registry.models import Asset, Row
from registry.models.base import kind_of
from registry.rules import look_alikes
from registry.services.rows import check_version
from registry.writing.write import write

from .halts import keep_halted
from .moves import MOVES, Move, relates, trades
from .terms import value_text
from .twins import goes_and_stays, twins_among

Decisions = Mapping[tuple[str, str, str], int]
"""(entity type, source row, target row) -> MergeDecision."""


@dataclass
class Moving:
    """What becomes of the rows of one model."""

    move: Move
    rows: list[Any] = field(default_factory=list)
    """The rows that come to belong to the target."""
    removed: list[Any] = field(default_factory=list)
    """The rows of which nothing is left."""
    losers: list[tuple[Any, Any]] = field(default_factory=list)
    """The rows that give way, each with the row it gives way to."""

    def write(self, source_id: UUID, target_id: UUID) -> int:
        for row in self.removed:
            row.delete()
        for row in self.rows:
            for name, value in self.move.after(row, source_id, target_id).items():
                setattr(row, name, value)
        self.move.give_way(self.losers)
        write(self.rows)
        return len(self.rows)


@dataclass
class Merge:
    """A merge under way."""

    source: Asset
    target: Asset
    decisions: Decisions
    default: int
    moved: int = 0
    collisions: list[Any] = field(default_factory=list)

    @property
    def undecided(self) -> list[Any]:
        return [c for c in self.collisions if c.decision == pb.MERGE_DECISION_UNSPECIFIED]

    def plan(self, move: Move) -> Moving:
        """Compare the source's rows of one model with the target's."""
        moving, ids = Moving(move), {self.source.pk, self.target.pk}
        rows = list(move.rows_of(self.source.pk).select_for_update(no_key=True, of=("self",)))
        own = {*rows}
        targets = list(move.rows_of(self.target.pk)) if rows and move.unique_key else []
        held = {self._place(move, row): row for row in targets if row not in own}
        twins = twins_among(rows, targets)
        for row in rows:
            if relates(row, ids):
                self._decide_relationship(row)
                moving.removed.append(row)
            elif trades(row, ids):
                self._refuse_symbol(row)
            elif twin := twins.get(row.pk):
                self._unite(moving, row, twin)
            else:
                self._put(moving, held, row)
        return moving

    def _unite(self, moving: Moving, row: Any, twin: Any) -> None:
        """Of two deployments that are one token one is deleted; the other gets the key of both."""
        why = f"both are one token: {row.address or 'the own coin'} is {twin.address or 'the own coin'}"
        differs = row.decimals != twin.decimals
        if differs:
            why += f"; decimals is {value_text(row.decimals)} and {value_text(twin.decimals)}"
        decision = self._decided(row, twin, why, pb.MERGE_DECISION_UNSPECIFIED if differs else self.default)
        keep_source = decision == pb.MERGE_DECISION_KEEP_SOURCE
        goes, stays = goes_and_stays(row, twin, keep_source=keep_source)
        moving.removed.append(goes)
        moving.rows += [goes, stays]

    def _put(self, moving: Moving, held: dict[Any, Any], row: Any) -> None:
        place = self._place(moving.move, row)
        rival = held.get(place) if place is not None else None
        if rival is None or self._decide(moving.move, row, rival) != pb.MERGE_DECISION_KEEP_TARGET:
            held[place] = row
            moving.rows.append(row)
            if rival is not None:
                moving.losers.append((rival, row))
        elif moving.move.removes(row):
            moving.removed.append(row)
        else:
            moving.rows.append(row)
            moving.losers.append((row, rival))

    def _place(self, move: Move, row: Any) -> Any:
        return move.place(row, self.source.pk, self.target.pk)

    def _decide(self, move: Move, row: Row, rival: Row) -> int:
        differences = move.differences(row, rival)
        why = "; ".join([move.why, *differences])
        return self._decided(row, rival, why, pb.MERGE_DECISION_UNSPECIFIED if differences else self.default)

    def _decide_relationship(self, row: Any) -> None:
        """A relationship between source and target says that they are two assets; removing it says they are one."""
        ends = ("the source", "the target")
        one, other = ends if row.from_asset_id == self.source.pk else reversed(ends)
        why = f"{one} {row.relationship_type} {other}, so they are two assets, unless you decide to remove it"
        self._decided(row, row, why, pb.MERGE_DECISION_UNSPECIFIED)

    def _decided(self, row: Row, rival: Row, why: str, default: int) -> int:
        name = (kind_of(type(row)), str(row.pk), str(rival.pk))
        decision = self.decisions.get(name, default)
        self._collide(name, why, decision)
        return decision

    def _refuse_symbol(self, row: Any) -> None:
        """A live symbol that trades source for target bars the merge: no decision of a request can change that."""
        if not row.is_gone:
            why = f"{row.symbol} trades the one asset for the other: delete it first"
            self._collide((kind_of(type(row)), str(row.pk), str(row.pk)), why, pb.MERGE_DECISION_UNSPECIFIED)

    def _collide(self, name: tuple[str, str, str], why: str, decision: int) -> None:
        kind, source, target = name
        self.collisions.append(
            pb.MergeCollision(
                entity_type=kind,
                source_entity_id=source,
                target_entity_id=target,
                detail=why,
                decision=decision,  # type: ignore[arg-type]
            )
        )

    def refuse_idle_decisions(self) -> None:
        """A decision about rows that do not collide was made about something else than what is here."""
        known = {(c.entity_type, c.source_entity_id, c.target_entity_id) for c in self.collisions}
        for kind, source, target in self.decisions.keys() - known:
            raise InvalidInput("decisions", f"{kind} {source} and {target} do not collide in this merge")


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

    Raises RuleViolated (MERGE_COLLISION) naming what is not decided, or RELATIONSHIP_CYCLE; NotFound,
    StaleVersion.  With `validate_only` what is not decided is listed instead, and nothing is written;
    where all is decided the caller rolls back.
    """
    if source_id == target_id:
        raise InvalidInput("target_asset_id", "is the source: an asset cannot be merged into itself")
    look_alikes.hold_look_alikes((source_id, target_id))
    # Locked in the order of their keys, so that two merges cannot dead-lock.
    locked = {key: Asset.locked(key) for key in sorted((source_id, target_id))}
    # And the source against those who are about to refer to it (`registry.rules.holding`).
    Asset._base_manager.select_for_update().get(pk=source_id)
    merging = Merge(locked[source_id], locked[target_id], decisions, default)
    for asset, version in zip((merging.source, merging.target), versions, strict=True):
        check_mergeable(asset, version)
    plans = [merging.plan(move) for move in MOVES]
    merging.refuse_idle_decisions()
    if merging.undecided:
        if validate_only:
            return merging
        raise RuleViolated(undecided_text(merging.undecided), reason="MERGE_COLLISION")
    keep_halted(source_id, target_id)
    merging.moved = sum(plan.write(source_id, target_id) for plan in plans)
    retire(merging)
    return merging


def check_mergeable(asset: Asset, version: int) -> None:
    if asset.merged_into_id is not None:
        raise NotFound("Asset", str(asset.pk), f"Asset {asset.pk} was merged into {asset.merged_into_id}")
    if asset.deleted_at is not None:
        raise NotFound("Asset", str(asset.pk))
    check_version(asset, version)


def retire(merging: Merge) -> None:
    """The source is deleted and leads to the target, which takes over its rank if it has none."""
    source, target = merging.source, merging.target
    target.market_cap_rank = target.market_cap_rank or source.market_cap_rank
    source.merged_into, source.deleted_at = target, timezone.now()
    # Both in one write: look-alikes of the source pass to the target, and are judged by both as they end up.
    write([source, target])
    # The target may have looked like the source; it was then judged and written again.
    target.refresh_from_db()


def undecided_text(collisions: Iterable[Any]) -> str:
    named = [
        f"{c.entity_type} {c.source_entity_id} and {c.target_entity_id} ({c.detail})" for c in collisions
    ]
    return f"{len(named)} collisions are not decided: {'; '.join(named[:10])}"
