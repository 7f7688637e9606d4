"""What single exchanges say in their rows and ccxt's parse does not pass on.

Fees are taken from the rows only: where a row has none, those that ccxt gives are its own idea.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

ParsedMarket = Mapping[str, Any]


def coinbase(market: ParsedMarket) -> dict[str, Any]:
    """Its limits stand in the row only, and so does whether trading is stopped."""
    row = market["info"]
    return {
        "active": row["status"] == "online" and not row["trading_disabled"],
        "figures": {
            "min_order_size": row.get("base_min_size"),
            "max_order_size": row.get("base_max_size"),
            "max_order_value": row.get("max_market_funds"),
        },
    }


def kraken(market: ParsedMarket) -> dict[str, Any]:
    """Its own codes and its status stand in the row only.  Fees are percentages; a dark pool states no maker fee.

    A row without a status, as in older answers, is a listed pair and not a closed one.
    """
    row = market["info"]
    leverages = [Decimal(str(leverage)) for leverage in row.get("leverage_buy", [])]
    figures = {
        "maker_fee": _percent(row.get("fees_maker")),
        "taker_fee": _percent(row.get("fees")),
        "max_leverage": max(leverages, default=None),
    }
    if "tick_size" in row:
        figures["tick_size"] = row["tick_size"]
    names = (row.get("wsname"), f"{row['base']}{row['quote']}")
    return {
        "baseId": row["base"],
        "quoteId": row["quote"],
        "active": row["status"] == "online" if "status" in row else None,
        "also_called": tuple(name for name in names if name and name != row["altname"]),
        "figures": figures,
    }


def _percent(tiers: list[list[Any]] | None) -> Decimal | None:
    """The fee of the first tier, in which everybody begins."""
    return Decimal(str(tiers[0][1])) / 100 if tiers else None


def okx(market: ParsedMarket) -> dict[str, Any]:  # noqa: ARG001  (the shape of all of these)
    """Drop the maximum that ccxt gives: it is that of market orders, not of every order."""
    return {"figures": {"max_order_value": None}}


def mend_deribit(row: dict[str, Any]) -> None:
    """Answers from before 2023 lack two fields, and without them ccxt drops every row in silence.

    All instruments were settled in their base then, and struck or quoted in dollars.
    """
    if "base_currency" in row and row.get("quote_currency") in ("USD", row["base_currency"]):
        row.setdefault("counter_currency", "USD")
        row.setdefault("settlement_currency", row["base_currency"])


def deribit(market: ParsedMarket) -> dict[str, Any]:
    """Ccxt's quote is the currency of the strike; the price of an option is quoted in `quote_currency`."""
    row = market["info"]
    return {
        "quoteId": row["quote_currency"],
        "quote": row["quote_currency"],
        "figures": {
            "maker_fee": row.get("maker_commission"),
            "taker_fee": row.get("taker_commission"),
            "max_leverage": row.get("max_leverage"),
        },
    }
