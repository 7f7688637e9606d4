"""The facts of a trade check as Django's ORM loads them, in several queries; and verdicts to compare."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from registry.models import Asset, AssetRelationship, QualityFlag, Symbol, VenueAsset, VenueSymbol
from registry.services.flagging.facts import AssetFact, LegFact, ListingFact, SymbolFact, TradeFacts
from registry.services.flagging.held_flags import HeldFlag
from registry.services.flagging.safety import Judge, legs_of
from registry.values.choices import DERIVING

Paths = dict[UUID, tuple[tuple[UUID, ...], bool]]
"""By the asset that is reached: a path to it, and whether the rates of all its steps are known."""
Names = Iterable[tuple[str, str]]
LAST = F("delisted_at").desc(nulls_first=True)


def orm_facts(
    assets: Iterable[UUID] = (),
    symbols: Iterable[UUID] = (),
    listings: Names = (),
    *,
    with_resolved: bool = False,
) -> TradeFacts:
    """It is to be called in a transaction that is REPEATABLE READ, or where nobody writes."""
    facts = TradeFacts()
    listed = load_listings({*listings})
    facts.listings = {name: listing_fact(row) for name, row in listed.items()}
    known = {row.symbol_id: row.symbol for row in listed.values()} | Symbol.objects.in_bulk({*symbols})
    facts.symbols = {key: symbol_fact(row) for key, row in known.items()}
    legs = {leg for symbol in known.values() for leg in legs_of(symbol)}
    rows = Asset.objects.order_by().select_related("merged_into").in_bulk({*assets} | legs)
    facts.assets = {key: asset_fact(row) for key, row in rows.items()}
    facts.legs = load_legs({
        (row.venue_id, facts.assets[leg].final_id) for row in listed.values() for leg in legs_of(row.symbol)
    })  # fmt: skip
    finals = {asset.final_id for asset in facts.assets.values()}
    holding = Holding()
    facts.held = {final: holding.held(final) for final in finals}
    if with_resolved:
        facts.resolved = list(QualityFlag.objects.filter(asset__in=finals, resolved_at__isnull=False))
    return facts


def load_listings(names: set[tuple[str, str]]) -> dict[tuple[str, str], Any]:
    """The live listing of each name, else the last one."""
    found: dict[tuple[str, str], Any] = {}
    for row in (
        VenueSymbol.objects.select_related("venue", "symbol")
        .filter(any_of("venue_symbol", names))
        .order_by(LAST)
    ):
        found.setdefault((row.venue_id, row.venue_symbol), row)
    return found


def load_legs(pairs: set[tuple[str, UUID]]) -> dict[tuple[str, UUID], LegFact]:
    """What each venue says of an asset: its live listing, else the last one."""
    found: dict[tuple[str, UUID], LegFact] = {}
    for row in VenueAsset.objects.filter(any_of("asset_id", pairs)).order_by(LAST):
        found.setdefault((row.venue_id, row.asset_id), leg_fact(row))
    return found


def any_of(name: str, pairs: Iterable[tuple[str, Any]]) -> Q:
    return Q(*(Q(("venue_id", venue), (name, value)) for venue, value in pairs), _connector=Q.OR) or Q(
        pk__in=[]
    )


class Holding:
    """Who has which active flags, walked step by step over all there is."""

    def __init__(self) -> None:
        self.edges, self.flags = defaultdict(list), defaultdict(list)
        for edge in AssetRelationship.objects.filter(relationship_type__in=DERIVING).order_by("pk"):
            self.edges[edge.from_asset_id].append((edge.to_asset_id, edge.conversion_rate is not None))
        for flag in QualityFlag.objects.filter(resolved_at=None).order_by("-severity", "pk"):
            self.flags[flag.asset_id].append(flag)

    def held(self, asset_id: UUID) -> list[HeldFlag]:
        paths = self.paths(asset_id).values()
        return [HeldFlag(flag, path) for path, _ in paths for flag in self.flags[path[-1]]]

    def paths(self, asset_id: UUID) -> Paths:
        """A shortest one to each, one whose rate is known before others, then the one of the oldest steps."""
        ways: Paths = {asset_id: ((asset_id,), True)}
        level = dict(ways)
        while level:
            further: Paths = {}
            for path, is_known in level.values():
                for target, has_rate in self.edges[path[-1]]:
                    way, best = ((*path, target), is_known and has_rate), further.get(target)
                    if target not in ways and (best is None or (way[1] and not best[1])):
                        further[target] = way
            ways |= further
            level = further
        return ways


def asset_fact(row: Any) -> AssetFact:
    final = row.final
    return AssetFact(row.pk, final.pk, final.version, final.symbol, final.deleted_at is not None)


def symbol_fact(row: Any) -> SymbolFact:
    gone = {"is_delisted": row.delisted_at is not None, "is_deleted": row.deleted_at is not None}
    return SymbolFact(**gone, **{name: getattr(row, name) for name in SymbolFact._fields if name not in gone})


def listing_fact(row: Any) -> ListingFact:
    return ListingFact(
        row.venue_id, row.venue_symbol, row.symbol_id, row.version, row.is_active, row.delisted_at is not None,
        row.venue.is_active,
    )  # fmt: skip


def leg_fact(row: Any) -> LegFact:
    return LegFact(
        row.venue_id, row.asset_id, row.venue_asset_symbol, row.delisted_at is not None, row.trading_enabled,
        row.is_active,
    )  # fmt: skip


def verdicts(
    facts: TradeFacts, assets: Iterable[UUID], symbols: Iterable[UUID], listings: Names
) -> list[Any]:
    """All that is told of these keys."""
    judge = Judge(facts)
    found = [
        *map(judge.asset, assets), *map(judge.symbol, symbols), *(judge.listing(*name) for name in listings)
    ]  # fmt: skip
    return [(j.decision, j.findings, j.flags, j.asset_id, j.version) for j in found]
