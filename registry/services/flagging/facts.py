"""What a trade check judges by: loaded in one statement, of one moment, from the primary database.

The function `registry_trade_facts` finds the rows.  It raises on a replica, which lags behind.  A primary that is
read-only for a while answers.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, InternalError

from cqi.database import NOT_THE_PRIMARY, array_text, rows_of_prepared, sqlstate
from cqi.errors import Unavailable
from registry.models import Asset, QualityFlag
from registry.rules.graph import Step
from registry.values.choices import DERIVING
from registry.values.clock import now

from .held_flags import HeldFlag, flags_held

LOAD_FACTS = """
SELECT kind, fact FROM registry_trade_facts(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s)
UNION ALL SELECT 'revision', to_json(head) FROM history.revision
"""
DERIVING_TYPES = array_text(DERIVING)
KNOWN_RATE = Decimal(1)
"""Stands for every known rate of a step.  Only whether a rate is known decides between two paths."""


class AssetFact(NamedTuple):
    """An asset, by the id that was asked about.  All other fields are those of the asset it became."""

    asset_id: UUID
    final_id: UUID
    version: int
    symbol: str
    is_deleted: bool


class SymbolFact(NamedTuple):
    """A symbol."""

    symbol_id: UUID
    symbol: str
    version: int
    is_active: bool
    is_delisted: bool
    is_deleted: bool
    expiry: datetime | None
    base_asset_id: UUID
    quote_asset_id: UUID
    settlement_asset_id: UUID | None

    @property
    def is_expired(self) -> bool:
        return self.expiry is not None and self.expiry <= now()


class ListingFact(NamedTuple):
    """A symbol on a venue."""

    venue_id: str
    venue_symbol: str
    symbol_id: UUID
    version: int
    is_active: bool
    is_delisted: bool
    venue_is_active: bool


class LegFact(NamedTuple):
    """What a venue says of an asset that it has markets of."""

    venue_id: str
    asset_id: UUID
    venue_asset_symbol: str
    is_delisted: bool
    trading_enabled: bool | None
    is_active: bool


@dataclass
class TradeFacts:
    """Everything that some assets, symbols and listings are judged by."""

    assets: dict[UUID, AssetFact] = field(default_factory=dict)
    symbols: dict[UUID, SymbolFact] = field(default_factory=dict)
    listings: dict[tuple[str, str], ListingFact] = field(default_factory=dict)
    legs: dict[tuple[str, UUID], LegFact] = field(default_factory=dict)
    held: dict[UUID, list[HeldFlag]] = field(default_factory=dict)
    """The active flags of each asset that is not merged; see `held_flags.flags_held`."""
    resolved: list[QualityFlag] = field(default_factory=list)
    """The resolved flags that were raised on one of the assets asked about, where they were asked for."""
    revision: int = 0
    """The revision up to which all of it is complete."""


def load_facts(
    assets: Iterable[UUID] = (),
    symbols: Iterable[UUID] = (),
    listings: Iterable[tuple[str, str]] = (),
    *,
    with_resolved: bool = False,
) -> TradeFacts:
    """The facts about these.  What is not in them is not known.  Raises Unavailable on a replica."""
    names = {*listings}
    by_listing = (venue for venue, _ in names), (name for _, name in names)
    asked = map(array_text, ({*assets}, {*symbols}, *by_listing))
    try:
        rows = rows_of_prepared(LOAD_FACTS, [*asked, DERIVING_TYPES, with_resolved])
    except InternalError as error:
        if sqlstate(error) != NOT_THE_PRIMARY:
            raise
        raise not_primary() from None
    return facts_from(rows)


def not_primary() -> Unavailable:
    return Unavailable("the database is not the primary", reason="DATABASE_UNAVAILABLE")


def facts_from(rows: Iterable[tuple[str, Any]]) -> TradeFacts:
    """The facts from the rows of `registry_trade_facts`: each is a kind and its fields as JSON has them."""
    facts = TradeFacts()
    ways: dict[UUID, list[Step]] = defaultdict(list)
    flags: list[QualityFlag] = []
    for kind, fact in rows:
        match kind:
            case "revision":
                facts.revision = fact
            case "asset":
                asset = AssetFact(**with_ids(fact, "asset_id", "final_id"))
                facts.assets[asset.asset_id] = asset
            case "step":
                step = step_from(fact)
                ways[step.source].append(step)
            case "flag":
                flags.append(flag_from(fact))
            case "symbol":
                symbol = symbol_from(fact)
                facts.symbols[symbol.symbol_id] = symbol
            case "listing":
                listing = ListingFact(**with_ids(fact, "symbol_id"))
                facts.listings[listing.venue_id, listing.venue_symbol] = listing
            case "leg":
                leg = LegFact(**with_ids(fact, "asset_id"))
                facts.legs[leg.venue_id, leg.asset_id] = leg
    finals = {asset.final_id for asset in facts.assets.values()}
    facts.held = flags_held(finals, ways, (flag for flag in flags if flag.resolved_at is None))
    facts.resolved = [flag for flag in flags if flag.resolved_at is not None]
    return facts


def with_ids(fact: dict[str, Any], *names: str) -> dict[str, Any]:
    """The fact, with keys of rows in place of their texts."""
    return {**fact, **{name: UUID(fact[name]) for name in names if fact[name] is not None}}


def step_from(fact: dict[str, Any]) -> Step:
    rate = KNOWN_RATE if fact["has_rate"] else None
    return Step(UUID(fact["relationship_id"]), UUID(fact["source"]), UUID(fact["target"]), rate)


def symbol_from(fact: dict[str, Any]) -> SymbolFact:
    fact = with_ids(fact, "symbol_id", "base_asset_id", "quote_asset_id", "settlement_asset_id")
    return SymbolFact(**{**fact, "expiry": fact["expiry"] and datetime.fromisoformat(fact["expiry"])})


def flag_from(fact: dict[str, Any]) -> QualityFlag:
    columns: Any = QualityFlag._meta.concrete_fields
    values = [column.to_python(fact[column.column]) for column in columns]
    return QualityFlag.from_db(DEFAULT_DB_ALIAS, [column.attname for column in columns], values)


def held_flags(assets: Collection[Asset]) -> dict[UUID, list[HeldFlag]]:
    """The active flags of each of these assets, by its key.  A merged asset has those of what it became."""
    facts = load_facts(asset.pk for asset in assets) if assets else TradeFacts()
    return {key: facts.held[asset.final_id] for key, asset in facts.assets.items()}
