"""The committed figures: well-known markets with what each venue's own API said on a given day.

An empty cell is what it did not say.  The codes are everybody's (`BTC`), not the venue's own (`XXBT`).
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from registry.importers.engine.fixtures import read_csv
from registry.importers.engine.importer import Importer
from registry.values.choices import SymbolType

from . import SOURCE
from .codes import code_table
from .figures import FIGURES, figures
from .instrument import Instrument
from .market import Market
from .rows.units import contracts, kind_by_legs

COUNTED = ("lot_size", "min_order_size", "max_order_size")
COUNT_AMOUNTS = ("deribit",)


def candidates(row: dict[str, str]) -> Iterator[Market]:
    instrument = _instrument(row)
    yield Market(
        venue=row["venue"],
        name=row["venue_symbol"],
        instrument=instrument,
        figures=figures(_said(row)),
        contract_kind=_contract_kind(instrument),
        observed=date.fromisoformat(row["observed"]),
        origin=row["origin"],
        is_active=True,
    )


def _said(row: dict[str, str]) -> dict[str, str | Decimal | None]:
    """The figures of a row, in contracts where it states the size of one: Deribit counts in base or quote."""
    said: dict[str, str | Decimal | None] = {name: row[name] for name in FIGURES if row.get(name)}
    if row["venue"] in COUNT_AMOUNTS:
        said |= {
            name: contracts(said.get(name), said.get("contract_size")) for name in COUNTED if name in said
        }
    return said


def _contract_kind(what: Instrument) -> Any:
    """The table has no column for it; the assets decide it, but for those that settle in a third."""
    is_contract = what.kind in (SymbolType.PERPETUAL, SymbolType.FUTURE)
    return kind_by_legs(what.base, what.quote, what.settlement) if is_contract else None


def _instrument(row: dict[str, str]) -> Instrument:
    code_of = partial(code_table().of, row["venue"], day=date.fromisoformat(row["observed"]))
    return Instrument(
        kind=row["type"],
        base=code_of(row["base"]),
        quote=code_of(row["quote"]),
        settlement=code_of(row["settlement"]) if row["settlement"] else None,
        expiry=datetime.fromisoformat(row["expiry"]) if row["expiry"] else None,
        strike=Decimal(row["strike_price"]) if row["strike_price"] else None,
        option_type=row["option_type"] or None,
    )


IMPORTER = Importer(
    name="markets", source=SOURCE, read=lambda: read_csv("markets.csv"), candidates=candidates
)
