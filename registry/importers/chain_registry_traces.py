"""The traces of chain-registry: what its assets were bridged, wrapped, staked or made from.

This runs after all importers of assets: where no list here has what a trace points to, another source may.
"""

from collections.abc import Iterator
from typing import Any

from registry.models.choices import DataSource, RelationshipType

from .base import Importer
from .chain_registry import ORIGINS_ID, RELATIONS, SAME, Row, chain_name, counterparty, known_errors, rows
from .identity import Identifier, Place, Reference
from .plan import Refused
from .relations import RelationCandidate

Trace = dict[str, Any]


def read() -> list[Row]:
    return [row for row in rows().values() if row.last_trace and row.last_trace["type"] != SAME]


def candidates(row: Row) -> Iterator[RelationCandidate]:
    trace = row.traces[-1]
    kind = trace["type"]
    if why := known_errors().get((row.key, kind)):
        raise Refused("known_error", why)
    yield RelationCandidate(
        record=f"{row} {kind}",
        relationship_type=RELATIONS[kind],
        from_asset=row.reference,
        to_asset=origin(trace),
        or_else=tuple(other_ways(row)),
        protocol=trace.get("provider"),
        metadata={"trace": kind},
    )


def origin(trace: Trace) -> Reference:
    """What a trace points to: by the list that has it, or by where it says that is."""
    other = trace["counterparty"]
    if other["chainName"] == "forex":
        return Identifier(DataSource.ISO4217, other["baseDenom"])
    known = counterparty(trace)
    return known.reference if known else Place(chain_name(other["chainName"]), other["baseDenom"])


def other_ways(row: Row) -> Iterator[tuple[Reference, str]]:
    external_id = row.entry.get("coingeckoId")
    if row.traces[-1]["type"] in ORIGINS_ID and external_id:
        yield Identifier(DataSource.COINGECKO, external_id), "by the CoinGecko id that the copy carries"
    if bridged := bridged_from(row):
        yield bridged.reference, "the nearest asset on its way over bridges that a list has"


def bridged_from(row: Row) -> Row | None:
    """The last asset before the row, going back over bridges only, that a list here has."""
    for trace in reversed(row.traces):
        if RELATIONS.get(trace["type"]) != RelationshipType.BRIDGES:
            return None
        if known := counterparty(trace):
            return known
    return None


IMPORTER = Importer(name="chain_registry_traces", source="chain-registry", read=read, candidates=candidates)
