"""The committed figures: well-known markets with what each venue's own API said on a given day.

An empty cell is what it did not say.  The codes are everybody's (`BTC`), not the venue's own (`XXBT`).
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from registry.importers.engine.fixtures import read_csv
from registry.importers.engine.importer import Importer

from . import SOURCE
from .codes import code_table
from .figures import FIGURES, figures
from .instrument import Instrument
from .market import Market


def candidates(row: dict[str, str]) -> Iterator[Market]:
    said = {name: row[name] for name in FIGURES if row.get(name)}
    yield Market(
        venue=row["venue"],
        name=row["venue_symbol"],
        instrument=_instrument(row),
        figures=figures(said),
        observed=date.fromisoformat(row["observed"]),
        origin=row["origin"],
        is_active=True,
    )


def _instrument(row: dict[str, str]) -> Instrument:
    codes = code_table()
    settlement = row["settlement"]
    return Instrument(
        kind=row["type"],
        base=codes.of(row["venue"], row["base"]),
        quote=codes.of(row["venue"], row["quote"]),
        settlement=codes.of(row["venue"], settlement) if settlement else None,
        expiry=datetime.fromisoformat(row["expiry"]) if row["expiry"] else None,
        strike=Decimal(row["strike_price"]) if row["strike_price"] else None,
        option_type=row["option_type"] or None,
    )


IMPORTER = Importer(
    name="markets", source=SOURCE, read=lambda: read_csv("markets.csv"), candidates=candidates
)
