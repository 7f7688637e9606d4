"""What a source says one asset is to another."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from registry.cycles import ACYCLIC, cycle_in
from registry.models import AssetRelationship

from .identity import Reference
from .plan import Plan, Refused
from .tables import Tables


@dataclass(frozen=True)
class RelationCandidate:
    """An edge, from what is derived to what it stands for."""

    record: str
    relationship_type: str
    from_asset: Reference
    to_asset: Reference
    or_else: Sequence[tuple[Reference, str]] = ()
    """Where nobody has what it stands for: what else that can be found by, and how that was inferred."""
    protocol: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)

    def plan(self, plan: Plan) -> None:
        derived = existing(self.from_asset, plan)
        origin, how = self._origin(plan)
        if derived == origin:
            raise Refused("same_asset", f"both ends are {origin}: sources say that they are one")
        edges = plan.tables[AssetRelationship]
        found = edges.find((derived.pk, origin.pk, self.relationship_type), by="edge")
        if found is None and closes_a_cycle(plan.tables, derived.pk, origin.pk, self.relationship_type):
            raise Refused("cycle", f"{origin} stands for {derived} already, directly or through others")
        values = {"from_asset": derived, "to_asset": origin, "relationship_type": self.relationship_type}
        facts = {
            "protocol": self.protocol,
            "metadata": {**self.metadata, **({"inferred": how} if how else {})},
        }
        plan.put(self.record, AssetRelationship, values, found=found, initial=facts)

    def _origin(self, plan: Plan) -> tuple[Any, str | None]:
        for reference, how in self.or_else:
            if self.to_asset.asset(plan.tables) is None and reference.asset(plan.tables) is not None:
                return existing(reference, plan), how
        return existing(self.to_asset, plan), None


def existing(reference: Reference, plan: Plan) -> Any:
    """The asset that is meant.  Raises Refused if there is none."""
    asset = reference.asset(plan.tables)
    if asset is None:
        raise Refused("dangling", f"the registry has no asset {reference}")
    if asset.is_gone:
        raise Refused("deleted", f"{reference} was deleted and stays so")
    return asset


def closes_a_cycle(tables: Tables, derived: Any, origin: Any, kind: str) -> bool:
    """Whether the origin stands for the derived one already, over edges that may form no cycle with this."""
    types = next((types for types in ACYCLIC if kind in types), ())
    ways: dict[str, list[str]] = defaultdict(list, {str(derived): [str(origin)]})
    for edge in tables[AssetRelationship] if types else ():
        if edge.relationship_type in types:
            ways[str(edge.from_asset_id)].append(str(edge.to_asset_id))
    return bool(types and cycle_in(ways, [str(derived)]))
