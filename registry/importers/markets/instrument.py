"""What is traded, in the codes of whoever says it: the identity of a canonical symbol."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from registry.importers.engine.plan import RecordRefused
from registry.importers.engine.reasons import Reason
from registry.models import Asset
from registry.values.choices import OptionType, SymbolType

from .codes import Code

NEVER = 2100
"""From this year on an expiry means none: Binance's perpetuals "expire" in 2100, Deribit's in 3000."""


@dataclass(frozen=True)
class Instrument:
    """A kind of contract and its codes.  Spot settles in nothing else; only an option has a strike."""

    kind: str
    base: Code
    quote: Code
    settlement: Code | None = None
    expiry: datetime | None = None
    strike: Decimal | None = None
    option_type: str | None = None

    def __post_init__(self) -> None:
        if self.kind == SymbolType.FUTURE and self.expiry and self.expiry.year >= NEVER:
            object.__setattr__(self, "kind", SymbolType.PERPETUAL)
        if self.kind in (SymbolType.SPOT, SymbolType.PERPETUAL):
            object.__setattr__(self, "expiry", None)
        if self.kind == SymbolType.SPOT:
            object.__setattr__(self, "settlement", None)
        elif self.settlement is None:
            raise RecordRefused(
                Reason.NO_SETTLEMENT, f"a {str(self.kind).lower()} needs the asset that it settles in"
            )

    @property
    def codes(self) -> tuple[Code, ...]:
        return (self.base, self.quote, *([self.settlement] if self.settlement else []))

    @property
    def is_expired(self) -> bool:
        return self.expiry is not None and self.expiry <= datetime.now(UTC)

    def text(self, base: Asset, quote: Asset, settlement: Asset | None) -> str:
        """Ccxt's unified form in our assets' symbols: `BTC/USDT`, `BTC/USD:BTC-230630-30000-C`.

        An option quoted in its own base has its strike in dollars, and that is what the form names.
        """
        counter = "USD" if quote.pk == base.pk else quote.symbol
        parts = [f"{base.symbol}/{counter}" + (f":{settlement.symbol}" if settlement else "")]
        if self.expiry is not None:
            parts.append(f"{self.expiry:%y%m%d}")
        if self.strike is not None:
            parts.append(f"{self.strike.normalize():f}")
        if self.option_type is not None:
            parts.append("C" if self.option_type == OptionType.CALL else "P")
        return "-".join(parts)


def from_milliseconds(milliseconds: int | str | None) -> datetime | None:
    """A time as APIs count it."""
    if milliseconds is None:
        return None
    return datetime.fromtimestamp(int(milliseconds) // 1000, tz=UTC)
