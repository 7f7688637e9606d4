"""Deribit's instruments."""

from typing import Any

from . import ParsedMarket, SaidFields
from .units import INVERSE, LINEAR, contracts, kind_by_legs

DERIBIT_KINDS = {"linear": LINEAR, "reversed": INVERSE}


def mend_deribit(row: dict[str, Any]) -> None:
    """Answers from before 2023 lack two fields, and without them ccxt drops every row in silence.

    All instruments were settled in their base then, and struck or quoted in dollars.
    """
    if "base_currency" in row and row.get("quote_currency") in ("USD", row["base_currency"]):
        row.setdefault("counter_currency", "USD")
        row.setdefault("settlement_currency", row["base_currency"])


def deribit(market: ParsedMarket) -> SaidFields:
    """Its amounts are in dollars for inverse futures and in base for the rest, by its document of
    `public/get_instruments`; divided by `contract_size` they are contracts.

    Ccxt's quote is the currency of the strike; the price of an option is quoted in `quote_currency`.
    """
    row = market["info"]
    size = None if row["kind"] == "spot" else row["contract_size"]
    smallest = contracts(row["min_trade_amount"], size)
    legs = (row["base_currency"], row["quote_currency"], row["settlement_currency"])
    said = DERIBIT_KINDS.get(row.get("instrument_type")) or kind_by_legs(*legs)
    return {
        "quoteId": row["quote_currency"],
        "quote": row["quote_currency"],
        "contract_kind": said if row["kind"] == "future" else None,
        "figures": {
            "tick_size": row["tick_size"],
            "lot_size": smallest,
            "min_order_size": smallest,
            "contract_size": size,
            "maker_fee": row.get("maker_commission"),
            "taker_fee": row.get("taker_commission"),
            "max_leverage": row.get("max_leverage"),
        },
    }
