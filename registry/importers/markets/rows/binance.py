"""Binance's spot, USD-M and COIN-M answers, and Binance.US."""

from . import ParsedMarket, SaidFields
from .units import kind_by_legs


def binance(market: ParsedMarket) -> SaidFields:
    """Its figures stand in filters.  The quantity of a USD-M order is an amount of base, that of a COIN-M order a
    number of contracts of `contractSize` dollars, by its documents of "New Order" and "Exchange Information".
    """
    row = market["info"]
    filters = {each["filterType"]: each for each in row["filters"]}
    price, lot = filters.get("PRICE_FILTER", {}), filters.get("LOT_SIZE", {})
    value = filters.get("NOTIONAL") or filters.get("MIN_NOTIONAL", {})
    is_contract = "contractType" in row
    return {
        "contract_kind": kind_by_legs(row["baseAsset"], row["quoteAsset"], row.get("marginAsset")),
        "figures": {
            "tick_size": price.get("tickSize"),
            "lot_size": lot.get("stepSize"),
            "min_order_size": lot.get("minQty"),
            "max_order_size": lot.get("maxQty"),
            "min_notional": value.get("minNotional", value.get("notional")),
            "max_order_value": value.get("maxNotional"),
            "contract_size": row.get("contractSize", 1) if is_contract else None,
        },
    }
