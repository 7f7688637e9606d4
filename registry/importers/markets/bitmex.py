"""BitMEX's public instruments, which this ccxt cannot read.

Numbers may have exponents (`1e-08`).  `XBt` is no asset of its own, but a hundred-millionth of an `XBT`.  Maker
fees are rebates.  No single number of a row says how large a contract is, so that stays unknown.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from registry.importers.engine.importer import excerpt
from registry.importers.engine.plan import RecordRefused
from registry.importers.engine.reasons import Reason
from registry.values.choices import SymbolType

from .answer import AnswerRow
from .codes import common_code
from .figures import figures
from .instrument import Instrument
from .market import Market

BITMEX = "bitmex"
BITMEX_URL = "https://www.bitmex.com/api/v1/instrument/active"
CONTRACT_KINDS = {"FFWCSX": SymbolType.PERPETUAL, "FFCCSX": SymbolType.FUTURE}
UNITS = {"XBt": "XBT", "USDt": "USDT"}
"""The small units that BitMEX counts balances in, and the asset that each is a part of."""


def bitmex_rows(answer: Any) -> list[AnswerRow]:
    members = answer if isinstance(answer, list) else []
    return [_row(member) for member in members]


def _row(raw: Any) -> AnswerRow:
    if isinstance(raw, dict) and raw.get("symbol") and raw.get("typ"):
        return AnswerRow(str(raw["symbol"]), raw, raw)
    return AnswerRow(excerpt(raw), raw, None)


def bitmex_market(row: AnswerRow, observed: date) -> Market:
    raw = row.raw
    return Market(
        venue=BITMEX,
        name=row.name,
        instrument=_instrument(raw),
        figures=figures(
            {
                "tick_size": raw["tickSize"],
                "lot_size": raw["lotSize"],
                "min_order_size": raw["lotSize"],
                "max_order_size": raw["maxOrderQty"],
                "maker_fee": raw["makerFee"],
                "taker_fee": raw["takerFee"],
            }
        ),
        observed=observed,
        origin="bitmex public API",
        is_active=raw["state"] == "Open",
        listed_at=_moment(raw.get("listing")),
    )


def _instrument(raw: Mapping[str, Any]) -> Instrument:
    kind = CONTRACT_KINDS.get(raw["typ"])
    if kind is None:
        raise RecordRefused(Reason.NO_PAIR, f"instruments of type {raw['typ']} are not read")
    settlement = raw["settlCurrency"]
    return Instrument(
        kind=kind,
        base=common_code(raw["underlying"]),
        quote=common_code(raw["quoteCurrency"]),
        settlement=common_code(UNITS.get(settlement, settlement)),
        expiry=_moment(raw.get("expiry")),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
