"""What a source says one asset is to another."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from registry.importers.engine.plan import Plan, RecordRefused
from registry.importers.engine.reasons import Reason
from registry.importers.engine.tables import Tables
from registry.models import AssetRelationship
from registry.rules.cycles import ACYCLIC, cycle_in

from .identity import Place, Reference


@dataclass(frozen=True)
class RelationCandidate:
    """An edge, from what is derived to what it stands for."""

    record: str
    relationship_type: str
    from_asset: Reference
    to_asset: Reference
    or_else: Sequence[tuple[Reference, str]] = ()
    """Other references to the origin, for where none is found at the first, each with how it was inferred."""
    protocol: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)

    def plan(self, plan: Plan) -> None:
        derived = existing_asset(self.from_asset, plan)
        origin, how = self._origin(plan)
        if derived == origin:
            raise RecordRefused(Reason.SAME_ASSET, f"both ends are {origin}: sources say that they are one")
        edges = plan.tables[AssetRelationship]
        found = edges.find_by(from_asset=derived, to_asset=origin, relationship_type=self.relationship_type)
        ways = ways_of(plan.tables, self.relationship_type)
        if found is None and closes_a_cycle(ways, str(derived.pk), str(origin.pk)):
            raise RecordRefused(
                Reason.CYCLE, f"{origin} stands for {derived} already, directly or through others"
            )
        values = {"from_asset": derived, "to_asset": origin, "relationship_type": self.relationship_type}
        facts = {
            "protocol": self.protocol,
            "metadata": {**self.metadata, **({"inferred": how} if how else {})},
        }
        edge = plan.put(self.record, AssetRelationship, values, found=found, initial=facts)
        if edge and not found:
            ways[str(derived.pk)].append(str(origin.pk))

    def _origin(self, plan: Plan) -> tuple[Any, str | None]:
        for reference, how in self.or_else:
            if self.to_asset.asset(plan.tables) is None and reference.asset(plan.tables) is not None:
                return existing_asset(reference, plan), how
        return existing_asset(self.to_asset, plan), None


def existing_asset(reference: Reference, plan: Plan) -> Any:
    """The asset that is meant.  Raises RecordRefused if there is none, or if its chain is unknown."""
    asset = reference.asset(plan.tables)
    if asset is None:
        if isinstance(reference, Place):
            reference.spot(plan.tables)
        raise RecordRefused(Reason.UNKNOWN_ASSET, f"the registry has no asset {reference}")
    if asset.is_gone:
        raise RecordRefused(Reason.DELETED, f"{reference} was deleted and stays so")
    return asset


Ways = dict[str, list[str]]


def closes_a_cycle(ways: Ways, derived: str, origin: str) -> bool:
    """Whether the origin stands for the derived one already, directly or through others."""
    return bool(cycle_in({**ways, derived: [*ways.get(derived, ()), origin]}, [derived]))


def ways_of(tables: Tables, kind: str) -> Ways:
    """What each asset stands for, by the relationship types that form no cycle together with this one."""
    types = next((types for types in ACYCLIC if kind in types), ())

    def make() -> Ways:
        ways: Ways = defaultdict(list)
        for edge in tables[AssetRelationship]:
            if edge.relationship_type in types:
                ways[str(edge.from_asset_id)].append(str(edge.to_asset_id))
        return ways

    ways: Ways = tables.derived(types, make) if types else defaultdict(list)
    return ways
