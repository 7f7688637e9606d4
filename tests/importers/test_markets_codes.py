"""Which asset a venue means by a code: its own listing, the committed table, or nobody knows."""

import csv

import pytest
from django.utils import timezone

from registry.importers.engine.fixtures import read_csv
from registry.importers.engine.tables import Tables
from registry.importers.markets.codes import Code, Codes, Meaning, code_table, common_code
from registry.importers.markets.needs import read_for
from registry.models import Asset, AssetIdentifier, Symbol, Venue, VenueAsset, VenueSymbol
from tests.factories import AssetFactory, VenueAssetFactory, VenueSymbolFactory

from . import markets_world as world

BITCOIN = Meaning("COINGECKO", "bitcoin")


def row(code, external_id, venues="", source="COINGECKO"):
    return {"code": code, "source": source, "external_id": external_id, "venues": venues}


def test_it_works():
    assert code_table().meaning("binance", common_code("BTC")) == BITCOIN
    assert code_table().meaning("kraken", Code("XXBT", None)) == BITCOIN
    assert code_table().meaning("kraken", Code("ZUSD", None)) == Meaning("ISO4217", "USD")


def test_a_venue_s_own_code_goes_before_a_general_one():
    codes = Codes([row("LUNA", "terra-luna-2"), row("LUNA", "terra-luna", "kraken")])
    assert codes.meaning("kraken", common_code("LUNA")) == Meaning("COINGECKO", "terra-luna")
    assert codes.meaning("okx", common_code("LUNA")) == Meaning("COINGECKO", "terra-luna-2")


def test_a_venue_s_own_code_holds_nowhere_else():
    assert code_table().meaning("binance", common_code("XXBT")) is None


def test_a_code_that_is_not_to_be_decided():
    assert code_table().meaning("binance_usdm", common_code("LUNA")) is None
    assert code_table().meaning("binance", common_code("LUNA")) == Meaning("COINGECKO", "terra-luna-2")


def test_a_code_that_means_something_else_on_the_venue():
    assert code_table().meaning("kraken", Code("REP", None)) is None


def test_what_a_venue_calls_an_asset():
    assert code_table().of("kraken", "BTC") == Code("XXBT", None)
    assert code_table().of("bitmex", "BTC") == Code("XBT", None)
    assert code_table().of("kraken", "USD") == Code("ZUSD", None)
    assert code_table().of("kraken", "ADA") == common_code("ADA")


def test_the_platform_s_own_table_is_all_there():
    file = world.CAPTURES.parent / "facts" / "codes.csv"
    if not file.is_file():
        pytest.skip("the facts are not on this machine")
    ours = {(r["code"], r["external_id"], r["venues"]) for r in read_csv("codes.csv")}
    with file.open(encoding="utf-8") as facts:
        assert {(r["code"], r["coingecko_id"], r["venues"]) for r in csv.DictReader(facts)} <= ours


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
