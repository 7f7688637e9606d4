"""A registry with the assets that the code table names, and venues: what markets need to stand on."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import ccxt  # noqa: F401  (it takes seconds: not within a test's transaction)
import pytest
from django.utils import timezone

from registry.importers.engine.fixtures import read_csv
from registry.importers.engine.plan import Plan
from registry.importers.engine.tables import Tables
from registry.importers.markets.exchange import parse_answer
from registry.importers.markets.reading import VENUES, importer_of
from registry.models import Asset, AssetIdentifier, Venue, VenueSymbol
from registry.values.choices import AssetType, DataSource, VenueType
from registry.writing.write import write

CAPTURES = Path(__file__).parents[3] / "shared" / "data" / "captures"
MORE_CAPTURES = CAPTURES.with_name("captures_markets")

needs_captures = pytest.mark.skipif(not CAPTURES.is_dir(), reason="the captures are not on this machine")


def build() -> None:
    """Every asset of the code table, under its plainest code, and every venue whose markets are read."""
    assets: dict[tuple[str, str], Asset] = {}
    for row in read_csv("codes.csv"):
        if row["source"] in DataSource.values:
            kind = AssetType.FIAT if row["source"] == "ISO4217" else AssetType.CRYPTOCURRENCY
            asset = Asset(symbol=row["code"], name=row["external_id"], asset_type=kind)
            assets.setdefault((row["source"], row["external_id"]), asset)
    write(list(assets.values()))
    write(
        [
            AssetIdentifier(asset=asset, source=source, external_id=external_id, is_primary=True)
            for (source, external_id), asset in assets.items()
        ]
    )
    read = [
        row
        for row in read_csv("venues.csv")
        if row["venue_type"] == VenueType.CEX or row["venue_id"] in VENUES
    ]
    write(
        [
            Venue(
                venue_id=row["venue_id"],
                name=row["name"],
                venue_type=VenueType.CEX,
                symbol_pattern=row["symbol_pattern"],
            )
            for row in read
        ]
    )


def asset_of(external_id: str, source: str = "COINGECKO") -> Asset:
    return AssetIdentifier.objects.get(source=source, external_id=external_id).asset


def listing(venue: str, name: str) -> VenueSymbol:
    """The live listing."""
    return VenueSymbol.objects.live().select_related("symbol").get(venue=venue, venue_symbol=name)


def today() -> date:
    """The day of an answer that is fetched now; midnight may pass between two calls."""
    return timezone.now().date()


def run(venue: str, *answers: Any, observed: date | None = None, delist: bool = False) -> Plan:
    """Import saved answers, read the way files are."""
    saved = [parse_answer(json.dumps(answer)) for answer in answers]
    return importer_of(venue, observed or today(), saved, delist=delist).run(Tables())


def reasons(plan: Plan) -> dict[str, str]:
    """Why each refused record was refused."""
    return {finding.record: finding.title for finding in plan.refused}


def kraken_pair(altname: str, base: str, quote: str, **more: Any) -> dict[str, Any]:
    """A pair as Kraken answers it."""
    pair = {
        "altname": altname,
        "base": base,
        "quote": quote,
        "pair_decimals": 2,
        "lot_decimals": 8,
        "leverage_buy": [],
        "fees": [[0, 0.4], [50000, 0.35]],
        "fees_maker": [[0, 0.25], [50000, 0.2]],
        "ordermin": "0.001",
    }
    return pair | more


def kraken(*pairs: dict[str, Any]) -> dict[str, Any]:
    """Kraken's answer, in which each pair has a key of its own."""
    return {"error": [], "result": {f"key {number}": pair for number, pair in enumerate(pairs)}}


def coinbase_product(name: str, **more: Any) -> dict[str, Any]:
    """A product as Coinbase answers it."""
    base, quote = name.split("-")
    product = {
        "id": name,
        "base_currency": base,
        "quote_currency": quote,
        "base_min_size": "0.002",
        "base_max_size": "300",
        "base_increment": "0.00000001",
        "quote_increment": "0.01",
        "min_market_funds": "7",
        "max_market_funds": "500000",
        "status": "online",
        "trading_disabled": False,
    }
    return product | more
