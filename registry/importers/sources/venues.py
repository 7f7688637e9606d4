"""The venues that the platform knows: a market segment of an exchange each, or a protocol on one chain."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from registry.importers.engine.fixtures import read_csv
from registry.importers.engine.importer import Importer
from registry.importers.engine.plan import Plan, RecordRefused
from registry.importers.engine.reasons import Reason
from registry.models import Chain, Venue
from registry.values.choices import VenueType

OPTIONAL = ("website_url", "api_endpoint", "protocol_address", "symbol_pattern")


@dataclass(frozen=True)
class VenueCandidate:
    """A venue as the committed table has it."""

    record: str
    chain: str
    values: dict[str, Any]

    def plan(self, plan: Plan) -> None:
        values = {**self.values, "chain": self._chain(plan)}
        found = plan.tables[Venue].find(self.record)
        plan.put(self.record, Venue, {"venue_id": self.record, **values}, found=found)

    def _chain(self, plan: Plan) -> Chain | None:
        chain: Chain | None = plan.tables[Chain].find(self.chain) if self.chain else None
        if self.chain and chain is None:
            raise RecordRefused(
                Reason.UNKNOWN_CHAIN, f"{self.record} runs on {self.chain}, which the registry does not have"
            )
        if chain is None and self.values["venue_type"] == VenueType.DEX:
            raise RecordRefused(
                Reason.NO_CHAIN, f"{self.record} is a DEX: it needs the chain that it runs on"
            )
        return chain


def candidates(row: dict[str, str]) -> Iterator[VenueCandidate]:
    values: dict[str, Any] = {name: row[name] or None for name in OPTIONAL}
    values |= {name: row[name] for name in ("name", "operator", "venue_type")}
    if row["origin"]:
        values["metadata"] = {"origin": row["origin"]}
    yield VenueCandidate(record=row["venue_id"], chain=row["chain"], values=values)


IMPORTER = Importer(name="venues", source="cqar", read=lambda: read_csv("venues.csv"), candidates=candidates)
