"""The prices that a venue takes, and the nearest of them to a price.

    grid = PriceGrid.of(listing)  # a VenueSymbol
    grid.round(Decimal("1234.56"), "buy")  # Decimal("1234.5")

By the rule of `cqc.markets.v1.PriceRule`, or by `spec.tick_size` where the listing has no rule.  It is exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import Literal

from cqc.markets.v1.price_rule_pb2 import PriceRule
from cqc.venues.v1.venue_symbol_pb2 import VenueSymbol

Side = Literal["buy", "sell"]

ALL_ITS_DIGITS = Context(prec=200)
"""Python's own context would round a price to 28 digits."""


class NoSuchPrice(ValueError):
    """No price of the grid is known that this one could be rounded to."""


@dataclass(frozen=True)
class PriceGrid:
    """The prices that a venue takes: in bands of steps, or by their significant digits."""

    bands: Sequence[tuple[Decimal, Decimal | None]] = ()
    """Where each band starts and its step, None where that is not known; the first starts at 0."""
    digits: int = 0
    decimals: int = 0

    @classmethod
    def of(cls, listing: VenueSymbol) -> "PriceGrid":
        """The grid of a listing.  Raises NoSuchPrice where neither a rule nor a step is known."""
        if listing.HasField("price_rule"):
            return cls.by(listing.price_rule)
        if listing.spec.HasField("tick_size"):
            return cls(((Decimal(0), Decimal(listing.spec.tick_size)),))
        raise NoSuchPrice(f"no step is known of {listing.venue_symbol} on {listing.venue_id}")

    @classmethod
    def by(cls, rule: PriceRule) -> "PriceGrid":
        """The grid of a rule."""
        if rule.HasField("significant_digits"):
            return cls(digits=rule.significant_digits, decimals=rule.max_decimals)
        return cls(
            tuple(
                (Decimal(band.from_price), Decimal(band.tick_size) if band.HasField("tick_size") else None)
                for band in rule.tick_bands
            )
        )

    def round(self, price: Decimal, side: Side) -> Decimal:
        """The nearest price of the grid that is not above this one for a buy, not below it for a sell.

        Raises NoSuchPrice where there is none above 0, or where the step at the price is not known.
        """
        if side not in ("buy", "sell"):
            raise ValueError(f'{side!r} is neither "buy" nor "sell"')
        if type(price) is not Decimal or not price.is_finite():
            raise TypeError(f"{price!r} is no finite Decimal: a float is not the price that was meant")
        if price <= 0:
            raise NoSuchPrice(f"{price} is not above 0")
        step = self.step(price)
        steps = Fraction(price) / Fraction(step)
        count = steps.__floor__() if side == "buy" else steps.__ceil__()
        if count == 0:
            raise NoSuchPrice(f"no price of the grid is above 0 and not above {price}")
        return ALL_ITS_DIGITS.multiply(Decimal(count), step)

    def step(self, price: Decimal) -> Decimal:
        """The step at a price above 0.  Raises NoSuchPrice where it is not known."""
        if self.digits:
            places = min(self.decimals, max(0, self.digits - 1 - price.adjusted()))
            return Decimal(1).scaleb(-places)
        below, step = None, None
        for start, tick in self.bands:
            if start > price:
                break
            # Where a band starts the step of the one below holds too.
            below, step = (step if start == price else None), tick
        if (found := step or below) is None:
            raise NoSuchPrice(f"the step at {price} is not known")
        return found

    def __contains__(self, price: Decimal) -> bool:
        """Whether the venue takes this price, as far as is known."""
        try:
            return self.round(price, "buy") == price
        except NoSuchPrice:
            return False
