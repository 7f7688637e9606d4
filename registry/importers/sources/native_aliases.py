"""What chains' own coins are called where a token has its address, from two reviewed tables.

`fixtures/native_coins.csv` has the denom of each coin, `fixtures/native_aliases.csv` the system contracts and
other names that one chain alone has.  What all chains of a kind write is the model's own rule.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from registry.importers.engine.fixtures import read_csv
from registry.importers.engine.importer import Importer
from registry.importers.engine.plan import Plan, RecordRefused
from registry.importers.engine.reasons import Reason
from registry.models import AssetDeployment, Chain


@dataclass(frozen=True)
class CoinNames:
    """The names of a chain's own coin."""

    chain_id: str
    names: tuple[str, ...]

    @property
    def record(self) -> str:
        return f"native_aliases/{self.chain_id}"

    def plan(self, plan: Plan) -> None:
        chain = plan.tables[Chain].find(self.chain_id)
        if chain is None:
            raise RecordRefused(Reason.UNKNOWN_CHAIN, f"there is no chain {self.chain_id}")
        # What a curator added stays.
        new = [name for name in self.names if name not in chain.native_aliases]
        free = [name for name in new if not self._taken(plan, chain, name)]
        if free:
            plan.change(self.record, chain, {"native_aliases": [*chain.native_aliases, *free]})

    def _taken(self, plan: Plan, chain: Any, name: str) -> bool:
        """Whether a token stands there under this name, which is then listed as a conflict."""
        with suppress(ValidationError):  # a name that is no address, where no token can stand
            key = chain.parse(name, field="native_aliases").key
            token = plan.tables[AssetDeployment].find_live_by(chain=chain, address_key=key)
            if token is not None:
                detail = f"{name} is {token.asset} there: merge it with the chain's own coin, or delete it"
                plan.conflict(self.record, Reason.TAKEN, detail, "Chain.native_aliases")
                return True
        return False


def read_coin_names() -> list[CoinNames]:
    told: dict[str, list[str]] = {}
    for table, column in (("native_coins.csv", "denom"), ("native_aliases.csv", "alias")):
        for row in read_csv(table):
            if row[column]:
                told.setdefault(row["chain_id"], []).append(row[column])
    return [CoinNames(chain_id, tuple(names)) for chain_id, names in told.items()]


def candidates(names: CoinNames) -> Iterator[CoinNames]:
    yield names


IMPORTER = Importer(
    name="native_aliases", source="native_aliases", read=read_coin_names, candidates=candidates
)
