"""Venues and listings: names that are used again, rebates, patterns, and who may list what."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from registry.models import VenueSymbol
from registry.values.choices import VenueType
from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    SymbolFactory,
    VenueAssetFactory,
    VenueFactory,
    VenueSymbolFactory,
    evm_address,
)

pytestmark = pytest.mark.django_db


def refusal(factory, **values):
    with pytest.raises(ValidationError) as refused:
        factory(**values)
    return refused.value.message_dict


def stored(row):
    return type(row).objects.get(pk=row.pk)


def test_it_works():
    listing = stored(VenueSymbolFactory(venue_symbol="BTCUSDT", tick_size=Decimal("0.01")))
    assert (listing.venue_symbol, listing.tick_size, listing.lot_size) == ("BTCUSDT", Decimal("0.01"), None)


def test_one_text_is_a_spot_pair_and_a_perpetual_on_two_segments():
    for venue_id in ("binance", "binance_usdm"):
        VenueSymbolFactory(venue=VenueFactory(venue_id=venue_id, operator="binance"), venue_symbol="BTCUSDT")


def test_a_name_can_be_used_again_after_delisting():
    first = VenueSymbolFactory(venue_symbol="LUNAUSDT")
    again = {"venue": first.venue, "venue_symbol": "LUNAUSDT"}
    told = refusal(VenueSymbolFactory, **again)
    assert told == {"__all__": ["venue_symbol: the venue has a live listing under this name"]}
    first.delete()
    second = VenueSymbolFactory(**again)
    assert VenueSymbol.objects.live().get(**again) == second
    assert not stored(first).is_active


def test_an_asset_can_be_listed_again_after_delisting():
    first = VenueAssetFactory()
    again = {"venue": first.venue, "asset": first.asset}
    assert "asset_id: " in refusal(VenueAssetFactory, **again, venue_asset_symbol="OTHER")["__all__"][0]
    taken = refusal(VenueAssetFactory, venue=first.venue, venue_asset_symbol=first.venue_asset_symbol)
    assert taken == {"__all__": ["venue_asset_symbol: the venue has a live listing under this name"]}
    first.delete()
    assert VenueAssetFactory(**again).version == 1


@pytest.mark.parametrize("fee", ["-0.00025", "-1", "0", "0.001", "1"])
def test_fees_are_fractions_and_may_be_rebates(fee):
    listing = VenueSymbolFactory(maker_fee=Decimal(fee), taker_fee=Decimal(fee))
    assert stored(listing).maker_fee == Decimal(fee)


@pytest.mark.parametrize("fee", ["-1.0001", "1.0001", "10"])
def test_a_fee_in_percent_is_refused(fee):
    told = refusal(VenueSymbolFactory, maker_fee=Decimal(fee))
    assert told == {"__all__": ["maker_fee: is a fraction, from -1 (a rebate) to 1"]}


def test_a_venues_own_minimum_and_maximum():
    told = refusal(VenueSymbolFactory, min_order_size=Decimal(2), max_order_size=Decimal(1))
    assert told == {"__all__": ["min_order_size: must not be more than max_order_size"]}


@pytest.mark.parametrize(
    ("pattern", "fits", "not_"),
    [
        ("[A-Z0-9]+", "BTCUSDT", "BTC-USDT"),
        (r"[A-Z]+-\d{1,2}[A-Z]{3}\d{2}-\d+-[CP]", "BTC-30JUN23-30000-C", "BTC-30JUN23-30000-CX"),
    ],
)
def test_a_venues_symbols_fit_its_pattern(pattern, fits, not_):
    venue = VenueFactory(symbol_pattern=pattern)
    VenueSymbolFactory(venue=venue, venue_symbol=fits)
    told = refusal(VenueSymbolFactory, venue=venue, venue_symbol=not_)
    assert told == {"venue_symbol": [f"does not fit the venue's pattern {pattern}"]}


def test_a_pattern_that_takes_for_ever_fits_nothing():
    venue = VenueFactory(symbol_pattern="(a|aa)+b")
    assert "venue_symbol" in refusal(VenueSymbolFactory, venue=venue, venue_symbol="a" * 100)


def test_a_pattern_is_a_regular_expression():
    assert "symbol_pattern" in refusal(VenueFactory, symbol_pattern="[A-Z")


def test_a_listing_that_a_new_pattern_shuts_out_can_still_be_delisted():
    listing = VenueSymbolFactory(venue_symbol="btc-usdt")
    listing.venue.symbol_pattern = "[A-Z]+"
    listing.venue.save()
    listing = stored(listing)
    listing.delete()
    assert stored(listing).is_gone


def test_a_dex_has_a_chain():
    told = refusal(VenueFactory, venue_type=VenueType.DEX)
    assert told["__all__"][0].startswith("chain_id: a DEX needs the chain")
    VenueFactory(venue_type=VenueType.DEX, chain=ChainFactory())


def test_a_protocol_address_is_read_as_its_chain_writes_it():
    chain, address = ChainFactory(), evm_address(3)
    dex = {"venue_type": VenueType.DEX, "chain": chain}
    assert VenueFactory(**dex, protocol_address=address.lower()).protocol_address == address
    assert set(refusal(VenueFactory, **dex, protocol_address="0x12")) == {"protocol_address"}


def test_real_names_of_venues():
    for name in ("XXBTZUSD", "BTC-USD", "BTC_USDT", "tBTCUSD", "1000PEPEUSDT", "币安人生USDT", "x" * 128):
        assert stored(VenueSymbolFactory(venue_symbol=name)).venue_symbol == name


@pytest.mark.parametrize("name", ["BTC\u200bUSDT", "", " BTCUSDT", "BTC\0USDT"])
def test_a_name_nobody_can_see_is_refused(name):
    assert set(refusal(VenueSymbolFactory, venue_symbol=name, symbol=SymbolFactory())) == {"venue_symbol"}


def test_a_venue_asset_names_its_own_deployment():
    deployment = DeploymentFactory()
    listing = VenueAssetFactory(asset=deployment.asset, deployment=deployment)
    assert stored(listing).deployment == deployment
    assert "deployment" in refusal(VenueAssetFactory, asset=AssetFactory(), deployment=deployment)


def test_unknown_flags_are_not_false():
    listing = stored(VenueAssetFactory())
    assert (listing.deposit_enabled, listing.withdraw_enabled, listing.trading_enabled) == (None, None, None)
