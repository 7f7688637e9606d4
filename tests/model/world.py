"""The registry in plain Python: what it should know after a sequence of writes.

No database, no cache, no locks: dictionaries and loops, so slow and simple that it can be trusted.
Each write answers what the registry should say: None for "done", else the statuses it may refuse with.
"""

from dataclasses import dataclass, field
from typing import Any

from grpc import StatusCode

Refusal = set[StatusCode] | None

DERIVING = {"WRAPS", "BRIDGES", "STAKES", "SYNTHETIC_OF", "LIQUIDITY_PAIR", "REBASES_WITH", "DEPOSITS"}
CRITICAL = 5


@dataclass
class PlainAsset:
    symbol: str
    name: str
    rank: int = 0
    deleted: bool = False
    version: int = 1


@dataclass
class PlainListing:
    symbol: str
    tick: str | None
    gone: bool = False


@dataclass
class PlainWorld:
    """Everything by id; the ids are the registry's own."""

    assets: dict[str, PlainAsset] = field(default_factory=dict)
    deployments: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """Live ones: (asset, chain, address in lower case)."""
    identifiers: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """(asset, source, external id)."""
    edges: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """(from, to, type)."""
    flags: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Active ones: (asset, severity)."""
    symbols: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Live spot pairs: (base, quote)."""
    listings: dict[str, list[PlainListing]] = field(default_factory=dict)
    """By the venue's name for them, the newest last."""
    members: dict[str, str] = field(default_factory=dict)
    """The one group: asset -> weight."""

    def is_live(self, asset: str) -> bool:
        return not self.assets[asset].deleted

    def missing(self, *assets: str) -> Refusal:
        """NOT_FOUND if one of these assets is deleted: nothing new may refer to it."""
        return None if all(map(self.is_live, assets)) else {StatusCode.NOT_FOUND}

    def deploying(self, asset: str, chain: str, address: str) -> Refusal:
        taken = any(
            place == (chain, address) for _, *at in self.deployments.values() for place in [tuple(at)]
        )
        return refusals(self.missing(asset), StatusCode.ALREADY_EXISTS if taken else None)

    def identifying(self, asset: str, source: str, external_id: str) -> Refusal:
        taken = any((s, e) == (source, external_id) for _, s, e in self.identifiers.values())
        return refusals(self.missing(asset), StatusCode.ALREADY_EXISTS if taken else None)

    def relating(self, start: str, end: str, kind: str) -> Refusal:
        return refusals(
            self.missing(start, end),
            StatusCode.INVALID_ARGUMENT if start == end else None,
            StatusCode.ALREADY_EXISTS if (start, end, kind) in self.edges.values() else None,
            StatusCode.FAILED_PRECONDITION if start == end or self.closes_cycle(start, end, kind) else None,
        )

    def closes_cycle(self, start: str, end: str, kind: str) -> bool:
        together = DERIVING if kind in DERIVING else {kind} & {"MIGRATES_TO"}
        return bool(together) and start in self.reach(end, together)

    def reach(self, asset: str, kinds: set[str]) -> set[str]:
        """The assets that this one stands for, over edges of these types."""
        found: set[str] = set()
        while True:
            more = {t for f, t, k in self.edges.values() if k in kinds and f in found | {asset}} - found
            if not more:
                return found
            found |= more

    def pairing(self, base: str, quote: str) -> Refusal:
        return refusals(
            self.missing(base, quote),
            StatusCode.INVALID_ARGUMENT if base == quote else None,
            StatusCode.ALREADY_EXISTS if (base, quote) in self.symbols.values() else None,
        )

    def live_listing(self, name: str) -> PlainListing | None:
        return next((listing for listing in self.listings.get(name, ()) if not listing.gone), None)

    def last_listing(self, name: str) -> PlainListing | None:
        """The live one, else the one that was delisted last."""
        listings = self.listings.get(name)
        return self.live_listing(name) or (listings[-1] if listings else None)

    def listing(self, symbol: str, name: str) -> Refusal:
        gone = None if symbol in self.symbols else {StatusCode.NOT_FOUND}
        return refusals(gone, StatusCode.ALREADY_EXISTS if self.live_listing(name) else None)

    def flags_of(self, asset: str) -> set[str]:
        """Active flags of the asset and of all it stands for."""
        judged = {asset, *self.reach(asset, DERIVING)}
        return {flag for flag, (flagged, _) in self.flags.items() if flagged in judged}

    def may_be_traded(self, asset: str) -> bool:
        critical = {flag for flag in self.flags_of(asset) if self.flags[flag][1] == CRITICAL}
        return self.is_live(asset) and not critical


def refusals(*reasons: Any) -> Refusal:
    """All the statuses that apply, of which the registry may name any; None if there is none."""
    found: set[StatusCode] = set()
    for reason in reasons:
        found |= reason if isinstance(reason, set) else {reason} - {None}
    return found or None
