"""What a source says of an asset: its texts, its ids, and where it is deployed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from registry.importers.engine.plan import Plan, RecordRefused
from registry.importers.engine.reasons import Reason
from registry.models import Asset, AssetDeployment, AssetIdentifier, Chain

from .identity import ExternalId, Place, Reference, Spot


@dataclass(frozen=True)
class AssetCandidate:
    """An asset as a source has it.

    A stored asset is meant if it has one of the ids, or else if it stands at one of the places.  Where ids and
    places name different assets, the ids decide, and each place that belongs to another asset is a conflict.
    """

    record: str
    symbol: str
    name: str
    asset_type: str
    identifiers: tuple[ExternalId, ...] = ()
    places: tuple[Place, ...] = ()
    same_as: Reference | None = None
    """An id or a place of the asset that this record says it is one with."""
    derived: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    """Further fields of the asset that the source knows."""
    labels: Mapping[str, Any] = field(default_factory=dict)
    """Further fields that only a new asset gets."""
    refresh: Collection[str] = ()

    def plan(self, plan: Plan) -> None:
        for identifier in self.identifiers:
            identifier.check()
        spots = self._spots(plan)
        if not spots and not self.identifiers and not self.places:
            raise RecordRefused(Reason.UNIDENTIFIED, "has no id and no usable address to know it again by")
        if not spots and not self.identifiers:
            return  # each of its places was refused, which says why
        labels = {"name": self.name, "asset_type": self.asset_type, "source": plan.source, **self.labels}
        asset = plan.put(
            self.record,
            Asset,
            {"symbol": self.symbol, **self.facts},
            found=self._find(plan, spots),
            initial=labels,
            derived=self.derived,
            refresh=self.refresh,
        )
        if asset is not None:
            self._put_identifiers(plan, asset)
            for spot in spots:
                self._put_deployment(plan, asset, spot)

    def _spots(self, plan: Plan) -> list[Spot]:
        """The places found on the registry's chains, each once; the others are listed as refused."""
        spots: dict[tuple[Any, str | None], Spot] = {}
        for place in self.places:
            try:
                spot = place.spot(plan.tables)
                spots.setdefault((spot.chain, spot.address_key), spot)
            except RecordRefused as refused:
                plan.refuse(f"{self.record} {place}", refused.reason, refused.detail, refused.about)
        return list(spots.values())

    def _find(self, plan: Plan, spots: list[Spot]) -> Any:
        references = [*self.identifiers, *([self.same_as] if self.same_as else [])]
        known = (reference.asset(plan.tables) for reference in references)
        return next(filter(None, known), None) or self._find_by_place(plan, spots)

    def _find_by_place(self, plan: Plan, spots: list[Spot]) -> Any:
        """The asset at one of the places, unless the same provider has another id for it."""
        assets = filter(None, (spot.asset(plan.tables) for spot in spots))
        return next((asset for asset in assets if not self._contradicted(plan, asset)), None)

    def _contradicted(self, plan: Plan, asset: Any) -> set[ExternalId]:
        """The ids that cannot be the asset's, because its primary id of the same provider is another."""
        table = plan.tables[AssetIdentifier]
        primaries = {
            i: table.find_live_by(asset=asset, source=i.source, is_primary=True) for i in self.identifiers
        }
        return {i for i, primary in primaries.items() if primary and primary.external_id != i.external_id}

    def _put_identifiers(self, plan: Plan, asset: Any) -> None:
        contradicted = self._contradicted(plan, asset)
        for identifier in self.identifiers:
            owner = identifier.asset(plan.tables)
            if owner is None and identifier in contradicted:
                detail = f"{asset} has another id than {identifier}"
                plan.conflict(self.record, Reason.CONTRADICTION, detail, "AssetIdentifier")
            elif owner is None:
                values = {"asset": asset, "source": identifier.source, "external_id": identifier.external_id}
                plan.put(self.record, AssetIdentifier, {**values, "is_primary": True})
            elif owner != asset:
                detail = f"{identifier} is {owner}, not {asset}"
                plan.conflict(self.record, Reason.CONTRADICTION, detail, "AssetIdentifier")

    def _put_deployment(self, plan: Plan, asset: Any, spot: Spot) -> None:
        record, found = f"{self.record} {spot.place}", spot.deployment(plan.tables)
        if found and not found.is_gone and (owner := spot.asset(plan.tables)) != asset:
            detail = f"stored as {owner}, said to be {asset}"
            plan.conflict(record, Reason.CONTRADICTION, detail, "AssetDeployment.asset")
            return
        canonical = plan.tables[AssetDeployment].find_live_by(
            asset=asset, chain=spot.chain, is_canonical=True
        )
        deployment = plan.put(
            record,
            AssetDeployment,
            {"decimals": spot.place.decimals, "metadata": spot.place.metadata},
            found=found,
            initial={
                "asset": asset,
                "chain": spot.chain,
                "address": spot.address,
                "is_native": spot.address is None,
                "is_canonical": canonical is None,
            },
        )
        if deployment and spot.address is None:
            plan.put(record, Chain, {"native_asset": asset}, found=spot.chain)
