"""Whether something may be traded: judged by facts of the primary database, never of a cache or a replica.

Each key is judged by itself.  The answer is ALLOW only where nothing speaks against it and everything is known;
any failure on the way is an error, which means no.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cqc.services.v1 import tradeability_pb2 as pb

from .facts import TradeFacts
from .held_flags import HeldFlag

LEGS = ("base_asset_id", "quote_asset_id", "settlement_asset_id")


@dataclass
class Judgement:
    """What was found about one key."""

    findings: list[Any] = field(default_factory=list)
    flags: list[Any] = field(default_factory=list)
    asset_id: str | None = None
    version: int | None = None

    def find(self, reason: str, detail: str, **about: Any) -> None:
        self.findings.append(pb.TradeFinding(reason=f"TRADE_REASON_{reason}", detail=detail, **about))

    def add_flag(self, held: HeldFlag) -> None:
        """Keep a flag; a critical one is found to speak against the asset."""
        self.flags.append(held.message())
        if held.is_critical:
            about = {"asset_id": str(held.flag.asset_id), "flag_id": str(held.flag.pk)}
            if held.is_inherited:
                self.find("INHERITED", held.summary, path=[*map(str, held.path)], **about)
            else:
                self.find("FLAGGED", held.summary, **about)

    @property
    def decision(self) -> Any:
        reasons = {finding.reason for finding in self.findings}
        if pb.TRADE_REASON_NOT_FOUND in reasons:
            return pb.TRADE_DECISION_UNKNOWN
        return pb.TRADE_DECISION_BLOCK if reasons - {pb.TRADE_REASON_MERGED} else pb.TRADE_DECISION_ALLOW


class Judge:
    """Judges assets, symbols and listings by facts."""

    def __init__(self, facts: TradeFacts) -> None:
        self.facts = facts

    def asset(self, asset_id: UUID) -> Judgement:
        judgement = Judgement()
        asset = self.facts.assets.get(asset_id)
        if asset is None:
            judgement.find("NOT_FOUND", f"there is no asset {asset_id}", asset_id=str(asset_id))
            return judgement
        final_id = str(asset.final_id)
        judgement.asset_id, judgement.version = final_id, asset.version
        if asset.final_id != asset_id:
            judgement.find("MERGED", f"{asset_id} became {final_id}", asset_id=str(asset_id))
        if asset.is_deleted:
            judgement.find("DELETED", f"{asset.symbol} is deleted", asset_id=final_id)
        for held in self.facts.held[asset.final_id]:
            judgement.add_flag(held)
        return judgement

    def symbol(self, symbol_id: UUID) -> Judgement:
        judgement = Judgement()
        symbol = self.facts.symbols.get(symbol_id)
        if symbol is None:
            judgement.find("NOT_FOUND", f"there is no symbol {symbol_id}")
            return judgement
        judgement.version = symbol.version
        if symbol.is_deleted:
            judgement.find("DELETED", f"{symbol.symbol} is deleted")
        if not symbol.is_active or symbol.is_delisted:
            judgement.find("INACTIVE", f"{symbol.symbol} is inactive")
        if symbol.is_expired:
            judgement.find("EXPIRED", f"{symbol.symbol} expired at {symbol.expiry:%Y-%m-%d %H:%M} UTC")
        for leg in legs_of(symbol):
            part = self.asset(leg)
            judgement.findings += part.findings
            judgement.flags += part.flags
        return judgement

    def listing(self, venue_id: str, name: str) -> Judgement:
        listing = self.facts.listings.get((venue_id, name))
        if listing is None:
            judgement = Judgement()
            judgement.find("NOT_FOUND", f"{venue_id} lists no {name}")
            return judgement
        judgement = self.symbol(listing.symbol_id)
        judgement.version = listing.version
        if not listing.venue_is_active:
            judgement.find("VENUE_INACTIVE", f"{venue_id} is inactive")
        if listing.is_delisted:
            judgement.find("DELISTED", f"{venue_id} no longer lists {name}")
        elif not listing.is_active:
            judgement.find("INACTIVE", f"{name} is inactive on {venue_id}")
        for leg in legs_of(self.facts.symbols[listing.symbol_id]):
            self._leg_on_venue(judgement, venue_id, self.facts.assets[leg].final_id)
        return judgement

    def _leg_on_venue(self, judgement: Judgement, venue_id: str, leg: UUID) -> None:
        said = self.facts.legs.get((venue_id, leg))
        if said is None:
            return
        if said.is_delisted:
            detail = f"{venue_id} no longer lists {said.venue_asset_symbol}"
            judgement.find("DELISTED", detail, asset_id=str(leg))
        elif said.trading_enabled is False or not said.is_active:
            detail = f"{said.venue_asset_symbol} cannot be traded on {venue_id}"
            judgement.find("TRADING_DISABLED", detail, asset_id=str(leg))


def legs_of(symbol: Any) -> list[UUID]:
    return list(dict.fromkeys(leg for name in LEGS if (leg := getattr(symbol, name)) is not None))
