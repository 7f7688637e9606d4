"""What well-known tokens stand for where no source ties them, from the reviewed table `fixtures/derivatives.csv`.

Token lists have a bridged or staked token as an asset of its own.  A row here adds the edge only: both its assets
come from other sources.
"""

from collections.abc import Iterator

from registry.importers.claimed.identity import parse_reference
from registry.importers.claimed.relations import RelationCandidate
from registry.importers.engine.fixtures import read_csv
from registry.importers.engine.importer import Importer


def candidates(row: dict[str, str]) -> Iterator[RelationCandidate]:
    yield RelationCandidate(
        record=f"derivatives/{row['derivative']}",
        relationship_type=row["relationship"],
        from_asset=parse_reference(row["derivative"]),
        to_asset=parse_reference(row["origin"]),
        metadata={"said_by": row["said_by"]},
    )


IMPORTER = Importer(
    name="derivatives",
    source="derivatives",
    read=lambda: read_csv("derivatives.csv"),
    candidates=candidates,
)
