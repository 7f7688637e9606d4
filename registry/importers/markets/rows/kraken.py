"""Kraken's pairs, and the instruments of Kraken Futures."""

from decimal import Decimal
from typing import Any

from . import ParsedMarket, SaidFields
from .units import INVERSE, LINEAR, contracts, step


def kraken(market: ParsedMarket) -> SaidFields:
    """Its own codes and its status stand in the row only.  Fees are percentages; a dark pool states no maker fee.

    A row without a status, as in older answers, is a listed pair and not a closed one.
    """
    row = market["info"]
    leverages = [Decimal(str(leverage)) for leverage in row.get("leverage_buy", [])]
    names = (row.get("wsname"), f"{row['base']}{row['quote']}")
    return {
        "baseId": row["base"],
        "quoteId": row["quote"],
        "active": row["status"] == "online" if "status" in row else None,
        "also_called": tuple(name for name in names if name and name != row["altname"]),
        "figures": {
            "tick_size": row["tick_size"] if "tick_size" in row else step(row["pair_decimals"]),
            "lot_size": step(row["lot_decimals"]),
            "min_order_size": row.get("ordermin"),
            "min_notional": row.get("costmin"),
            "maker_fee": _percent(row.get("fees_maker")),
            "taker_fee": _percent(row.get("fees")),
            "max_leverage": max(leverages, default=None),
        },
    }


def _percent(tiers: list[list[Any]] | None) -> Decimal | None:
    """The fee of the first tier, in which everybody begins."""
    return Decimal(str(tiers[0][1])) / 100 if tiers else None


def kraken_futures(market: ParsedMarket) -> SaidFields:
    """A contract is `contractSize` of base, or of quote where it is inverse.  Amounts have
    `contractValueTradePrecision` decimals, by its document "Get instruments"; below zero they are multiples.
    """
    row = market["info"]
    size = row["contractSize"]
    return {
        "contract_kind": INVERSE if row["type"] == "futures_inverse" else LINEAR,
        "figures": {
            "tick_size": row["tickSize"],
            "lot_size": contracts(step(row.get("contractValueTradePrecision")), size),
            "contract_size": size,
        },
    }
