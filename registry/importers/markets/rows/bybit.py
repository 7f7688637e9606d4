"""Bybit's spot, linear and inverse answers."""

from datetime import timedelta

from . import ParsedMarket, SaidFields
from .units import INVERSE, LINEAR


def bybit_spot(market: ParsedMarket) -> SaidFields:
    row = market["info"]
    lot = row["lotSizeFilter"]
    return {
        "figures": {
            "tick_size": row["priceFilter"]["tickSize"],
            "lot_size": lot.get("basePrecision"),
            "min_order_size": lot.get("minOrderQty"),
            "max_order_size": lot.get("maxLimitOrderQty", lot.get("maxOrderQty")),
            "min_notional": lot.get("minOrderAmt"),
            "max_order_value": lot.get("maxOrderAmt"),
        },
    }


def bybit_contract(market: ParsedMarket) -> SaidFields:
    """An order's `qty` is an amount of base for linear contracts and of dollars for inverse ones, by its document
    "Place Order".  `fundingInterval` is in minutes.
    """
    row = market["info"]
    lot = row["lotSizeFilter"]
    is_inverse = row["contractType"].startswith("Inverse")
    minutes = row.get("fundingInterval")
    return {
        "contract_kind": INVERSE if is_inverse else LINEAR,
        "funding_interval": timedelta(minutes=int(minutes)) if minutes else None,
        "figures": {
            "tick_size": row["priceFilter"]["tickSize"],
            "lot_size": lot.get("qtyStep"),
            "min_order_size": lot.get("minOrderQty"),
            "max_order_size": lot.get("maxOrderQty"),
            "min_notional": lot.get("minNotionalValue"),
            "contract_size": 1,
            "max_leverage": row["leverageFilter"]["maxLeverage"],
        },
    }
