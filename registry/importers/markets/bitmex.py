"""BitMEX's public instruments, which this ccxt cannot read.

Numbers may have exponents (`1e-08`).  `XBt` is no asset of its own, but a hundred-millionth of an `XBT`.  Maker
fees are rebates.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from registry.importers.engine.importer import excerpt
from registry.importers.engine.plan import RecordRefused
from registry.importers.engine.reasons import Reason
from registry.values.choices import ContractKind, SymbolType

from .answer import AnswerRow
from .codes import common_code
from .figures import decimal_of, figures
from .instrument import Instrument
from .market import Market
from .rows.units import exactly

BITMEX = "bitmex"
BITMEX_URL = "https://www.bitmex.com/api/v1/instrument/active"
CONTRACT_KINDS = {"FFWCSX": SymbolType.PERPETUAL, "FFCCSX": SymbolType.FUTURE}
UNITS = {"XBt": ("XBT", 10**8), "USDt": ("USDT", 10**6)}
"""The small units that BitMEX counts balances in: of which asset each is a part, and how many make one of it."""


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
                "contract_size": _contract_size(raw),
            }
        ),
        contract_kind=_contract_kind(raw),
        funding_interval=_funding_interval(raw.get("fundingInterval")),
        observed=observed,
        origin="bitmex public API",
        is_active=raw["state"] == "Open",
        listed_at=_moment(raw.get("listing")),
    )


def _instrument(raw: Mapping[str, Any]) -> Instrument:
    kind = CONTRACT_KINDS.get(raw["typ"])
    if kind is None:
        raise RecordRefused(Reason.NO_PAIR, f"instruments of type {raw['typ']} are not read")
    settlement, _ = _unit(raw)
    return Instrument(
        kind=kind,
        base=common_code(raw["underlying"]),
        quote=common_code(raw["quoteCurrency"]),
        settlement=common_code(settlement),
        expiry=_moment(raw.get("expiry")),
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _unit(raw: Mapping[str, Any]) -> tuple[str, int]:
    """The asset that a contract settles in, and how many of BitMEX's units make one of it."""
    settlement = raw["settlCurrency"]
    return UNITS.get(settlement, (settlement, 0))


def _contract_size(raw: Mapping[str, Any]) -> Decimal | None:
    """By "How Do I Calculate Contract Size" of BitMEX's support: in quote if inverse, in base if linear, and for a
    quanto contract the coins that it gains with each unit of the price.
    """
    multiplier, to_settle, to_position = (
        decimal_of(name, raw.get(name))
        for name in ("multiplier", "underlyingToSettleMultiplier", "underlyingToPositionMultiplier")
    )
    _, units = _unit(raw)
    match _contract_kind(raw):
        case ContractKind.INVERSE if multiplier and to_settle:
            return exactly(multiplier, to_settle)
        case ContractKind.LINEAR if to_position:
            return exactly(Decimal(1), to_position)
        case ContractKind.QUANTO if multiplier and units:
            return exactly(multiplier, Decimal(units))
    return None


def _contract_kind(raw: Mapping[str, Any]) -> Any:
    """Absent in an answer that does not say it: no kind is guessed."""
    if raw.get("isQuanto"):
        return ContractKind.QUANTO
    return {True: ContractKind.INVERSE, False: ContractKind.LINEAR}.get(raw.get("isInverse"))  # type: ignore[arg-type]


def _funding_interval(text: str | None) -> timedelta | None:
    """BitMEX writes a length of time as the moment to which it leads from the start of the year 2000."""
    if not text:
        return None
    return datetime.fromisoformat(text) - datetime(2000, 1, 1, tzinfo=UTC)
