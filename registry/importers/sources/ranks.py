"""The ranks of well-known assets that the sources leave out, from the reviewed table `fixtures/ranks.csv`.

web3icons has none for Bitcoin and lacks wrapped and staked Ether.  Without a rank an asset does not come
first of those that share its symbol, and nothing is told to look like it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from registry.importers.claimed.identity import ExternalId
from registry.importers.engine.fixtures import read_csv
from registry.importers.engine.importer import Importer
from registry.importers.engine.plan import Plan, RecordRefused
from registry.importers.engine.reasons import Reason
from registry.models import Asset


@dataclass(frozen=True)
class Rank:
    """The rank of an asset that another source brought."""

    coin: ExternalId
    rank: int

    @property
    def record(self) -> str:
        return f"ranks/{self.coin}"

    def plan(self, plan: Plan) -> None:
        asset = self.coin.asset(plan.tables)
        if asset is None:
            raise RecordRefused(Reason.UNKNOWN_ASSET, f"the registry has no asset for {self.coin}")
        values = {"market_cap_rank": self.rank}
        plan.put(self.record, Asset, values, found=asset, refresh=("market_cap_rank",))


def candidates(row: dict[str, str]) -> Iterator[Rank]:
    yield Rank(ExternalId(row["source"], row["external_id"]), int(row["rank"]))


IMPORTER = Importer(
    name="ranks",
    source="ranks",
    read=lambda: read_csv("ranks.csv"),
    candidates=candidates,
)
