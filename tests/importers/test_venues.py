"""The committed venues, and what web3icons calls them."""

from collections import Counter
from dataclasses import replace

import pytest
import regex

from registry.importers.engine.fixtures import read_csv, read_json
from registry.importers.engine.tables import Tables
from registry.importers.sources import venues, web3icons_exchanges
from registry.models import Venue
from tests.factories import ChainFactory, VenueFactory

from .sources import about

pytestmark = pytest.mark.django_db
ROWS = read_csv("venues.csv")


def load(rows=ROWS):
    return replace(venues.IMPORTER, read=lambda: rows).run(Tables())


@pytest.fixture
def _chains():
    for slug in sorted({row["chain"] for row in ROWS} - {""}):
        ChainFactory(chain_id=slug)


def row(venue_id, **more):
    blank = dict.fromkeys(ROWS[0], "")
    return {
        **blank,
        "venue_id": venue_id,
        "name": venue_id,
        "operator": venue_id,
        "venue_type": "CEX",
        **more,
    }


@pytest.mark.usefixtures("_chains")
def test_it_works():
    plan = load()
    assert (plan.conflicts, plan.refused, len(plan.new)) == ({}, {}, len(ROWS))
    base = Venue.objects.get(pk="uniswap_v3_base")
    assert (base.name, base.operator, base.venue_type, base.chain_id) == (
        "Uniswap v3 on Base", "uniswap", "DEX", "base",
    )  # fmt: skip
    assert Venue.objects.get(pk="binance").website_url == "https://www.binance.com"


@pytest.mark.usefixtures("_chains")
def test_again_changes_nothing():
    load()
    plan = load()
    assert (plan.new, plan.changed, plan.conflicts, plan.refused) == ({}, {}, {}, {})


def test_at_least_fifty_of_all_types():
    types = Counter(row["venue_type"] for row in ROWS)
    assert set(types) == {"CEX", "DEX", "DEX_AGGREGATOR", "BRIDGE", "LENDING"}
    assert min(types.values()) >= 10
    assert len({row["venue_id"] for row in ROWS}) == len(ROWS) >= 50
    assert all(row["operator"] and row["website_url"].startswith("https://") for row in ROWS)
    assert all(row["chain"] for row in ROWS if row["venue_type"] in ("DEX", "LENDING"))


def test_addresses_are_those_of_the_aave_list():
    pools = {token["extensions"]["pool"] for token in read_json("aave_tokenlist.json")["tokens"]
             if "pool" in token.get("extensions", {})}  # fmt: skip
    addresses = [row["protocol_address"] for row in ROWS if row["protocol_address"]]
    assert len(addresses) == 10
    assert set(addresses) <= pools


@pytest.mark.parametrize(
    ("venue", "fit", "misfit"),
    [
        ("binance", ["BTCUSDT", "1INCHUSDT", "币安人生USDT"], ["btcusdt", "BTC-USDT", "BTC/USDT", "BTC USDT", ""]),
        ("binance_usdm", ["BTCUSDT", "BTCUSDT_210924"], ["BTCUSDT_PERP", "btcusdt"]),
        ("binance_coinm", ["BTCUSD_PERP", "BTCUSD_210924"], ["BTCUSD", "BTCUSD_21"]),
        ("coinbase", ["BTC-USD", "1INCH-EUR"], ["BTCUSD", "btc-usd", "BTC/USD"]),
        (
            "deribit",
            ["BTC-30JUN23-30000-C", "BTC-25MAR22", "BTC-3JUN23", "BTC-PERPETUAL", "SOL_USDC-PERPETUAL", "BTC_USDC",
             "XRP_USDC-30JUN24-0d625-P"],
            ["BTC-30JUN23-30000-X", "BTC-30JUN23-30000", "BTC", "BTC-30JUN2023", "btc-perpetual"],
        ),
    ],
)  # fmt: skip
def test_patterns(venue, fit, misfit):
    (pattern,) = [row["symbol_pattern"] for row in ROWS if row["venue_id"] == venue]
    assert [name for name in fit if not regex.fullmatch(pattern, name)] == []
    assert [name for name in misfit if regex.fullmatch(pattern, name)] == []


def test_a_chain_that_the_registry_does_not_have():
    plan = load([row("nowhere_swap", venue_type="DEX", chain="nowhere"), row("somewhere")])
    assert [(f.record, about(f)) for f in plan.refused] == [("nowhere_swap", "unknown chain")]
    assert Venue.objects.get().pk == "somewhere"


def test_a_dex_without_a_chain():
    plan = load([row("swap", venue_type="DEX"), row("somewhere")])
    assert [(f.record, about(f)) for f in plan.refused] == [("swap", "no chain")]


def test_a_pattern_that_is_none():
    plan = load([row("wrong", symbol_pattern="("), row("somewhere")])
    assert [(f.record, about(f)) for f in plan.refused] == [("wrong", "Venue.symbol_pattern")]


def test_what_a_person_wrote_stays():
    VenueFactory(venue_id="somewhere", website_url="https://example.com/mine")
    plan = load(
        [row("somewhere", website_url="https://example.com/theirs", api_endpoint="https://api.example.com")]
    )
    assert ("somewhere", "Venue.website_url") in [(f.record, about(f)) for f in plan.conflicts]
    stored = Venue.objects.get()
    assert (stored.website_url, stored.api_endpoint) == (
        "https://example.com/mine",
        "https://api.example.com",
    )


class TestWeb3icons:
    def load(self):
        return web3icons_exchanges.IMPORTER.run(Tables())

    @pytest.mark.usefixtures("_chains")
    def test_it_works(self):
        load()
        plan = self.load()
        assert plan.new == {}
        assert Venue.objects.get(pk="gate").metadata["web3icons"] == "gate-io"
        assert Venue.objects.get(pk="uniswap_v3_base").metadata["web3icons"] == "uniswap"

    @pytest.mark.usefixtures("_chains")
    def test_coinbase_is_no_dex(self):
        load()
        conflicts = [(f.record, about(f)) for f in self.load().conflicts]
        assert conflicts == [("coinbase", "Venue.venue_type")] * 2
        assert Venue.objects.get(pk="coinbase").venue_type == "CEX"

    @pytest.mark.usefixtures("_chains")
    def test_it_founds_no_venue(self):
        load()
        refused = [(f.record, about(f)) for f in self.load().refused]
        assert refused == [(name, "unknown venue") for name in ("aevo", "paradex")]

    @pytest.mark.usefixtures("_chains")
    def test_again_changes_nothing(self):
        load()
        self.load()
        assert (self.load().changed, self.load().new) == ({}, {})
