"""The assets that a symbol may mean, ranked.  A symbol never decides between several."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cqc.services.v1 import resolution_pb2 as pb
from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from cqi.errors import NotFound, RuleViolated
from registry.messages import ASSET, DEPLOYMENT
from registry.models import Asset, AssetDeployment, AssetIdentifier, QualityFlag
from registry.models.assets import UNRANKED

CONSIDERED = 100
"""How many assets of one symbol are ranked: those with the best market cap rank."""
SHOWN = 20

Symbol = tuple[str, str | None]
"""A folded symbol, and the chain that the asset must be deployed on."""


@dataclass
class Candidate:
    """An asset and what speaks for it, strongest first."""

    asset: Any
    deployment: Any
    verified: int
    flags: int

    @property
    def rank(self) -> tuple[Any, ...]:
        canonical = self.deployment is not None and self.deployment.is_canonical
        return (not canonical, self.asset.rank_key, -self.verified, self.flags, self.asset.pk)

    def reasons(self) -> list[str]:
        said = []
        if self.deployment is not None:
            kind = "canonical deployment" if self.deployment.is_canonical else "deployment"
            said.append(f"{kind} on {self.deployment.chain_id}")
        if self.asset.rank_key < UNRANKED:
            said.append(f"market cap rank {self.asset.rank_key}")
        if self.verified:
            said.append(f"{self.verified} verified identifiers")
        said.append(f"{self.flags} active flags" if self.flags else "no active flags")
        return said

    def message(self) -> Any:
        message = pb.AssetCandidate(asset=ASSET.to_message(self.asset), reasons=self.reasons())
        if self.deployment is not None:
            message.deployment.CopyFrom(DEPLOYMENT.to_message(self.deployment))
        return message


class Candidates:
    """The candidates of some symbols, loaded in a fixed number of queries."""

    def __init__(self, symbols: Iterable[Symbol]) -> None:
        wanted = set(symbols)
        self.by_symbol: dict[str, list[Any]] = defaultdict(list)
        self.deployments: dict[tuple[UUID, str], Any] = {}
        self.verified: Counter[UUID] = Counter()
        self.flags: Counter[UUID] = Counter()
        self.shared: Counter[Symbol] = Counter()
        if wanted:
            self._load(wanted)

    def _load(self, wanted: set[Symbol]) -> None:
        texts, chains = {text for text, _ in wanted}, {chain for _, chain in wanted if chain}
        best = Window(RowNumber(), partition_by=F("symbol_key"), order_by=(F("rank_key"), F("asset_id")))
        live = Asset.objects.live().filter(symbol_key__in=texts)
        on_chain = Q(deployments__chain_id__in=chains, deployments__deleted_at__isnull=True)
        rows = list(live.annotate(place=best).filter(place__lte=CONSIDERED).select_related("look_alike_of"))
        for text, shared in live.values_list("symbol_key").annotate(shared=Count("pk")).order_by():
            self.shared[(text, None)] = shared
        if chains:
            rows += (
                live.filter(on_chain).select_related("look_alike_of").distinct()[: CONSIDERED * len(wanted)]
            )
        assets = {row.pk: row for row in rows}
        for row in assets.values():
            self.by_symbol[row.symbol_key].append(row)
        deployed = AssetDeployment.objects.live().filter(asset__in=assets, chain_id__in=chains)
        for row in deployed.select_related("chain", "asset").order_by("is_canonical"):
            self.deployments[(row.asset_id, row.chain_id)] = row
        known = AssetIdentifier.objects.filter(asset__in=assets, verified_at__isnull=False)
        self.verified.update(dict(known.values_list("asset_id").annotate(Count("pk")).order_by()))
        active = QualityFlag.objects.filter(asset__in=assets, resolved_at__isnull=True)
        self.flags.update(dict(active.values_list("asset_id").annotate(Count("pk")).order_by()))

    def ranked(self, symbol: Symbol) -> list[Candidate]:
        text, chain = symbol
        found = [
            Candidate(
                asset,
                self.deployments.get((asset.pk, chain or "")),
                self.verified[asset.pk],
                self.flags[asset.pk],
            )
            for asset in self.by_symbol.get(text, ())
        ]
        return sorted(
            (c for c in found if chain is None or c.deployment), key=lambda candidate: candidate.rank
        )

    def answer(self, symbol: Symbol, *, exactly_one: bool) -> Any:
        """The ResolveAssetResponse for a symbol, or the error that it leads to."""
        ranked = self.ranked(symbol)
        count = max(self.shared[symbol], len(ranked))
        if not ranked:
            return NotFound("Asset", "/".join(part for part in symbol if part))
        if len(ranked) > 1 and exactly_one:
            named = ", ".join(f"{c.asset.pk} ({c.asset.name})" for c in ranked[:5])
            return RuleViolated(f"{count} assets are called {symbol[0]}: {named}", reason="AMBIGUOUS")
        response = pb.ResolveAssetResponse(
            candidates=[candidate.message() for candidate in ranked[:SHOWN]],
            candidate_count=count,
            reason=why_first(ranked),
        )
        if len(ranked) == 1:
            decide(response, ranked[0])
        return response


def decide(response: Any, only: Candidate) -> None:
    """Only one asset has the symbol: it is the answer."""
    response.asset.CopyFrom(ASSET.to_message(only.asset))
    response.matched_by = pb.MATCHED_BY_SYMBOL
    if only.deployment is not None:
        response.deployment.CopyFrom(DEPLOYMENT.to_message(only.deployment))
    if only.asset.look_alike_of is not None:
        response.look_alike_of.append(ASSET.to_message(only.asset.look_alike_of))


WHY = (
    "canonical deployment on the chain",
    "market cap rank",
    "verified identifiers",
    "fewer active flags",
    "age",
)


def why_first(ranked: list[Candidate]) -> str:
    """What sets the first candidate apart from the second."""
    if len(ranked) == 1:
        return "the only asset with this symbol"
    pairs = zip(WHY, ranked[0].rank, ranked[1].rank, strict=True)
    decisive = next(name for name, first, second in pairs if first != second)
    return f"first by {decisive}: {', '.join(ranked[0].reasons())}"
