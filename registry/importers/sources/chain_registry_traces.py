"""The traces of chain-registry: what its assets were bridged, wrapped, staked or made from.

This runs after all importers of assets, because a trace may point to what only another source has.
"""

from collections.abc import Iterator
from typing import Any

from registry.importers.claimed.identity import ExternalId, Reference
from registry.importers.claimed.relations import RelationCandidate
from registry.importers.engine.importer import Importer
from registry.importers.engine.plan import RecordRefused
from registry.importers.engine.reasons import Reason
from registry.values.choices import DataSource, RelationshipType

from .shared.chain_registry import (
    RELATIONS,
    SAME,
    ListedAsset,
    at,
    counterparty,
    handed_on,
    known_errors,
    listed_assets,
    place_of,
    settled_origins,
)

Trace = dict[str, Any]

DENOMS_OF_BRIDGES = {
    ("gravitybridge", "gravity"): "ethereum",
    ("fxcore", "eth"): "ethereum",
    ("pundix", "bsc"): "binancesmartchain",
}
"""(chain, how its denoms begin) -> the chain whose addresses follow."""


def read_traced() -> list[ListedAsset]:
    return [row for row in listed_assets().values() if row.last_trace and row.last_trace["type"] != SAME]


def candidates(row: ListedAsset) -> Iterator[RelationCandidate]:
    trace = row.traces[-1]
    kind = trace["type"]
    if why := known_errors().get((row.key, kind)):
        raise RecordRefused(Reason.KNOWN_ERROR, why)
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
    """What a trace points to: the asset in a list here, or else the place that the trace names."""
    other = trace["counterparty"]
    if other["chainName"] == "forex":
        return ExternalId(DataSource.ISO4217, other["baseDenom"])
    known = counterparty(trace)
    return known.reference if known else at(other["chainName"], other["baseDenom"])


def other_ways(row: ListedAsset) -> Iterator[tuple[Reference, str]]:
    chain, denom = place_of(row.traces[-1])
    for (bridge, prefix), home in DENOMS_OF_BRIDGES.items():
        if chain == bridge and denom.startswith(f"{prefix}0x"):
            yield at(home, denom.removeprefix(prefix)), "by the address in the denom that the bridge gave it"
    if settled := settled_origins().get((chain, denom)):
        yield settled, "by the reviewed table of origins"
    if identifier := handed_on().get((chain, denom)):
        yield identifier, "by the CoinGecko id that copies of it carry"
    if bridged := bridged_from(row):
        yield bridged.reference, "the nearest asset on its way over bridges that a list has"


def bridged_from(row: ListedAsset) -> ListedAsset | None:
    """The nearest asset before the row that a list here has, going back over bridges only."""
    for trace in reversed(row.traces):
        if RELATIONS.get(trace["type"]) != RelationshipType.BRIDGES:
            return None
        if known := counterparty(trace):
            return known
    return None


IMPORTER = Importer(
    name="chain_registry_traces", source="chain-registry", read=read_traced, candidates=candidates
)
