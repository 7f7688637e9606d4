"""Whether something may be traded: judged on the primary database, never on a cache or a replica.

Facts are loaded for all keys in a fixed number of queries, all of one moment; then each key is judged
by itself.  The answer is ALLOW only where nothing speaks against it and everything is known; any failure
on the way is an error, which means no.  This module only reads.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cqc.services.v1 import tradeability_pb2 as pb
from django.db import NotSupportedError, connection, transaction
from django.db.models import F

from cqi.errors import Unavailable
from registry.models import Asset, Symbol, VenueAsset, VenueSymbol

from .held_flags import HeldFlag, held_flags

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


class Facts:
    """Everything that a set of assets, symbols and listings is judged by."""

    def __init__(
        self,
        assets: Iterable[UUID] = (),
        symbols: Iterable[UUID] = (),
        listings: Iterable[tuple[str, str]] = (),
    ) -> None:
        with primary():
            self._load(set(assets), set(symbols), set(listings))

    def _load(self, assets: set[UUID], symbols: set[UUID], listings: set[tuple[str, str]]) -> None:
        self.listings = load_listings(listings)
        self.symbols: dict[Any, Any] = {row.symbol_id: row.symbol for row in self.listings.values()}
        self.symbols |= Symbol.objects.in_bulk(symbols - set(self.symbols))
        legs = {leg for symbol in self.symbols.values() for leg in legs_of(symbol)}
        self.assets: dict[Any, Any] = dict(
            Asset.objects.order_by().select_related("merged_into").in_bulk(legs | assets)
        )
        self.legs_on_venues = load_legs(
            (listing.venue_id, leg.pk)
            for listing in self.listings.values()
            for leg in self._legs(listing.symbol)
        )
        self.flags = held_flags(self.assets.values())

    def asset(self, asset_id: UUID) -> Judgement:
        judgement = Judgement()
        asset = self.assets.get(asset_id)
        if asset is None:
            judgement.find("NOT_FOUND", f"there is no asset {asset_id}", asset_id=str(asset_id))
            return judgement
        final = asset.final
        judgement.asset_id, judgement.version = str(final.pk), final.version
        if final is not asset:
            judgement.find("MERGED", f"{asset.pk} became {final.pk}", asset_id=str(asset.pk))
        if final.deleted_at is not None:
            judgement.find("DELETED", f"{final.symbol} is deleted", asset_id=str(final.pk))
        for held in self.flags[asset.pk]:
            judgement.add_flag(held)
        return judgement

    def symbol(self, symbol_id: UUID) -> Judgement:
        judgement = Judgement()
        symbol = self.symbols.get(symbol_id)
        if symbol is None:
            judgement.find("NOT_FOUND", f"there is no symbol {symbol_id}")
            return judgement
        judgement.version = symbol.version
        if symbol.deleted_at is not None:
            judgement.find("DELETED", f"{symbol.symbol} is deleted")
        if not symbol.is_active or symbol.delisted_at is not None:
            judgement.find("INACTIVE", f"{symbol.symbol} is inactive")
        if symbol.is_expired:
            judgement.find("EXPIRED", f"{symbol.symbol} expired at {symbol.expiry:%Y-%m-%d %H:%M} UTC")
        for leg in legs_of(symbol):
            part = self.asset(leg)
            judgement.findings += part.findings
            judgement.flags += part.flags
        return judgement

    def listing(self, venue_id: str, name: str) -> Judgement:
        listing = self.listings.get((venue_id, name))
        if listing is None:
            judgement = Judgement()
            judgement.find("NOT_FOUND", f"{venue_id} lists no {name}")
            return judgement
        judgement = self.symbol(listing.symbol_id)
        judgement.version = listing.version
        if not listing.venue.is_active:
            judgement.find("VENUE_INACTIVE", f"{venue_id} is inactive")
        if listing.delisted_at is not None:
            judgement.find("DELISTED", f"{venue_id} no longer lists {name}")
        elif not listing.is_active:
            judgement.find("INACTIVE", f"{name} is inactive on {venue_id}")
        for leg in self._legs(listing.symbol):
            self._leg_on_venue(judgement, venue_id, leg.pk)
        return judgement

    def _legs(self, symbol: Any) -> list[Any]:
        return [self.assets[leg].final for leg in legs_of(symbol)]

    def _leg_on_venue(self, judgement: Judgement, venue_id: str, leg: UUID) -> None:
        row = self.legs_on_venues.get((venue_id, leg))
        if row is None:
            return
        if row.delisted_at is not None:
            detail = f"{venue_id} no longer lists {row.venue_asset_symbol}"
            judgement.find("DELISTED", detail, asset_id=str(leg))
        elif row.trading_enabled is False or not row.is_active:
            detail = f"{row.venue_asset_symbol} cannot be traded on {venue_id}"
            judgement.find("TRADING_DISABLED", detail, asset_id=str(leg))


@contextmanager
def primary() -> Iterator[None]:
    """Everything read inside is of one moment of the primary database.

    A merge between two reads would otherwise hide a flag from both of them.  A replica, which lags behind,
    refuses READ WRITE; a primary that is read-only for a while accepts it.  It must be entered before the
    transaction reads anything.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        try:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ WRITE")
        except NotSupportedError:
            raise Unavailable("the database is not the primary", reason="DATABASE_UNAVAILABLE") from None
        yield


def legs_of(symbol: Any) -> list[UUID]:
    return list(dict.fromkeys(leg for name in LEGS if (leg := getattr(symbol, name)) is not None))


def load_listings(names: set[tuple[str, str]]) -> dict[tuple[str, str], Any]:
    """The live listing of each name, else the last one."""
    if not names:
        return {}
    rows = VenueSymbol.objects.select_related("venue", "symbol").filter(
        venue_id__in={venue for venue, _ in names}, venue_symbol__in={name for _, name in names}
    )
    found: dict[tuple[str, str], Any] = {}
    for row in rows.order_by(F("delisted_at").desc(nulls_first=True)):
        found.setdefault((row.venue_id, row.venue_symbol), row)
    return {name: row for name, row in found.items() if name in names}


def load_legs(wanted: Iterable[tuple[str, UUID]]) -> dict[tuple[str, UUID], Any]:
    """What each venue says of an asset: its live listing, else the last one."""
    if not (pairs := set(wanted)):
        return {}
    rows = VenueAsset.objects.filter(
        venue_id__in={venue for venue, _ in pairs}, asset_id__in={asset for _, asset in pairs}
    )
    found: dict[tuple[str, UUID], Any] = {}
    for row in rows.order_by(F("delisted_at").desc(nulls_first=True)):
        found.setdefault((row.venue_id, row.asset_id), row)
    return found
