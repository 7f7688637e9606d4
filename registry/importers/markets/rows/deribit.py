"""Deribit's instruments."""

from decimal import Decimal
from typing import Any

from registry.values.price_rules import rule_of_bands

from . import ParsedMarket, SaidFields
from .units import INVERSE, LINEAR, contracts, kind_by_legs

DERIBIT_KINDS = {"linear": LINEAR, "reversed": INVERSE}


def mend_deribit(answer: Any) -> Any:
    """Answers from before 2023 lack two fields, and without them ccxt drops every row in silence.

    All instruments were settled in their base then, and struck or quoted in dollars.
    """
    rows = answer.get("result") if isinstance(answer, dict) else None
    for row in rows if isinstance(rows, list) else ():
        if "base_currency" in row and row.get("quote_currency") in ("USD", row["base_currency"]):
            row.setdefault("counter_currency", "USD")
            row.setdefault("settlement_currency", row["base_currency"])
    return answer


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
        "price_rule": _price_rule(row),
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


def _price_rule(row: dict[str, Any]) -> dict[str, Any] | None:
    """`tick_size` is the step of low prices, and each of `tick_size_steps` that of the prices above another."""
    if not (steps := row.get("tick_size_steps")):
        return None
    said = [(0, row["tick_size"]), *((step["above_price"], step["tick_size"]) for step in steps)]
    return rule_of_bands(sorted((Decimal(str(start)), Decimal(str(tick))) for start, tick in said))
