"""The numbers of chains' own coins, from the reviewed table `fixtures/slip44.csv`.

SLIP-0044 numbers coins, not chains: the table says which registered coin a chain runs on (ether, on a
rollup), with symbol and name as they are registered.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from registry.importers.engine.fixtures import read_csv
from registry.importers.engine.importer import Importer
from registry.importers.engine.plan import Plan, RecordRefused
from registry.importers.engine.reasons import Reason
from registry.models import Chain


@dataclass(frozen=True)
class CoinType:
    """The coin type of a chain's own coin."""

    chain_id: str
    slip44: int

    @property
    def record(self) -> str:
        return f"slip44/{self.chain_id}"

    def plan(self, plan: Plan) -> None:
        chain = plan.tables[Chain].find(self.chain_id)
        if chain is None:
            raise RecordRefused(Reason.UNKNOWN_CHAIN, f"there is no chain {self.chain_id}")
        plan.put(self.record, Chain, {"slip44": self.slip44}, found=chain)


def candidates(row: dict[str, str]) -> Iterator[CoinType]:
    yield CoinType(row["chain_id"], int(row["slip44"]))


IMPORTER = Importer(
    name="slip44", source="SLIP-0044", read=lambda: read_csv("slip44.csv"), candidates=candidates
)
