"""OKX's instruments."""

from typing import Any

from registry.importers.engine.plan import RecordRefused
from registry.importers.engine.reasons import Reason

from . import ParsedMarket, SaidFields
from .units import INVERSE, LINEAR, product_of

OKX_KINDS = {"linear": LINEAR, "inverse": INVERSE}


def okx(market: ParsedMarket) -> SaidFields:
    """A contract is `ctVal` x `ctMult` of `ctValCcy`, and sizes are numbers of contracts, by its document "Get
    instruments".  An option is priced in what it settles in, and its strike in dollars.

    The largest order is that of limit orders; `maxMktSz` is another number.
    """
    row = market["info"]
    option = {"quoteId": row["settleCcy"], "quote": market["settle"]} if row["instType"] == "OPTION" else {}
    return {
        **option,
        "contract_kind": OKX_KINDS.get(row.get("ctType")),
        "figures": {
            "tick_size": row["tickSz"],
            "lot_size": row["lotSz"],
            "min_order_size": row["minSz"],
            "max_order_size": row.get("maxLmtSz"),
            "contract_size": _contract_size(market),
            "max_leverage": row.get("lever"),
        },
    }


def _contract_size(market: ParsedMarket) -> Any:
    row = market["info"]
    if row["instType"] == "SPOT":
        return None
    unit = market["quoteId"] if row.get("ctType") == "inverse" else market["baseId"]
    if row["ctValCcy"] != unit:
        raise RecordRefused(
            Reason.FIGURES, f"a contract is {row['ctVal']} {row['ctValCcy']}, and not of {unit}"
        )
    return product_of(row["ctVal"], row["ctMult"])
