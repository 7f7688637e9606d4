"""The tokens of web3icons: CoinGecko's ids and ranks, and where each coin is deployed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from registry.importers.claimed.assets import AssetCandidate
from registry.importers.claimed.copies import Copy
from registry.importers.claimed.identity import Place
from registry.importers.claimed.types import type_of
from registry.importers.engine.fixtures import read_json
from registry.importers.engine.importer import Importer
from registry.importers.engine.plan import Candidate, Plan
from registry.importers.engine.reasons import Reason
from registry.importers.engine.tables import Tables
from registry.models import Chain
from registry.values.choices import ChainType
from registry.values.text import fold

from .shared.web3icons import bridge_of, identifier, platform_place
from .token_list import spellings


@dataclass(frozen=True)
class Coin:
    """A coin, at the addresses that are its issuer's."""

    token: dict[str, Any]

    @property
    def record(self) -> str:
        return f"web3icons/{self.token['id']}"

    def plan(self, plan: Plan) -> None:
        texts = {there: spelled(there, plan.tables) for there in self._own_places()}
        for there, text in texts.items():
            if text and fold(text) != fold(self.token["symbol"]):
                coin = identifier(self.token)
                detail = f"the token there is {text}, {plan.source} lists it under {coin}"
                plan.conflict(f"{self.record} {there}", Reason.CONTRADICTION, detail, "AssetDeployment.asset")
        agreed = {
            p: text for p, text in texts.items() if not text or fold(text) == fold(self.token["symbol"])
        }
        self._asset(plan.tables, agreed).plan(plan)

    def _own_places(self) -> list[Place]:
        addresses = self.token["addresses"].items()
        return [
            platform_place(name, address) for name, address in addresses if not bridge_of(self.token, name)
        ]

    def _asset(self, tables: Tables, places: dict[Place, str | None]) -> AssetCandidate:
        coin = identifier(self.token)
        symbol, derived = symbol_of(self.token)
        if text := next(filter(None, places.values()), None):
            symbol, derived = text, {}
        home = next(iter(places), None)
        chain = home.chain.find(tables[Chain]) if home else None
        return AssetCandidate(
            record=self.record,
            symbol=symbol,
            name=self.token["name"],
            asset_type=type_of([coin], chain_type=chain.chain_type if chain else None),
            identifiers=(coin,),
            places=tuple(places),
            derived=derived,
            # 0 and null both say that it has none.
            facts={"market_cap_rank": self.token["marketCapRank"] or None},
            refresh=("market_cap_rank",),
        )


def symbol_of(token: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """The symbol, and how it was derived.

    The source has all symbols in small letters, so they are put in capitals.
    """
    symbol: str = token["symbol"]
    if symbol != symbol.lower() or not symbol.isascii() or symbol == symbol.upper():
        return symbol, {}
    return symbol.upper(), {"symbol": "web3icons' small letters, in capitals"}


def spelled(there: Place, tables: Tables) -> str | None:
    """How the token list spells the symbol of the token at this place."""
    chain = there.chain.find(tables[Chain])
    if chain is None or chain.chain_type != ChainType.EVM or there.address is None:
        return None
    return spellings().get((chain.caip2, there.address.lower()))


def candidates(token: dict[str, Any]) -> Iterator[Candidate]:
    yield Coin(token)
    symbol, derived = symbol_of(token)
    for platform, address in token["addresses"].items():
        if bridge := bridge_of(token, platform):
            yield Copy(
                record=f"web3icons/{token['id']} {platform}/{address}",
                symbol=symbol,
                derived=derived,
                name=token["name"],
                place=platform_place(platform, address),
                origin=identifier(token),
                bridge=bridge,
            )


IMPORTER = Importer(
    name="web3icons_tokens",
    source="web3icons",
    read=lambda: read_json("web3icons_tokens.json"),
    candidates=candidates,
)
