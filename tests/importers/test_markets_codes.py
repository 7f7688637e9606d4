"""Which asset a venue means by a code: its own listing, the committed table, or nobody knows."""

import csv
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from registry.importers.engine.fixtures import read_csv
from registry.importers.engine.tables import Tables
from registry.importers.markets.codes import Code, Codes, Meaning, code_table, common_code
from registry.importers.markets.needs import read_for
from registry.models import Asset, AssetIdentifier, Symbol, Venue, VenueAsset, VenueSymbol
from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    VenueAssetFactory,
    VenueSymbolFactory,
)

from . import markets_world as world

BITCOIN = Meaning("COINGECKO", "bitcoin")


TODAY = date(2026, 11, 29)


def row(code, external_id, venues="", since="", until=""):
    source = "COINGECKO" if external_id else ""
    return {
        "code": code, "source": source, "external_id": external_id, "venues": venues, "from": since, "until": until,
        "seen": "",
    }  # fmt: skip


def coin(external_id):
    return Meaning("COINGECKO", external_id)


def moment(day):
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def meant(venue, text, *days):
    """What the committed table says."""
    return code_table().meaning(venue, common_code(text), days or (TODAY,))


def test_it_works():
    assert meant("binance", "BTC") == BITCOIN
    assert code_table().meaning("kraken", Code("XXBT", None), [date(2014, 1, 1)]) == BITCOIN
    assert code_table().meaning("kraken", Code("ZUSD", None), [TODAY]) == Meaning("ISO4217", "USD")


def test_a_venue_s_own_code_holds_nowhere_else():
    assert meant("binance", "XXBT") is None


def test_a_reused_code_is_decided_by_venue_and_day_only():
    codes = Codes(
        [
            row("ABC", "old", "x", until="2022-05-26"),
            row("ABC", "new", "x", "2022-05-31"),
            row("ABC", "new"),
            row("ABC", "new", "y"),
        ]
    )
    days = [date(2022, 5, 25), date(2022, 5, 26), date(2022, 5, 30), date(2022, 5, 31)]
    said = [codes.meaning("x", common_code("ABC"), [day]) for day in days]
    assert said == [coin("old"), None, None, coin("new")]
    assert codes.meaning("x", common_code("ABC"), [date(2021, 2, 23), TODAY]) is None
    assert codes.meaning("z", common_code("ABC"), [TODAY]) is None
    assert codes.meaning("y", common_code("ABC"), [TODAY]) == coin("new")


def test_an_undated_row_beside_a_dated_one_of_another_asset_decides_nothing():
    codes = Codes([row("XREP", "augur", "x"), row("XREP", "augur-v1", "x", "2026-11-01")])
    assert codes.meaning("x", Code("XREP", None), [TODAY]) == coin("augur-v1")
    assert codes.meaning("x", Code("XREP", None), [date(2021, 1, 1)]) is None


@pytest.mark.parametrize(
    ("venue", "code", "day", "means"),
    [
        ("binance", "LUNA", date(2021, 1, 1), coin("terra-luna")),
        ("binance", "LUNA", date(2022, 5, 28), None),
        ("binance", "LUNA", TODAY, coin("terra-luna-2")),
        ("binance_usdm", "LUNA", TODAY, None),
        ("okx", "LUNA", date(2022, 5, 13), None),
        ("okx", "LUNC", TODAY, coin("terra-luna")),
        ("binance", "FRAX", date(2026, 1, 14), None),
        ("binance", "FRAX", date(2026, 1, 15), Meaning("fraxtal", "native")),
        ("binance", "FXS", date(2026, 1, 1), coin("frax-share")),
        ("kraken", "XREP", TODAY, Meaning("ethereum", "0x1985365e9f78359a9B6AD760e32412f4a445E862")),
        ("okx", "STRK", date(2022, 11, 30), None),
        ("okx", "STRK", date(2024, 2, 20), coin("starknet")),
        ("okx", "DYDX", date(2021, 9, 9), None),
        ("coinbase", "JUP", date(2022, 12, 5), None),
        ("bybit", "ZK", date(2024, 4, 1), None),
        ("gate", "ARB", date(2022, 12, 19), None),
        ("kucoin", "KNC", date(2023, 6, 1), None),
        ("kucoin", "GALAX", TODAY, coin("gala")),
        ("kraken", "XBT", date(2021, 1, 1), BITCOIN),
    ],
)
def test_codes_that_were_reused(venue, code, day, means):
    assert meant(venue, code, day) == means


def test_a_code_that_means_something_else_on_the_venue():
    assert code_table().meaning("kraken", Code("SOL", None), [TODAY]) is None


def test_what_a_venue_calls_an_asset():
    assert code_table().of("kraken", "BTC", TODAY) == Code("XXBT", None)
    assert code_table().of("bitmex", "BTC", TODAY) == Code("XBT", None)
    assert code_table().of("kraken", "USD", TODAY) == Code("ZUSD", None)
    assert code_table().of("kraken", "ADA", TODAY) == common_code("ADA")


def test_the_platform_s_own_table_is_all_there():
    file = world.CAPTURES.parent / "facts" / "codes.csv"
    if not file.is_file():
        pytest.skip("the facts are not on this machine")
    ours = {(r["code"], r["external_id"], r["venues"]) for r in read_csv("codes.csv")}
    with file.open(encoding="utf-8") as facts:
        assert {(r["code"], r["coingecko_id"], r["venues"]) for r in csv.DictReader(facts)} <= ours


def test_what_the_facts_say_of_days_is_all_there():
    file = world.CAPTURES.parent / "facts" / "venue_code_dates.csv"
    if not file.is_file():
        pytest.skip("the facts are not on this machine")
    slugs = {
        "*": "",
        "binance-futures": "binance_usdm",
        "binance-tr": "binance_tr",
        "crypto.com": "cryptocom",
    }
    ours = {(r["code"], venue) for r in read_csv("codes.csv") for venue in r["venues"].split() or [""]}
    with file.open(encoding="utf-8") as facts:
        said = {(r["code"], slugs.get(r["venue"], r["venue"])) for r in csv.DictReader(facts)}
    assert (len(said) > 100, said - ours) == (True, set())


def test_no_currency_code_that_is_also_a_token():
    """Mantle is MNT and so is the tugrik; SOS, ALL, TOP and CUP are tokens too."""
    fiat = {r["code"] for r in read_csv("codes.csv") if r["source"] == "ISO4217"}
    assert not fiat & {"MNT", "SOS", "ALL", "TOP", "CUP", "PEN", "GEL", "AMD"}


@pytest.mark.django_db
class TestResolving:
    @pytest.fixture(autouse=True)
    def _world(self):
        world.build()

    def test_a_listing_follows_from_the_table(self):
        world.run("kraken", world.kraken(world.kraken_pair("XBTUSD", "XXBT", "ZUSD")))
        listed = VenueAsset.objects.get(venue="kraken", venue_asset_symbol="XXBT")
        assert listed.asset == world.asset_of("bitcoin")
        flags = (listed.deposit_enabled, listed.withdraw_enabled, listed.trading_enabled)
        assert flags == (None, None, None)

    def test_the_venue_s_own_listing_goes_first(self):
        mine = AssetFactory(symbol="ADA")
        VenueAssetFactory(venue_id="kraken", venue=None, asset=mine, venue_asset_symbol="ADA")
        world.run("kraken", world.kraken(world.kraken_pair("ADAUSD", "ADA", "ZUSD")))
        assert world.listing("kraken", "ADAUSD").symbol.base_asset == mine

    def test_a_delisted_listing_decides_nothing(self):
        old = AssetFactory(symbol="ADA")
        VenueAssetFactory(
            venue_id="kraken", venue=None, asset=old, venue_asset_symbol="ADA", delisted_at=timezone.now()
        )
        world.run("kraken", world.kraken(world.kraken_pair("ADAUSD", "ADA", "ZUSD")))
        assert world.listing("kraken", "ADAUSD").symbol.base_asset == world.asset_of("cardano")

    def test_an_asset_listed_under_another_code_is_not_listed_twice(self):
        pairs = (world.kraken_pair("XBTUSD", "XXBT", "ZUSD"), world.kraken_pair("XBTEUR", "XBT", "ZEUR"))
        plan = world.run("kraken", world.kraken(*pairs))
        assert plan.conflicts == {}
        assert VenueAsset.objects.filter(asset=world.asset_of("bitcoin")).count() == 1

    def test_never_by_symbol(self):
        AssetFactory(symbol="NKN")
        pairs = (world.kraken_pair("NKNUSD", "NKN", "ZUSD"), world.kraken_pair("ADAUSD", "ADA", "ZUSD"))
        plan = world.run("kraken", world.kraken(*pairs))
        assert world.reasons(plan) == {"kraken:NKNUSD": "unmapped code NKN"}
        assert [listing.venue_symbol for listing in VenueSymbol.objects.all()] == ["ADAUSD"]
        assert not VenueAsset.objects.filter(venue_asset_symbol="NKN").exists()

    @pytest.mark.parametrize(
        ("observed", "listed", "means"),
        [
            (date(2022, 5, 13), "2021-02-23", "terra-luna"),
            (date(2022, 5, 13), "", "terra-luna"),
            (date(2022, 6, 10), "2022-05-28", "terra-luna-2"),
            (date(2022, 6, 10), "2021-02-23", ""),
            (date(2022, 5, 27), "", ""),
        ],
    )
    def test_a_venue_s_own_dates(self, observed, listed, means):
        """OKX listed LUNA-USDT on 2021-02-23; what it is called LUNC for since is another row of the venue."""
        row = {
            "instId": "LUNA-USDT", "instType": "SPOT", "baseCcy": "LUNA", "quoteCcy": "USDT", "tickSz": "0.01",
            "lotSz": "0.0001", "minSz": "0.01", "state": "live",
            "listTime": f"{moment(listed).timestamp() * 1000:.0f}" if listed else "",
        }  # fmt: skip
        times = ("2019-01-01", "2022-05-26"), ("2022-05-28", "")
        for coin_id, (since, until) in zip(("terra-luna", "terra-luna-2"), times, strict=True):
            VenueAssetFactory(
                venue_id="okx",
                venue=None,
                asset=world.asset_of(coin_id),
                venue_asset_symbol="LUNA",
                listed_at=moment(since),
                delisted_at=moment(until) if until else None,
            )
        plan = world.run("okx", {"code": "0", "data": [row]}, observed=observed)
        if not means:
            assert world.reasons(plan) == {"okx:LUNA-USDT": "unmapped code LUNA"}
        else:
            assert world.listing("okx", "LUNA-USDT").symbol.base_asset == world.asset_of(means)

    def test_a_listing_without_a_day_says_nothing_of_the_time_before_it_of_a_reused_code(self):
        mine = VenueAssetFactory(venue_id="kraken", venue=None, venue_asset_symbol="LUNA")
        pairs = world.kraken(world.kraken_pair("LUNAUSD", "LUNA", "ZUSD"))
        assert world.reasons(world.run("kraken", pairs, observed=date(2022, 5, 1))) == {
            "kraken:LUNAUSD": "unmapped code LUNA"
        }
        world.run("kraken", pairs)
        assert world.listing("kraken", "LUNAUSD").symbol.base_asset == mine.asset

    def test_since_when_a_venue_means_it(self):
        """Nothing else tells a question about 2021 that it is not what LUNA was then."""
        row = {
            "symbol": "LUNAUSDT", "status": "TRADING", "baseAsset": "LUNA", "quoteAsset": "USDT", "filters": [],
            "baseAssetPrecision": 8, "quotePrecision": 8, "isSpotTradingAllowed": True, "permissions": ["SPOT"],
        }  # fmt: skip
        world.run("binance", {"symbols": [row]})
        listed = VenueAsset.objects.get(venue="binance", venue_asset_symbol="LUNA")
        assert (listed.asset, listed.listed_at) == (world.asset_of("terra-luna-2"), moment("2022-05-31"))
        listed.listed_at = None
        listed.save()
        again = world.run("binance", {"symbols": [row]})
        assert [*again.changed.values()] == [{"listed_at": (None, moment("2022-05-31"))}]
        assert world.run("binance", {"symbols": [row]}).is_empty
        seen = world.kraken(world.kraken_pair("LUNA2USD", "LUNA2", "ZUSD"))
        world.run("kraken", seen)
        assert VenueAsset.objects.get(venue="kraken", venue_asset_symbol="LUNA2").listed_at is None

    def test_a_contract_in_the_table(self):
        pairs = world.kraken(world.kraken_pair("REPUSD", "XREP", "ZUSD"))
        (refusal,) = world.run("kraken", pairs).refused
        assert refusal.detail.startswith("it is ethereum 0x1985365e")
        DeploymentFactory(
            chain=ChainFactory(chain_id="ethereum", chain_type="EVM"),
            address="0x1985365e9f78359a9B6AD760e32412f4a445E862",
        )
        world.run("kraken", pairs)
        assert world.listing("kraken", "REPUSD").symbol.base_asset.deployments.get().chain_id == "ethereum"

    def test_an_id_that_no_asset_has(self):
        AssetIdentifier.objects.get(external_id="cardano").delete()
        plan = world.run("kraken", world.kraken(world.kraken_pair("ADAUSD", "ADA", "ZUSD")))
        (refusal,) = plan.refused
        assert refusal.title == "unmapped code ADA"
        assert refusal.detail == "it is COINGECKO cardano, and no asset here has that id"

    def test_a_code_that_ccxt_calls_something_else(self):
        """On Kraken ccxt calls REPV2 what is REP elsewhere: one asset more than the table knows."""
        plan = world.run("kraken", world.kraken(world.kraken_pair("REPV2USD", "REPV2", "ZUSD")))
        assert world.reasons(plan) == {"kraken:REPV2USD": "unmapped code REPV2"}

    def test_a_merged_asset(self):
        world.run("kraken", world.kraken(world.kraken_pair("ADAUSD", "ADA", "ZUSD")))
        VenueSymbol.objects.get().delete()
        old, new = world.asset_of("cardano"), AssetFactory(symbol="ADA")
        old.deleted_at, old.merged_into = timezone.now(), new
        old.save()
        world.run("kraken", world.kraken(world.kraken_pair("ADAUSD", "ADA", "ZUSD")))
        assert world.listing("kraken", "ADAUSD").symbol.base_asset == new

    def test_a_deleted_asset(self):
        world.asset_of("cardano").delete()
        plan = world.run("kraken", world.kraken(world.kraken_pair("ADAUSD", "ADA", "ZUSD")))
        assert world.reasons(plan) == {"kraken:ADAUSD": "unmapped code ADA"}
        assert (Symbol.objects.count(), VenueAsset.objects.count()) == (0, 0)
        assert Asset.objects.filter(symbol="ADA").count() == 1

    def test_no_more_is_read_than_the_venue_can_mean(self):
        """Other venues have millions of rows."""
        other = AssetFactory(symbol="ADA")
        elsewhere = VenueSymbolFactory()
        world.run("kraken", world.kraken(world.kraken_pair("ADAUSD", "ADA", "ZUSD")))
        tables = Tables()
        read_for(tables, "kraken")
        assert tables[Asset].find(other.pk) is None
        assert tables[Asset].find(world.asset_of("cardano").pk)
        assert [row.venue_symbol for row in tables[VenueSymbol]] == ["ADAUSD"]
        assert [row.pk for row in tables[Symbol]] == [world.listing("kraken", "ADAUSD").symbol_id]
        assert tables[VenueSymbol].find(elsewhere.pk) is None
        assert [row.pk for row in tables[Venue]] == ["kraken"]
