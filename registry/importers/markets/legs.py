"""From a venue's codes to assets, by the venue's own listings or else by the committed table."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from registry.importers.claimed.identity import survivor
from registry.importers.engine.plan import Plan, RecordRefused
from registry.importers.engine.reasons import Reason
from registry.models import Asset, AssetIdentifier, Venue, VenueAsset
from registry.values.text import fold

from .codes import Code, code_table


@dataclass(frozen=True)
class Leg:
    """The asset that a code means, and how many of it one unit of the code is; None where it is one."""

    asset: Asset
    multiplier: Decimal | None = None


@dataclass(frozen=True)
class Legs:
    """The assets that a venue means by its codes, found for one record."""

    plan: Plan
    venue: Venue
    record: str

    def find(self, codes: tuple[Code, ...]) -> dict[Code, Leg]:
        """What each code means.  Raises RecordRefused for the first code that nothing decides."""
        return {code: self._leg(code) for code in codes}

    def list_assets(self, legs: dict[Code, Leg], observed: date, origin: str) -> None:
        """List each asset under the venue's code, so that the next import finds it by the venue's own listing.

        A market does not say whether its assets can be deposited, withdrawn or traded.
        """
        for code, leg in legs.items():
            found = self.plan.tables[VenueAsset].find_live_by(venue=self.venue, asset=leg.asset)
            listing = {"venue": self.venue, "asset": leg.asset, "venue_asset_symbol": code.text}
            unit = (
                {} if found and found.venue_asset_symbol != code.text else {"unit_multiplier": leg.multiplier}
            )
            self.plan.put(
                self.record, VenueAsset, unit if found else listing | unit, found=found,
                refresh=("venue_asset_symbol",), observed=observed, origin=origin,
            )  # fmt: skip

    def _leg(self, code: Code) -> Leg:
        listing = self.plan.tables[VenueAsset].find_live_by(venue=self.venue, venue_asset_symbol=code.text)
        if listing is not None:
            asset = self._living(listing.asset_id, code)
            return Leg(asset, listing.unit_multiplier or self._multiplier_of(code, asset))
        multiple = code.multiple
        if multiple is None or self._is_decided(code):
            return Leg(self._by_table(code))
        count, single = multiple
        try:
            return Leg(self._leg(single).asset, count)
        except RecordRefused:
            raise _unmapped(code, f"it may be {count:f} {single}, and nothing says what that is") from None

    def _multiplier_of(self, code: Code, asset: Asset) -> Decimal | None:
        """How many of the asset a code is that somebody listed it under, and said nothing of the unit."""
        if code.multiple is None:
            return None
        count, single = code.multiple
        return count if self._is_called(asset, single) else None

    def _is_called(self, asset: Asset, code: Code) -> bool:
        try:
            return fold(asset.symbol) == fold(code.text) or self._by_table(code).pk == asset.pk
        except RecordRefused:
            return False

    def _is_decided(self, code: Code) -> bool:
        return code_table().meaning(self.venue.pk, code) is not None

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
