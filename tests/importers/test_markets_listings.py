"""What becomes of a listing: changed, contradicted, expired, gone, and its name used again."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import models
from django.utils import timezone

from registry.importers.engine.tables import Tables
from registry.importers.markets import facts
from registry.importers.markets.answer import NoMarkets
from registry.models import SourceClaim, Symbol, Venue, VenueSymbol
from tests.factories import SymbolFactory, VenueSymbolFactory
from tests.unrecorded import unrecorded

from . import markets_world as world
from .sources import about, claims_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _world():
    world.build()


def ether(**more):
    return world.coinbase_product("ETH-USD", **more)


def names_of(findings):
    return [(finding.record, about(finding)) for finding in findings]


def test_it_works():
    plan = world.run("coinbase", [ether()], observed=date(2021, 4, 17))
    found = world.listing("coinbase", "ETH-USD")
    assert (found.tick_size, found.min_order_size, found.max_order_size) == (
        Decimal("0.01"), Decimal("0.002"), 300,
    )  # fmt: skip
    assert (found.min_notional, found.max_order_value, found.lot_size) == (7, 500000, Decimal("0.00000001"))
    assert (found.symbol.symbol, found.symbol.tick_size) == ("ETH/USD", None)
    assert (claims_of(found)["tick_size", "venue"].observed, found.version) == (date(2021, 4, 17), 1)
    assert (len(plan.new), plan.changed, plan.conflicts, plan.refused) == (4, {}, {}, {})


def test_again_changes_nothing():
    world.run("coinbase", [ether()])
    plan = world.run("coinbase", [ether()], observed=world.today() + timedelta(days=1))
    assert (plan.new, plan.changed, plan.conflicts, plan.refused) == ({}, {}, {}, {})
    assert world.listing("coinbase", "ETH-USD").version == 1


def test_one_instrument_is_one_symbol_on_all_venues():
    world.run("coinbase", [ether()])
    world.run("kraken", world.kraken(world.kraken_pair("ETHUSD", "XETH", "ZUSD")))
    assert Symbol.objects.count() == 1
    ticks = {row.venue_id: row.lot_size for row in VenueSymbol.objects.all()}
    assert set(ticks) == {"coinbase", "kraken"}


def test_a_changed_tick():
    world.run("coinbase", [ether()])
    plan = world.run("coinbase", [ether(quote_increment="0.05")])
    ((row, differences),) = plan.changed.items()
    assert str(row) == "coinbase:ETH-USD"
    assert differences["tick_size"] == (Decimal("0.01"), Decimal("0.05"))
    found = world.listing("coinbase", "ETH-USD")
    assert (found.tick_size, found.version) == (Decimal("0.05"), 2)


def test_metadata_is_the_callers():
    """Whatever a caller makes of it, the importer knows what the venue said, and leaves it alone."""
    pair = world.kraken_pair("XBTUSD", "XXBT", "ZUSD", wsname="XBT/USD")
    world.run("kraken", world.kraken(pair))
    listed = world.listing("kraken", "XBTUSD")
    assert listed.metadata == {"also_called": ["XBT/USD", "XXBTZUSD"]}
    listed.metadata = {"note": "mine"}
    listed.save()
    plan = world.run("kraken", world.kraken(pair | {"tick_size": "0.5"}))
    assert (plan.conflicts, [str(row) for row in plan.changed]) == ({}, ["kraken:XBTUSD"])
    found = world.listing("kraken", "XBTUSD")
    assert (found.tick_size, found.metadata) == (Decimal("0.5"), {"note": "mine"})


def test_the_day_of_an_answer_is_remembered_and_changes_no_row():
    world.run("coinbase", [ether()], observed=date(2026, 1, 1))
    listed = world.listing("coinbase", "ETH-USD")
    plan = world.run("coinbase", [ether()], observed=date(2026, 1, 2))
    assert plan.is_empty
    assert {claim.observed for claim in claims_of(listed).values()} == {date(2026, 1, 2)}
    assert world.listing("coinbase", "ETH-USD").version == listed.version
    assert world.run("coinbase", [ether()], observed=date(2026, 1, 2)).claims == {}
    older = world.run("coinbase", [ether(quote_increment="0.05")], observed=date(2026, 1, 1))
    assert (older.is_empty, older.claims) == (True, {})


def test_a_figure_that_is_no_longer_stated():
    world.run("coinbase", [ether()])
    world.run("coinbase", [ether(base_max_size=None)])
    assert world.listing("coinbase", "ETH-USD").max_order_size is None
    world.run("coinbase", [ether(base_max_size="50")])
    assert world.listing("coinbase", "ETH-USD").max_order_size == 50


def test_a_curated_figure_is_not_overwritten():
    world.run("coinbase", [ether()])
    curated = world.listing("coinbase", "ETH-USD")
    curated.tick_size = Decimal("0.5")
    curated.save()
    plan = world.run("coinbase", [ether(base_max_size="20")])
    assert names_of(plan.conflicts) == [("coinbase:ETH-USD", "VenueSymbol.tick_size")]
    found = world.listing("coinbase", "ETH-USD")
    assert (found.tick_size, found.max_order_size) == (Decimal("0.5"), 20)


def test_an_older_answer_changes_nothing():
    world.run("coinbase", [ether()])
    plan = world.run("coinbase", [ether(quote_increment="0.05")], observed=date(2021, 4, 17))
    assert (plan.changed, plan.conflicts) == ({}, {})
    assert world.listing("coinbase", "ETH-USD").tick_size == Decimal("0.01")


def test_the_committed_figures_do_not_undo_a_newer_answer():
    facts.IMPORTER.run(Tables())
    world.run("coinbase", [ether(quote_increment="0.05")])
    plan = facts.IMPORTER.run(Tables())
    assert (plan.new, plan.changed, plan.conflicts) == ({}, {}, {})
    assert world.listing("coinbase", "ETH-USD").tick_size == Decimal("0.05")


def test_a_newer_answer_says_that_trading_stopped():
    facts.IMPORTER.run(Tables())
    plan = world.run("coinbase", [ether(trading_disabled=True)])
    assert "VenueSymbol.is_active" not in dict(names_of(plan.conflicts)).values()
    assert not world.listing("coinbase", "ETH-USD").is_active


def test_a_market_that_is_gone_is_reported():
    world.run("coinbase", [ether(), world.coinbase_product("ADA-USD")])
    plan = world.run("coinbase", [ether()])
    assert names_of(plan.conflicts) == [("coinbase:ADA-USD", "no longer listed")]
    assert world.listing("coinbase", "ADA-USD").is_active


def test_a_market_that_is_gone_is_delisted_when_asked():
    world.run("coinbase", [ether(), world.coinbase_product("ADA-USD")])
    plan = world.run("coinbase", [ether()], delist=True)
    gone = VenueSymbol.objects.get(venue_symbol="ADA-USD")
    assert (gone.is_active, gone.delisted_at is None, gone.version) == (False, False, 2)
    assert [str(row) for row in plan.changed] == ["coinbase:ADA-USD"]
    assert plan.conflicts == {}


def test_a_market_that_was_announced_and_never_came_is_delisted_when_asked():
    world.run("coinbase", [ether(), world.coinbase_product("ADA-USD")])
    announced = world.listing("coinbase", "ADA-USD")
    announced.listed_at = timezone.now() + timedelta(days=3)
    announced.save()
    world.run("coinbase", [ether()], delist=True)
    gone = VenueSymbol.objects.get(venue_symbol="ADA-USD")
    assert (gone.is_gone, gone.listed_at) == (True, None)


def okx(name, **more):
    base, quote, *_ = name.split("-")
    spot = {
        "instId": name, "instType": "SPOT", "baseCcy": base, "quoteCcy": quote, "tickSz": "0.1", "lotSz": "0.1",
        "minSz": "0.1", "maxLmtSz": "9", "maxMktSz": "9", "state": "live",
    }  # fmt: skip
    return spot | more


def okx_answer(*rows):
    return {"code": "0", "data": rows}


SWAP = {
    "instType": "SWAP",
    "baseCcy": "",
    "quoteCcy": "",
    "settleCcy": "USDT",
    "ctVal": "0.01",
    "ctMult": "1",
}
SWAPS = [okx(f"{base}-USDT-SWAP", **SWAP, uly=f"{base}-USDT", ctValCcy=base) for base in ("BTC", "ETH")]
SPOTS = [okx("BTC-USDT"), okx("ETH-USDT")]


def test_what_an_answer_does_not_cover_is_not_missed():
    """OKX answers by kind: a file of spot pairs says nothing of swaps."""
    world.run("okx", okx_answer(*SPOTS), okx_answer(*SWAPS))
    assert VenueSymbol.objects.count() == 4
    plan = world.run("okx", okx_answer(SPOTS[0]))
    assert names_of(plan.conflicts) == [("okx:ETH-USDT", "no longer listed")]
    plan = world.run("okx", okx_answer(*SPOTS), okx_answer(SWAPS[1]), delist=True)
    assert [str(row) for row in plan.changed] == ["okx:BTC-USDT-SWAP"]


def perpetual(base, more=""):
    return {
        "instrument_name": f"{base}-PERPETUAL{more}", "kind": "future", "base_currency": base, "quote_currency":
        "USD", "counter_currency": "USD", "settlement_currency": base, "settlement_period": "perpetual",
        "tick_size": 0.5, "min_trade_amount": 10, "contract_size": 10, "is_active": True, "expiration_timestamp":
        32503708800000, "creation_timestamp": 1534242287000, "maker_commission": 0, "taker_commission": 0.0005,
    }  # fmt: skip


def test_deribit_answers_by_currency():
    bitcoin, ether = perpetual("BTC"), perpetual("ETH")
    old = perpetual("BTC") | {
        "instrument_name": "BTC-1JAN30", "settlement_period": "month", "expiration_timestamp": 1893484800000,
    }  # fmt: skip
    other = old | {"instrument_name": "ETH-1JAN30", "base_currency": "ETH", "settlement_currency": "ETH"}
    world.run("deribit", {"result": [bitcoin, old]}, {"result": [ether, other]})
    newer = old | {"instrument_name": "BTC-2JAN30", "expiration_timestamp": 1893571200000}
    plan = world.run("deribit", {"result": [bitcoin, newer]}, delist=True)
    assert [str(row) for row in plan.changed] == ["deribit:BTC-1JAN30"]


def bybit(name):
    base = name.removesuffix("USDT")
    return {
        "symbol": name, "contractType": "LinearPerpetual", "status": "Trading", "baseCoin": base,
        "quoteCoin": "USDT", "settleCoin": "USDT", "launchTime": "1585526400000", "deliveryTime": "0",
        "priceFilter": {"tickSize": "0.1"},
        "lotSizeFilter": {"minOrderQty": "1", "maxOrderQty": "9", "qtyStep": "1"},
        "leverageFilter": {"minLeverage": "1", "maxLeverage": "100"},
    }  # fmt: skip


def page(*names, cursor):
    return {"retCode": 0, "result": {"list": [bybit(name) for name in names], "nextPageCursor": cursor}}


def test_bybit_answers_in_pages():
    first, last = page("BTCUSDT", cursor="first"), page("ETHUSDT", "ADAUSDT", cursor="")
    world.run("bybit_linear", first, last)
    assert VenueSymbol.objects.count() == 3
    assert world.run("bybit_linear", first, delist=True).is_empty
    plan = world.run("bybit_linear", first, page("ADAUSDT", cursor=""), delist=True)
    assert [str(row) for row in plan.changed] == ["bybit_linear:ETHUSDT"]


def test_other_venues_are_left_alone():
    world.run("kraken", world.kraken(world.kraken_pair("ETHUSD", "XETH", "ZUSD")))
    world.run("coinbase", [ether()], delist=True)
    assert world.listing("kraken", "ETHUSD").is_active


def test_a_market_that_came_in_and_was_refused_is_not_gone():
    world.run("coinbase", [ether()])
    plan = world.run(
        "coinbase", [ether(base_max_size="0.001"), world.coinbase_product("ADA-USD")], delist=True
    )
    assert (plan.conflicts, plan.changed) == ({}, {})
    assert names_of(plan.refused) == [("ETH-USD", "figures")]


def test_a_name_used_again():
    old = VenueSymbolFactory(venue=Venue.objects.get(pk="coinbase"), venue_symbol="ETH-USD")
    old.delete()
    plan = world.run("coinbase", [ether()])
    assert plan.conflicts == {}
    found = world.listing("coinbase", "ETH-USD")
    assert (found.pk == old.pk, found.symbol.symbol) == (False, "ETH/USD")


def test_a_delisted_market_is_not_brought_back_by_older_figures():
    facts.IMPORTER.run(Tables())
    world.listing("coinbase", "ETH-USD").delete()
    plan = facts.IMPORTER.run(Tables())
    assert (plan.new, plan.changed, plan.conflicts) == ({}, {}, {})
    assert not VenueSymbol.objects.live().filter(venue="coinbase", venue_symbol="ETH-USD").exists()


def test_a_name_that_now_means_another_instrument():
    other = SymbolFactory()
    VenueSymbolFactory(venue=Venue.objects.get(pk="coinbase"), symbol=other, venue_symbol="ETH-USD")
    plan = world.run("coinbase", [ether()])
    assert names_of(plan.conflicts) == [("coinbase:ETH-USD", "VenueSymbol.symbol")]
    found = world.listing("coinbase", "ETH-USD")
    assert (found.symbol, found.tick_size) == (other, None)


def test_an_instrument_that_a_person_deleted_stays_deleted():
    world.run("coinbase", [ether()])
    VenueSymbol.objects.get().delete()
    Symbol.objects.get().delete()
    plan = world.run("coinbase", [ether()])
    assert names_of(plan.conflicts) == [("coinbase:ETH-USD", "deleted")]
    assert not VenueSymbol.objects.live().exists()


def test_an_instrument_expires():
    """What was active when its expiry passed still is in the database: no clock runs there."""
    facts.IMPORTER.run(Tables())
    listed = world.listing("deribit", "BTC-24SEP21")
    SourceClaim.objects.filter(entity_id=listed.pk, field="is_active").update(said="True")
    with unrecorded():
        models.QuerySet(VenueSymbol).filter(pk=listed.pk).update(is_active=True)
        models.QuerySet(Symbol).filter(pk=listed.symbol_id).update(is_active=True)
    plan = facts.IMPORTER.run(Tables())
    assert (plan.new, plan.conflicts, len(plan.changed)) == ({}, {}, 2)
    found = world.listing("deribit", "BTC-24SEP21")
    assert (found.is_active, found.symbol.is_active) == (False, False)


def test_an_answer_without_markets():
    with pytest.raises(NoMarkets, match="none of the 0 rows of coinbase's answer"):
        world.run("coinbase", [])
    with pytest.raises(NoMarkets):
        world.run("binance_usdm", world.kraken(world.kraken_pair("ETHUSD", "XETH", "ZUSD")))
