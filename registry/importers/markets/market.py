"""One market of a venue, and its rows: the symbol, the venue's listing of it and of its assets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from registry.importers.claimed.identity import refuse_unless_valid
from registry.importers.engine.plan import Plan, RecordRefused
from registry.importers.engine.reasons import Reason
from registry.models import Asset, Symbol, Venue, VenueSymbol
from registry.values.choices import SymbolType

from .figures import FIGURES
from .instrument import Instrument
from .legs import Legs

REFRESHED = (*FIGURES, "is_active", "listed_at", "contract_kind", "funding_interval", "price_rule")


@dataclass(frozen=True)
class Market:
    """What a venue says of one of its markets on one day."""

    venue: str
    name: str
    instrument: Instrument
    figures: Mapping[str, Decimal | None]
    observed: date
    origin: str
    """The channel by which the venue said it, such as `Kraken public API`."""
    is_active: bool | None = None
    listed_at: datetime | None = None
    also_called: tuple[str, ...] = field(default=())
    """Other names that the venue has for the same market."""
    contract_kind: str | None = None
    funding_interval: timedelta | None = None
    price_rule: Mapping[str, Any] | None = None

    @property
    def record(self) -> str:
        return f"{self.venue}:{self.name}"

    def plan(self, plan: Plan) -> None:
        venue = plan.tables[Venue].find(self.venue)
        if venue is None:
            raise RecordRefused(Reason.UNKNOWN_VENUE, f"the registry has no venue {self.venue}")
        if self._is_superseded(plan):
            return
        refuse_unless_valid(VenueSymbol(venue=venue, venue_symbol=self.name, **self.figures))
        legs = Legs(plan, venue, self.record, self.observed, self.listed_at)
        found = legs.find(self.instrument.codes)
        symbol = self._symbol(plan, *(found[code].asset for code in self.instrument.codes))
        multiplier = found[self.instrument.base].multiplier
        if symbol is not None and self._listing(plan, venue, symbol, multiplier) is not None:
            legs.list_assets(found, self.origin)

    def _is_superseded(self, plan: Plan) -> bool:
        """Whether what is stored is newer than this answer: its figures, or its delisting."""
        found = plan.tables[VenueSymbol].find_by(venue=self.venue, venue_symbol=self.name)
        if found is None:
            return False
        if found.is_gone:
            return bool(found.delisted_at.date() > self.observed)
        newest = plan.tables.memory.newest(found, plan.source)
        is_newer = newest is not None and newest > self.observed
        if is_newer:
            plan.put(self.record, VenueSymbol, {}, found=found)
        return is_newer

    def _symbol(self, plan: Plan, base: Asset, quote: Asset, settlement: Asset | None = None) -> Any:
        """The canonical symbol, which all venues share.

        Its figures stay unknown, because those of venues differ.
        """
        what = self.instrument
        if base.pk == quote.pk and what.kind != SymbolType.OPTION:
            raise RecordRefused(Reason.BASE_IS_QUOTE, f"{what.base} and {what.quote} are one asset, {base}")
        identity = {
            "symbol_type": what.kind, "base_asset": base, "quote_asset": quote, "settlement_asset": settlement,
            "expiry": what.expiry, "strike_price": what.strike, "option_type": what.option_type,
        }  # fmt: skip
        found = plan.tables[Symbol].find_by(**identity)
        if found is not None:
            return self._known(plan, found)
        shown = {"symbol": what.text(base, quote, settlement), "is_active": not what.is_expired}
        return plan.put(self.record, Symbol, identity | shown | {"contract_kind": self.contract_kind})

    def _known(self, plan: Plan, found: Symbol) -> Any:
        symbol = plan.put(self.record, Symbol, {"contract_kind": self.contract_kind}, found=found)
        if symbol is not None and symbol.is_active and symbol.is_expired:
            plan.change(self.record, symbol, {"is_active": False})
        return symbol

    def _listing(self, plan: Plan, venue: Venue, symbol: Symbol, multiplier: Decimal | None) -> Any:
        found = plan.tables[VenueSymbol].find_live_by(venue=self.venue, venue_symbol=self.name)
        if found is not None and found.symbol_id != symbol.pk:
            stored = plan.tables[Symbol].find(found.symbol_id)
            detail = f"the venue lists {stored} under this name, and now says it is {symbol}"
            text = f"{detail}: delist that first"
            plan.conflict(self.record, Reason.CONTRADICTION, text, "VenueSymbol.symbol")
            return None
        state = {
            "is_active": False if self.instrument.is_expired else self.is_active,
            "listed_at": self.listed_at,
        }
        values = {
            "venue": venue, "symbol": symbol, "venue_symbol": self.name, **self.figures,
            "base_multiplier": multiplier, "contract_kind": self.contract_kind,
            "funding_interval": self.funding_interval, "price_rule": self.price_rule,
            **{name: value for name, value in state.items() if value is not None},
            "metadata": {"also_called": list(self.also_called)} if self.also_called else {},
        }  # fmt: skip
        return plan.put(
            self.record, VenueSymbol, values, found=found, refresh=REFRESHED, observed=self.observed,
            origin=self.origin,
        )  # fmt: skip
