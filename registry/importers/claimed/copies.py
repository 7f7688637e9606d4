"""What a bridge made for a coin.  It is an asset of its own, because its risk is its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from registry.importers.engine.plan import Plan
from registry.importers.engine.reasons import Reason
from registry.models import Chain
from registry.values.choices import RelationshipType
from registry.values.text import fold

from .assets import AssetCandidate
from .identity import ExternalId, Place
from .relations import RelationCandidate
from .types import type_of


@dataclass(frozen=True)
class Copy:
    """An address that a source lists under a coin, but whose token a bridge made.

    If another source has an asset with that symbol at the address, that asset is the copy.
    """

    record: str
    symbol: str
    derived: Mapping[str, str]
    name: str
    place: Place
    origin: ExternalId
    bridge: str

    def plan(self, plan: Plan) -> None:
        spot = self.place.spot(plan.tables)
        owner = spot.asset(plan.tables)
        if owner is None or owner.source == plan.source:
            self._asset(spot.chain).plan(plan)
        elif owner == self.origin.asset(plan.tables) or fold(owner.symbol) != fold(self.symbol):
            detail = f"stored as {owner}, said to be {self.bridge}'s copy of {self.origin}"
            plan.conflict(self.record, Reason.CONTRADICTION, detail, "AssetDeployment.asset")
            return
        RelationCandidate(
            record=self.record,
            relationship_type=RelationshipType.BRIDGES,
            from_asset=self.place,
            to_asset=self.origin,
            protocol=self.bridge,
        ).plan(plan)

    def _asset(self, chain: Chain) -> AssetCandidate:
        return AssetCandidate(
            record=self.record,
            symbol=self.symbol,
            name=f"{self.name} ({self.bridge} bridge, {chain.chain_name})",
            asset_type=type_of((), chain_type=chain.chain_type),
            places=(self.place,),
            derived={**self.derived, "name": "of the coin it was bridged from"},
        )
