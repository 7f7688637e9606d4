"""No asset stands for itself: neither over the types that derive value, taken together, nor over MIGRATES_TO.

The rule is between rows, so it is checked under one lock of the whole graph, held until the transaction
ends: of two transactions that each add half of a cycle, the second waits, then sees the first's half.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.db import connection

from cqi.errors import RuleViolated
from registry.values.choices import DERIVING, RelationshipType

from . import graph

ACYCLIC = (DERIVING, (RelationshipType.MIGRATES_TO.value,))
GRAPH_LOCK = 0x72656C61
"""The key of the advisory lock, which nothing else uses."""


class Edge(NamedTuple):
    """A relationship as it is about to be written, its keys as text."""

    relationship_id: str
    source: str
    target: str
    type: str


def refuse_cycles(edges: Sequence[Edge]) -> None:
    """Raise RuleViolated, naming the path, if these relationships would close a cycle once written."""
    for types in ACYCLIC:
        # An edge from an asset to itself is refused by the table's own constraint.
        added = [edge for edge in edges if edge.type in types and edge.source != edge.target]
        if not added:
            continue
        lock_graph()
        ways = ways_after(added, replaced={edge.relationship_id for edge in edges}, types=types)
        if path := cycle_in(ways, [edge.source for edge in added]):
            named = " -> ".join(symbols(path))
            raise RuleViolated(
                f"an asset would stand for itself: {named}",
                reason="RELATIONSHIP_CYCLE",
                info={"path": ",".join(path)},
            )


def lock_graph() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GRAPH_LOCK])


def ways_after(
    added: Sequence[Edge], *, replaced: Collection[str], types: Collection[str]
) -> Mapping[str, Sequence[str]]:
    """What each asset stands for directly once these are written, as far as they lead.  One query."""
    ways: dict[str, list[str]] = defaultdict(list)
    for step in graph.steps(graph.TO_ORIGINS, [edge.target for edge in added], types):
        if str(step.relationship_id) not in replaced:
            ways[str(step.source)].append(str(step.target))
    for edge in added:
        ways[edge.source].append(edge.target)
    return ways


def cycle_in(ways: Mapping[str, Sequence[str]], starts: Sequence[str]) -> list[str]:
    """A path from an asset back to itself, depth first from each start; empty if there is none."""
    done: set[str] = set()
    for start in starts:
        trail: dict[str, Iterator[str]] = {} if start in done else {start: iter(ways.get(start, ()))}
        while trail:
            here = next(reversed(trail))
            there = next(trail[here], None)
            if there is None:
                done.add(here)
                del trail[here]
            elif there in trail:
                path = list(trail)
                return [*path[path.index(there) :], there]
            elif there not in done:
                trail[there] = iter(ways.get(there, ()))
    return []


def symbols(asset_ids: Sequence[str]) -> list[str]:
    """The symbols of these assets, in their order, to tell a path by."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT asset_id::text, symbol FROM registry_asset WHERE asset_id = ANY(%s::uuid[])",
            [list(asset_ids)],
        )
        known = dict(cursor.fetchall())
    return [known.get(asset_id, asset_id) for asset_id in asset_ids]
