"""The perpetual markets of dYdX v4."""

from . import ParsedMarket, SaidFields
from .units import LINEAR


def dydx(market: ParsedMarket) -> SaidFields:
    """Sizes are amounts of base in steps of `stepSize`, by the document of `/v4/perpetualMarkets`."""
    row = market["info"]
    return {
        "contract_kind": LINEAR,
        "figures": {"tick_size": row["tickSize"], "lot_size": row["stepSize"], "contract_size": 1},
    }
