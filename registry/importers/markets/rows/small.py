"""Exchanges whose answers hold spot pairs with plain figures: Bitstamp, Coinbase, Gate."""

from . import ParsedMarket, SaidFields
from .units import step


def bitstamp(market: ParsedMarket) -> SaidFields:
    row = market["info"]
    return {
        "figures": {
            "tick_size": step(row["counter_decimals"]),
            "lot_size": step(row["base_decimals"]),
            "min_order_size": row.get("minimum_order_amount"),
            "max_order_size": row.get("maximum_order_amount"),
            "min_notional": row.get("minimum_order_value"),
            "max_order_value": row.get("maximum_order_value"),
        },
    }


def coinbase(market: ParsedMarket) -> SaidFields:
    """Whether trading is stopped stands in the row only."""
    row = market["info"]
    return {
        "active": row["status"] == "online" and not row["trading_disabled"],
        "figures": {
            "tick_size": row["quote_increment"],
            "lot_size": row["base_increment"],
            "min_order_size": row.get("base_min_size"),
            "max_order_size": row.get("base_max_size"),
            "min_notional": row.get("min_market_funds"),
            "max_order_value": row.get("max_market_funds"),
        },
    }


def gate(market: ParsedMarket) -> SaidFields:
    row = market["info"]
    return {
        "figures": {
            "tick_size": step(row["precision"]),
            "lot_size": step(row["amount_precision"]),
            "min_order_size": row.get("min_base_amount"),
            "max_order_size": row.get("max_base_amount"),
            "min_notional": row.get("min_quote_amount"),
            "max_order_value": row.get("max_quote_amount"),
        },
    }
