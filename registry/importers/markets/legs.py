"""From a venue's codes to assets, by the venue's own listings or else by the committed table."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from registry.importers.claimed.identity import survivor
from registry.importers.engine.plan import Plan, RecordRefused
from registry.importers.engine.reasons import Reason
from registry.models import Asset, Venue, VenueAsset
from registry.rules.naming import meant_on
from registry.values.text import fold

from .codes import Code, Meaning, code_table


@dataclass(frozen=True)
class Leg:
    """The asset that a code means, and how many of it one unit of the code is; None where it is one."""

    asset: Asset
    multiplier: Decimal | None = None


@dataclass(frozen=True)
class Legs:
    """The assets that a venue means by its codes, found for one record.

    A code must mean one asset on the day of the answer and on the day on which the market was listed.  Where it
    does not, the answer is older than it claims, or the market is not the one that bears the name now.
    """

    plan: Plan
    venue: Venue
    record: str
    observed: date
    """The day of the answer."""
    listed_at: datetime | None = None
    """When the venue listed the market, where it says."""

    @property
    def moments(self) -> list[datetime]:
        """The end of the day of the answer, and when the market was listed."""
        answered = datetime.combine(self.observed, time.max, UTC)
        return [answered, *([self.listed_at] if self.listed_at else [])]

    @property
    def days(self) -> list[date]:
        """The days on which a code must mean the same."""
        return sorted({moment.date() for moment in self.moments})

    def find(self, codes: tuple[Code, ...]) -> dict[Code, Leg]:
        """What each code means.  Raises RecordRefused for the first code that nothing decides."""
        return {code: self._leg(code) for code in codes}

    def list_assets(self, legs: dict[Code, Leg], origin: str) -> None:
        """List each asset under the venue's code, so that the next import finds it by the venue's own listing.

        A market does not say whether its assets can be deposited, withdrawn or traded.
        """
        for code, leg in legs.items():
            found = self.plan.tables[VenueAsset].find_live_by(venue=self.venue, asset=leg.asset)
            new = {"venue": self.venue, "asset": leg.asset, "venue_asset_symbol": code.text}
            listing: dict[str, Any] = {} if found else new
            if found is None or found.venue_asset_symbol == code.text:
                listing["unit_multiplier"] = leg.multiplier
                began = code_table().began(self.venue.pk, code, self.days)
                if began and (found is None or found.listed_at is None):
                    listing["listed_at"] = datetime.combine(began, time.min, UTC)
            self.plan.put(
                self.record, VenueAsset, listing, found=found, refresh=("venue_asset_symbol",),
                observed=self.observed, origin=origin,
            )  # fmt: skip

    def _leg(self, code: Code) -> Leg:
        if (listing := self._listing(code)) is not None:
            asset = self._living(listing.asset_id, code)
            return Leg(asset, listing.unit_multiplier or self._multiplier_of(code, asset))
        multiple = code.multiple(self.venue.pk)
        if multiple is None or self._is_in_table(code):
            return Leg(self._by_table(code))
        count, single = multiple
        try:
            return Leg(self._leg(single).asset, count)
        except RecordRefused:
            raise _unmapped(code, f"it may be {count:f} {single}, and nothing says what that is") from None

    def _multiplier_of(self, code: Code, asset: Asset) -> Decimal | None:
        """How many of the asset a code is that somebody listed it under, and said nothing of the unit."""
        if (multiple := code.multiple(self.venue.pk)) is None:
            return None
        count, single = multiple
        return count if self._is_called(asset, single) else None

    def _is_called(self, asset: Asset, code: Code) -> bool:
        try:
            return fold(asset.symbol) == fold(code.text) or self._by_table(code).pk == asset.pk
        except RecordRefused:
            return False

    def _listing(self, code: Code) -> VenueAsset | None:
        """The venue's listing that had this name all the while, as far as its dates say so.

        Of a code that was reused a listing that does not say since when is believed from the day on which the
        registry got it.
        """
        named = self._named(code.text)
        first, *others = [meant_on(named, moment) for moment in self.moments]
        if first is None or any(other is not first for other in others):
            return None
        if first.listed_at is not None or not code_table().is_reused(self.venue.pk, code):
            return first
        is_of_this_plan = first.created_at is None
        return None if is_of_this_plan or first.created_at.date() > min(self.moments).date() else first

    def _named(self, text: str) -> list[VenueAsset]:
        """All listings that have this name on the venue, those of this plan too."""
        table = self.plan.tables[VenueAsset]

        def by_name() -> dict[tuple[str, str], list[VenueAsset]]:
            names: dict[tuple[str, str], list[VenueAsset]] = defaultdict(list)
            for row in map(table.find, table.keys()):
                names[row.venue_id, row.venue_asset_symbol].append(row)
            return names

        former = self.plan.tables.derived("venue assets by name", by_name).get((self.venue.pk, text), [])
        live = table.find_live_by(venue=self.venue, venue_asset_symbol=text)
        return [*(row for row in former if row.is_gone), *([live] if live else [])]

    def _is_in_table(self, code: Code) -> bool:
        return self._meaning(code) is not None or code_table().is_reused(self.venue.pk, code)

    def _meaning(self, code: Code) -> Meaning | None:
        return code_table().meaning(self.venue.pk, code, self.days)

    def _by_table(self, code: Code) -> Asset:
        meaning = self._meaning(code)
        if meaning is None:
            when = " and ".join(map(str, self.days))
            raise _unmapped(
                code, f"neither {self.venue.pk}'s listings nor the code table say what it is on {when}"
            )
        asset: Asset | None = meaning.reference.asset(self.plan.tables)
        if asset is None:
            raise _unmapped(code, f"it is {meaning}, and no asset here has that id")
        return self._living(asset.pk, code)

    def _living(self, key: object, code: Code) -> Asset:
        """The asset, or what it was merged into."""
        asset: Asset | None = survivor(self.plan.tables, key)
        if asset is None or asset.is_gone:
            raise _unmapped(code, "the asset that it stands for was deleted")
        return asset


def _unmapped(code: Code, detail: str) -> RecordRefused:
    return RecordRefused(Reason.UNMAPPED_CODE, detail, str(code))
