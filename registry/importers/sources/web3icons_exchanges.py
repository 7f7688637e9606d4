"""The exchanges of web3icons: the names of its icons, for the venues of the operators that it knows.

It names no chain, and it calls Coinbase a DEX.  So it creates no venue, and a type that contradicts a venue's is
listed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from registry.importers.engine.fixtures import read_json
from registry.importers.engine.importer import Importer
from registry.importers.engine.plan import Plan, RecordRefused
from registry.importers.engine.reasons import Reason
from registry.models import Venue
from registry.values.choices import VenueType

OPERATORS = {
    "crypto-com": "cryptocom",
    "gate-io": "gate",
    "pancake-swap": "pancakeswap",
    "para-swap": "paraswap",
}
"""Its id -> our operator's slug, where the two differ."""

VENUE_TYPES = {"cex": {VenueType.CEX}, "dex": {VenueType.DEX, VenueType.DEX_AGGREGATOR}}


@dataclass(frozen=True)
class Exchange:
    record: str
    kind: str

    def plan(self, plan: Plan) -> None:
        operator = OPERATORS.get(self.record, self.record)
        venues = [venue for venue in plan.tables[Venue] if venue.operator == operator]
        if not venues:
            raise RecordRefused(
                Reason.UNKNOWN_VENUE, f"no venue of {operator} is known, and the source names no chain of one"
            )
        for venue in venues:
            plan.put(self.record, Venue, {"metadata": {"web3icons": self.record}}, found=venue)
            if venue.venue_type not in VENUE_TYPES[self.kind]:
                detail = f"stored {venue.venue_type} for {venue}, {plan.source} says {self.kind}"
                plan.conflict(self.record, Reason.CONTRADICTION, detail, "Venue.venue_type")


def candidates(row: dict[str, Any]) -> Iterator[Exchange]:
    yield Exchange(record=row["id"], kind=row["type"])


IMPORTER = Importer(
    name="web3icons_exchanges",
    source="web3icons",
    read=lambda: read_json("web3icons_exchanges.json"),
    candidates=candidates,
)
