"""chain-registry's asset lists: how its rows name places, and what its traces mean.

A trace says what an asset came from.  The last trace is about the asset itself.  Those before it tell the history
of what that trace points to.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from registry.importers.claimed.chains import ChainName
from registry.importers.claimed.identity import ExternalId, Place, Reference, parse_reference
from registry.importers.engine.fixtures import read_csv, read_json
from registry.values.caip import cosmos_caip2, evm_caip2
from registry.values.choices import RelationshipType

SAME = "additional-mintage"
"""The trace that says: the same issuer's, minted on another chain too."""

RELATIONS = {
    "ibc": RelationshipType.BRIDGES,
    "ibc-cw20": RelationshipType.BRIDGES,
    "bridge": RelationshipType.BRIDGES,
    "ibc-bridge": RelationshipType.BRIDGES,
    "wrapped": RelationshipType.WRAPS,
    "liquid-stake": RelationshipType.STAKES,
    "synthetic": RelationshipType.SYNTHETIC_OF,
    # The trace stands on the old token and points to the one that replaces it.
    "legacy-mintage": RelationshipType.MIGRATES_TO,
}

ORIGINS_ID = frozenset({"ibc", "ibc-cw20", "legacy-mintage"})
"""The traces over which chain-registry hands on the CoinGecko id of what an asset came from."""

COINS = frozenset({"evm-base", "svm-base", "bitcoin-like"})
"""The asset types of chains' own coins; a Cosmos chain's coin is known by its denom."""


@dataclass(frozen=True)
class ListedAsset:
    """An asset of one chain's list."""

    chain: str
    entry: dict[str, Any]

    def __str__(self) -> str:
        return f"chain-registry/{self.key}"

    @property
    def key(self) -> str:
        return f"{self.chain}/{self.entry['base']}"

    @property
    def traces(self) -> list[dict[str, Any]]:
        return self.entry.get("traces", [])  # type: ignore[no-any-return]  # as the list has it

    @property
    def last_trace(self) -> dict[str, Any] | None:
        return self.traces[-1] if self.traces else None

    @property
    def is_coin(self) -> bool:
        return self.entry["typeAsset"] in COINS

    @property
    def place(self) -> Place:
        if self.is_coin:
            return at(self.chain, None, self.decimals)
        # Not its `address`: of factory tokens that is the factory, and one row has another token's.
        return at(self.chain, self.entry["base"], self.decimals)

    @property
    def decimals(self) -> int | None:
        """The exponent of the unit that people count in; None where the list does not have that unit."""
        if (self.key, "decimals") in known_errors():
            return None
        units = {unit["denom"]: unit["exponent"] for unit in self.entry["denomUnits"]}
        return units.get(self.entry["display"])

    @property
    def identifier(self) -> ExternalId | None:
        """Its CoinGecko id; None where the list gives it the id of what it came from."""
        external_id = self.entry.get("coingeckoId")
        return ExternalId("COINGECKO", external_id) if external_id and self._has_own_id(external_id) else None

    def _has_own_id(self, external_id: str) -> bool:
        trace = self.last_trace
        if trace is None or trace["type"] == SAME:
            return True
        origin = counterparty(trace)
        origins_id = origin.entry.get("coingeckoId") if origin else None
        return external_id != origins_id if origins_id else trace["type"] not in ORIGINS_ID

    @property
    def reference(self) -> Reference:
        """How to find its asset: by place.  A coin is found by its id, since a chain can have replaced its coin."""
        return self.identifier or self.place if self.is_coin else self.place


def at(chain: str, denom: str | None, decimals: int | None = None) -> Place:
    """The place of a denom; a contract's is its address."""
    return Place(listed_chain(chain), denom.removeprefix("cw20:") if denom else None, decimals)


def place_of(trace: dict[str, Any]) -> tuple[str, str]:
    """(chain, denom) of what a trace points to."""
    other = trace["counterparty"]
    return other["chainName"], other["baseDenom"].lower()


def counterparty(trace: dict[str, Any]) -> ListedAsset | None:
    """The row that a trace points to; None where no list here has it."""
    return listed_assets().get(place_of(trace))


@cache
def listed_assets() -> dict[tuple[str, str], ListedAsset]:
    """All rows by (chain, denom); the case of addresses differs between lists."""
    lists = read_json("chain_registry_assets.json")
    return {
        (list_["chainName"], entry["base"].lower()): ListedAsset(list_["chainName"], entry)
        for list_ in lists
        for entry in list_["assets"]
    }


@cache
def handed_on() -> dict[tuple[str, str], ExternalId]:
    """The CoinGecko ids of places, taken from copies of what is there.  A place whose copies disagree has none."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in listed_assets().values():
        trace, external_id = row.last_trace, row.entry.get("coingeckoId")
        if trace and trace["type"] in ORIGINS_ID and external_id:
            found[place_of(trace)].add(external_id)
    return {there: ExternalId("COINGECKO", *ids) for there, ids in found.items() if len(ids) == 1}


@cache
def settled_origins() -> dict[tuple[str, str], Reference]:
    """(chain, denom) -> what is there, where no list says: reviewed, in `fixtures/origins.csv`."""
    rows = read_csv("origins.csv")
    return {(row["chain"], row["denom"].lower()): parse_reference(row["origin"]) for row in rows}


@cache
def listed_chain(name: str) -> ChainName:
    ids = {chain["chainName"]: chain for chain in read_json("chain_registry_chains.json")}
    return ChainName(name, "chain_registry", caip2(ids[name]) if name in ids else None)


def caip2(chain: dict[str, Any]) -> str | None:
    """The CAIP-2 name of an entry of the chain list; None where the entry does not give it."""
    if chain["chainType"] == "cosmos":
        return cosmos_caip2(chain["chainId"])
    # Solana's "101" is a number of its own, which CAIP-2 does not know.
    return evm_caip2(int(chain["chainId"])) if chain["chainType"] == "eip155" else None


@cache
def known_errors() -> dict[tuple[str, str], str]:
    """(row, what of it is not believed) -> why: reviewed, in `fixtures/known_errors.csv`."""
    return {(row["record"], row["what"]): row["why"] for row in read_csv("known_errors.csv")}
