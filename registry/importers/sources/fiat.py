"""The currencies of ISO 4217: stablecoins stand for them, and fiat markets are quoted in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from registry.importers.engine.fixtures import read_csv
from registry.importers.engine.importer import Importer
from registry.importers.engine.plan import Plan
from registry.models import Asset, AssetIdentifier
from registry.values.choices import AssetType, DataSource


@dataclass(frozen=True)
class Currency:
    code: str
    name: str
    metadata: dict[str, Any]

    @property
    def record(self) -> str:
        return self.code

    def plan(self, plan: Plan) -> None:
        identifiers = plan.tables[AssetIdentifier]
        known = identifiers.find_by(source=DataSource.ISO4217, external_id=self.code)
        asset = plan.put(
            self.record,
            Asset,
            {"symbol": self.code, "asset_type": AssetType.FIAT, "metadata": self.metadata},
            found=plan.tables[Asset].find(known.asset_id) if known else None,
            initial={"name": self.name, "source": plan.source},
        )
        if asset and not known:
            identifier = {"asset": asset, "source": DataSource.ISO4217, "external_id": self.code}
            plan.put(self.record, AssetIdentifier, {**identifier, "is_primary": True})


def candidates(row: dict[str, str]) -> Iterator[Currency]:
    metadata: dict[str, Any] = {"numeric": row["numeric"]}
    if row["minor_unit"]:
        metadata["minor_unit"] = int(row["minor_unit"])
    if row["is_fund"]:
        metadata["is_fund"] = True
    yield Currency(code=row["code"], name=row["name"], metadata=metadata)


IMPORTER = Importer(
    name="fiat", source="iso4217", read=lambda: read_csv("currencies.csv"), candidates=candidates
)
