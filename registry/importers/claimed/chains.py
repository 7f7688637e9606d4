"""What a source says of a chain, and which chain that is.

Two sources mean one chain if they give it one CAIP-2 name.  Some give none, or a wrong one, or call a well-known
chain by a name of their own.  For those the reviewed table `fixtures/chains.csv` says which chain is meant.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from registry.importers.engine.fixtures import read_csv
from registry.importers.engine.plan import Plan, RecordRefused
from registry.importers.engine.reasons import Reason
from registry.importers.engine.tables import KeyedRows
from registry.models import Chain

CHAIN_SOURCES = ("viem", "chain_registry", "web3icons")


@dataclass(frozen=True)
class ChainCandidate:
    """A chain as a source has it."""

    source: str
    key: str
    """What the source calls it."""
    slug: str
    """The slug that it gets where no table says otherwise."""
    name: str
    chain_type: str
    caip2: str | None
    is_testnet: bool | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    """Further fields of the chain that the source knows."""

    @property
    def record(self) -> str:
        return f"{self.source}/{self.key}"

    def plan(self, plan: Plan) -> None:
        settled = settled_chains().get((self.source, self.key), {})
        caip2 = settled.get("caip2") or self.caip2
        if not caip2 and not settled:
            raise RecordRefused(Reason.NO_CAIP2, "without a CAIP-2 name nothing says which chain it is")
        if self.caip2 and self.caip2 != caip2:
            detail = f"it is {caip2}, {self.source} says {self.caip2}"
            plan.conflict(self.record, Reason.CONTRADICTION, detail, "Chain.caip2")
        chains = plan.tables[Chain]
        found = chains.find(settled.get("chain_id")) or chains.find_by(caip2=caip2)
        initial = {"chain_id": settled.get("chain_id") or free_slug(chains, self.slug, caip2)}
        plan.put(
            self.record,
            Chain,
            {
                "chain_type": settled.get("chain_type") or self.chain_type,
                "caip2": caip2,
                "is_testnet": self.is_testnet,
                **self.facts,
            },
            found=found,
            initial={**initial, "chain_name": self.name},
        )


@dataclass(frozen=True)
class ChainName:
    """A chain by the name a source has for it, by CAIP-2, or (without a source) by the registry's slug."""

    key: str
    source: str | None = None
    caip2: str | None = None

    def __str__(self) -> str:
        return self.key

    def find(self, chains: KeyedRows) -> Any:
        """The stored or planned chain; None if there is none."""
        if self.source is None:
            return chains.find(self.key)
        if settled := settled_chains().get((self.source, self.key)):
            return chains.find(settled["chain_id"])
        return chains.find_by(caip2=self.caip2) if self.caip2 else None


@cache
def settled_chains() -> dict[tuple[str, str], dict[str, str]]:
    """(source, its name for a chain) -> the chain that it is."""
    return {
        (source, row[source]): row
        for row in read_csv("chains.csv")
        for source in CHAIN_SOURCES
        if row[source]
    }


def free_slug(chains: KeyedRows, slug: str, caip2: str | None) -> str:
    """The slug; where another chain has it, the slug with a part of the CAIP-2 name."""
    slugs = {row["chain_id"] for row in settled_chains().values()}
    if slug not in slugs and chains.find(slug) is None:
        return slug
    namespace, _, reference = (caip2 or "").partition(":")
    return f"{slug}-{reference}" if namespace == "eip155" else f"{slug}-{namespace}"
