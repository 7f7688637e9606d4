"""From a venue's codes to assets, by the venue's own listings or else by the committed table."""

from dataclasses import dataclass
from datetime import date

from registry.importers.claimed.identity import survivor
from registry.importers.engine.plan import Plan, RecordRefused
from registry.importers.engine.reasons import Reason
from registry.models import Asset, AssetIdentifier, Venue, VenueAsset

from .codes import Code, code_table


@dataclass(frozen=True)
class Legs:
    """The assets that a venue means by its codes, found for one record."""

    plan: Plan
    venue: Venue
    record: str

    def find(self, codes: tuple[Code, ...]) -> dict[Code, Asset]:
        """The asset of each code.  Raises RecordRefused for the first code that nothing decides."""
        return {code: self._asset(code) for code in codes}

    def list_assets(self, assets: dict[Code, Asset], observed: date, origin: str) -> None:
        """List each asset under the venue's code, so that the next import finds it by the venue's own listing.

        A market does not say whether its assets can be deposited, withdrawn or traded.
        """
        for code, asset in assets.items():
            found = self.plan.tables[VenueAsset].find_live_by(venue=self.venue, asset=asset)
            listing = {"venue": self.venue, "asset": asset, "venue_asset_symbol": code.text}
            self.plan.put(
                self.record, VenueAsset, {} if found else listing, found=found, refresh=("venue_asset_symbol",),
                observed=observed, origin=origin,
            )  # fmt: skip

    def _asset(self, code: Code) -> Asset:
        listing = self.plan.tables[VenueAsset].find_live_by(venue=self.venue, venue_asset_symbol=code.text)
        return self._living(listing.asset_id, code) if listing else self._by_table(code)

    def _by_table(self, code: Code) -> Asset:
        meaning = code_table().meaning(self.venue.pk, code)
        if meaning is None:
            raise _unmapped(code, f"neither {self.venue.pk}'s listings nor the code table say what it is")
        identifiers = self.plan.tables[AssetIdentifier]
        identifier = identifiers.find_by(source=meaning.source, external_id=meaning.external_id)
        if identifier is None:
            raise _unmapped(code, f"it is {meaning}, and no asset here has that id")
        return self._living(identifier.asset_id, code)

    def _living(self, key: object, code: Code) -> Asset:
        """The asset, or what it was merged into."""
        asset: Asset | None = survivor(self.plan.tables, key)
        if asset is None or asset.is_gone:
            raise _unmapped(code, "the asset that it stands for was deleted")
        return asset


def _unmapped(code: Code, detail: str) -> RecordRefused:
    return RecordRefused(Reason.UNMAPPED_CODE, detail, str(code))
