"""What the listings of one symbol say together, for who knows the symbol's numbers only: a client of CQC 0.3.1."""

from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal
from math import gcd
from typing import Any

from .graph import EXACT

Numbers = Mapping[str, Any]
"""The numbers of one listing by the names of its columns, None where they are not known."""

MULTIPLIER = "base_multiplier"
"""Where listings differ in it, neither their prices nor their sizes are of the same thing.  None is one."""
CONTRACT_TERMS = ("contract_size", "contract_kind")
IN_CONTRACTS = ("lot_size", "min_order_size", "max_order_size", "contract_size")
"""They are in contracts, so they compare only where contracts are of one size and kind."""
PRICE_RULE = "price_rule"
LOOKED_AT = (MULTIPLIER, "contract_kind", PRICE_RULE)
"""What decides beside the numbers themselves."""


def finest_grid(steps: Collection[Decimal]) -> Decimal:
    """The greatest common divisor: each of the steps is a multiple of it, and so is every number on their grids."""
    places = max(-min(int(step.as_tuple().exponent), 0) for step in steps)
    whole = (int(step.scaleb(places, EXACT)) for step in steps)
    return Decimal(gcd(*whole)).scaleb(-places, EXACT)


COMBINED: dict[str, Callable[[Collection[Decimal]], Decimal]] = {
    "tick_size": finest_grid,
    "lot_size": finest_grid,
    "min_order_size": min,
    "max_order_size": max,
    "min_notional": min,
    "contract_size": max,
}
"""By number what becomes of several: what keeps the rules of one of the venues, keeps these."""


def derived_spec(listings: Iterable[Numbers]) -> dict[str, Decimal]:
    """The numbers that hold for a symbol with these live listings, without those that cannot be said.

    What a venue does not state is no difference; but for the size of a contract, whose absence means units of base.
    A rule for prices without a tick has a step that nobody states, so no tick holds for all.
    """
    known = list(listings)
    if len({each.get(MULTIPLIER) or 1 for each in known}) > 1:
        return {}
    names = COMBINED.keys() - (IN_CONTRACTS if any(differ(known, name) for name in CONTRACT_TERMS) else ())
    if any(each.get(PRICE_RULE) and each.get("tick_size") is None for each in known):
        names -= {"tick_size"}
    said = {name: [each[name] for each in known if each[name] is not None] for name in names}
    return {name: COMBINED[name](numbers) for name, numbers in said.items() if numbers}


def differ(listings: Iterable[Numbers], name: str) -> bool:
    return len({each.get(name) for each in listings}) > 1
