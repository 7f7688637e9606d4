"""The EVM chains of viem: names, explorers, and which are test networks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from registry.importers.claimed.chains import ChainCandidate
from registry.importers.engine.fixtures import read_json
from registry.importers.engine.importer import Importer
from registry.importers.engine.plan import Candidate, Plan
from registry.importers.engine.reasons import Reason
from registry.values.caip import evm_caip2
from registry.values.choices import ChainType

Entry = dict[str, Any]

# On a developer's own machine: no two of these are the same network.
LOCAL = frozenset({
    "anvil", "cannon", "foundry", "hardhat", "localhost", "moonbeamDev", "tempoLocalnet",
    "zksyncInMemoryNode", "zksyncLocalHyperchain", "zksyncLocalHyperchainL1", "zksyncLocalNode",
})  # fmt: skip


@dataclass(frozen=True)
class Local:
    """A network that runs on a developer's machine."""

    key: str

    @property
    def record(self) -> str:
        return f"viem/{self.key}"

    def plan(self, plan: Plan) -> None:
        plan.refuse(self.record, Reason.LOCAL_NETWORK, "runs on a developer's machine")


@dataclass(frozen=True)
class SameNumber:
    """Another entry under a chain id that is taken: an old name of the chain, or a dead test network."""

    key: str
    name: str
    first: str
    network_id: int

    @property
    def record(self) -> str:
        return f"viem/{self.key}"

    def plan(self, plan: Plan) -> None:
        plan.conflict(
            self.record, Reason.CHAIN_ID_TWICE, f"{self.network_id} is {self.first}, not {self.name}"
        )


def by_number(entries: Iterable[Entry]) -> list[list[Entry]]:
    """The entries by chain id: main networks before test networks, then in viem's order."""
    ordered = sorted(entries, key=lambda entry: (entry["id"], entry["testnet"]))
    return [list(group) for _, group in groupby(ordered, key=lambda entry: entry["id"])]


def candidates(entries: list[Entry]) -> Iterator[Candidate]:
    public = [entry for entry in entries if entry["key"] not in LOCAL]
    for entry in entries:
        if entry["key"] in LOCAL:
            yield Local(entry["key"])
        elif entry is public[0]:
            yield chain(entry)
        else:
            yield SameNumber(entry["key"], entry["name"], public[0]["name"], entry["id"])


def chain(entry: Entry) -> ChainCandidate:
    return ChainCandidate(
        source="viem",
        key=entry["key"],
        slug=re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", entry["key"]).lower(),
        name=entry["name"],
        chain_type=ChainType.EVM,
        caip2=evm_caip2(entry["id"]),
        is_testnet=entry["testnet"],
        facts={"network_id": entry["id"], "explorer_url": entry["explorer"]},
    )


IMPORTER = Importer(
    name="viem_chains",
    source="viem",
    read=lambda: by_number(read_json("viem_chains.json")),
    candidates=candidates,
)
