"""The assets that a symbol may mean, the best first.  A symbol never decides between several."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

SymbolOnChain = tuple[str, str | None]
"""A folded symbol, and the chain that the asset must be deployed on."""

# All that share a symbol are compared, however many there are; only the first are fetched.
RANKED_CANDIDATES = """
SELECT symbol_key, chain_id, asset_id, deployment_id, is_live, is_canonical, rank, verified, flags, shared FROM (
  SELECT wanted.*, asset.asset_id, deployment_id, asset.deleted_at IS NULL AS is_live,
    coalesce(is_canonical, false) AS is_canonical, market_cap_rank AS rank, verified, flags,
    count(*) OVER symbol AS shared,
    row_number() OVER (
      symbol ORDER BY asset.deleted_at IS NULL DESC, coalesce(is_canonical, false) DESC,
        rank_key, verified DESC, flags, asset.asset_id
    ) AS place
  FROM unnest(%(symbols)s::text[], %(chains)s::text[]) AS wanted(symbol_key, chain_id)
  JOIN registry_asset AS asset ON asset.symbol_key = wanted.symbol_key AND merged_into_id IS NULL
    AND (%(show_deleted)s OR asset.deleted_at IS NULL)
  LEFT JOIN LATERAL (
    SELECT deployment_id, is_canonical FROM registry_assetdeployment AS deployment
    WHERE deployment.asset_id = asset.asset_id AND deployment.chain_id = wanted.chain_id
      AND (%(show_deleted)s OR deployment.deleted_at IS NULL)
    ORDER BY deployment.deleted_at IS NULL DESC, is_canonical DESC, deployment_id LIMIT 1
  ) AS on_chain ON true
  CROSS JOIN LATERAL (
    SELECT count(*) AS verified FROM registry_assetidentifier
    WHERE asset_id = asset.asset_id AND verified_at IS NOT NULL
  ) AS identifier
  CROSS JOIN LATERAL (
    SELECT count(*) AS flags FROM registry_qualityflag
    WHERE asset_id = asset.asset_id AND resolved_at IS NULL
  ) AS flag
  WHERE wanted.chain_id IS NULL OR deployment_id IS NOT NULL
  WINDOW symbol AS (PARTITION BY wanted.symbol_key, wanted.chain_id)
) AS ranked WHERE place <= %(shown)s ORDER BY symbol_key, chain_id, place
"""


class RankedAsset(NamedTuple):
    """An asset that has the symbol, and what speaks for it, strongest first."""

    symbol_key: str
    chain_id: str | None
    asset_id: UUID
    deployment_id: UUID | None
    is_live: bool
    is_canonical: bool
    rank: int | None
    verified: int
    flags: int
    shared: int
    """How many assets have the symbol."""

    def reasons(self) -> list[str]:
        said = [] if self.is_live else ["deleted"]
        if self.deployment_id is not None:
            said.append(f"{'canonical ' if self.is_canonical else ''}deployment on {self.chain_id}")
        if self.rank is not None:
            said.append(f"market cap rank {self.rank}")
        if self.verified:
            said.append(quantity(self.verified, "verified identifier"))
        said.append(quantity(self.flags, "active flag") if self.flags else "no active flags")
        return said


def ranked_assets(
    symbols: Iterable[SymbolOnChain], *, shown: int, show_deleted: bool
) -> dict[SymbolOnChain, list[RankedAsset]]:
    """The first candidates of each symbol, the best first.  One query."""
    wanted = list(symbols)
    found: dict[SymbolOnChain, list[RankedAsset]] = defaultdict(list)
    if not wanted:
        return found
    texts, chains = zip(*wanted, strict=True)
    asked: dict[str, Any] = {
        "symbols": [*texts],
        "chains": [*chains],
        "shown": shown,
        "show_deleted": show_deleted,
    }
    with connection.cursor() as cursor:
        cursor.execute(RANKED_CANDIDATES, asked)
        for row in map(RankedAsset._make, cursor.fetchall()):
            found[row.symbol_key, row.chain_id].append(row)
    return found


DECISIVE = {
    "is_live": "not being deleted",
    "is_canonical": "canonical deployment on the chain",
    "rank": "market cap rank",
    "verified": "verified identifiers",
    "flags": "fewer active flags",
    "asset_id": "being known longest",
}
"""What sets two candidates apart, in this order."""


def why_first(ranked: list[RankedAsset]) -> str:
    """What sets the first candidate apart from the second."""
    if len(ranked) == 1:
        on_chain = f" on {ranked[0].chain_id}" if ranked[0].chain_id else ""
        return f"the only asset{on_chain} with this symbol"
    first, second = ranked[:2]
    decisive = next(why for name, why in DECISIVE.items() if getattr(first, name) != getattr(second, name))
    return f"first of {first.shared} by {decisive}: {', '.join(first.reasons())}"


def quantity(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
