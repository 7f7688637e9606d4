"""CheckTradeable of symbols, and of symbols on a venue."""

from datetime import timedelta

import pytest
from cqc.services.v1 import resolution_pb2
from cqc.services.v1 import tradeability_pb2 as pb
from django.db.models import QuerySet
from django.utils import timezone

from registry.models import Symbol
from registry.models.fields import new_id
from registry.values.choices import SymbolType
from tests.factories import (
    AssetFactory,
    FlagFactory,
    RelationshipFactory,
    SymbolFactory,
    VenueAssetFactory,
    VenueFactory,
    VenueSymbolFactory,
)
from tests.unrecorded import unrecorded

pytestmark = pytest.mark.django_db(transaction=True)

ALLOW, BLOCK, UNKNOWN = pb.TRADE_DECISION_ALLOW, pb.TRADE_DECISION_BLOCK, pb.TRADE_DECISION_UNKNOWN
LEGS = ["base_asset", "quote_asset", "settlement_asset"]


def check(stub, key):
    (found,) = stub.CheckTradeable(pb.CheckTradeableRequest(keys=[key])).checks
    assert found.key == key
    return found


def of_symbol(stub, symbol):
    return check(stub, pb.TradeKey(symbol_id=str(symbol.pk)))


def of_listing(stub, venue_id, name):
    name = resolution_pb2.VenueName(venue_id=venue_id, venue_symbol=name)
    return check(stub, pb.TradeKey(venue_symbol=name))


def reasons(found):
    return [pb.TradeReason.Name(finding.reason).removeprefix("TRADE_REASON_") for finding in found.findings]


def change(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


@pytest.fixture
def symbol():
    """A perpetual of three different assets."""
    return SymbolFactory(symbol_type=SymbolType.PERPETUAL, settlement_asset=AssetFactory())


@pytest.fixture
def listing(symbol):
    """The perpetual on a venue that has a say about each of its assets."""
    found = VenueSymbolFactory(symbol=symbol)
    for leg in LEGS:
        VenueAssetFactory(venue=found.venue, asset=getattr(symbol, leg), trading_enabled=True)
    return found


def test_it_works(stub, symbol):
    found = of_symbol(stub, symbol)
    assert (found.decision, list(found.findings), list(found.flags)) == (ALLOW, [], [])
    assert found.version == symbol.version
    assert not found.HasField("asset_id")


class TestSymbol:
    @pytest.mark.parametrize("leg", LEGS)
    def test_each_leg(self, stub, symbol, leg):
        asset = getattr(symbol, leg)
        flag = FlagFactory(asset=asset)
        found = of_symbol(stub, symbol)
        assert (found.decision, reasons(found)) == (BLOCK, ["FLAGGED"])
        assert (found.findings[0].asset_id, found.flags[0].flag_id) == (str(asset.pk), str(flag.pk))

    @pytest.mark.parametrize("leg", LEGS)
    def test_what_a_leg_stands_for(self, stub, symbol, leg):
        origin = AssetFactory()
        RelationshipFactory(from_asset=getattr(symbol, leg), to_asset=origin)
        FlagFactory(asset=origin)
        found = of_symbol(stub, symbol)
        assert (found.decision, reasons(found)) == (BLOCK, ["INHERITED"])

    @pytest.mark.parametrize("leg", LEGS)
    def test_a_deleted_leg(self, stub, symbol, leg):
        getattr(symbol, leg).delete()
        found = of_symbol(stub, symbol)
        assert (found.decision, reasons(found)) == (BLOCK, ["DELETED"])

    def test_a_leg_that_became_another(self, stub, symbol):
        target = AssetFactory()
        change(symbol.base_asset, merged_into=target, deleted_at=timezone.now())
        assert of_symbol(stub, symbol).decision == ALLOW
        FlagFactory(asset=target)
        found = of_symbol(stub, symbol)
        assert (found.decision, reasons(found)) == (BLOCK, ["MERGED", "FLAGGED"])

    @pytest.mark.parametrize("values", [{"is_active": False}, {"delisted_at": timezone.now()}])
    def test_inactive(self, stub, symbol, values):
        change(symbol, **values)
        found = of_symbol(stub, symbol)
        assert (found.decision, reasons(found)) == (BLOCK, ["INACTIVE"])

    def test_deleted(self, stub, symbol):
        symbol.delete()
        found = of_symbol(stub, symbol)
        assert (found.decision, reasons(found)) == (BLOCK, ["DELETED"])

    def test_expired(self, stub):
        symbol = SymbolFactory(symbol_type=SymbolType.FUTURE, expiry=timezone.now() + timedelta(hours=1))
        assert of_symbol(stub, symbol).decision == ALLOW
        # Nobody changes a symbol for its expiry to pass.
        with unrecorded():
            QuerySet(Symbol).filter(pk=symbol.pk).update(expiry=timezone.now() - timedelta(seconds=1))
        found = of_symbol(stub, symbol)
        assert (found.decision, reasons(found)) == (BLOCK, ["EXPIRED"])

    def test_everything_at_once(self, stub, symbol):
        change(symbol, is_active=False)
        symbol.delete()
        symbol.quote_asset.delete()
        FlagFactory(asset=symbol.base_asset)
        assert reasons(of_symbol(stub, symbol)) == ["DELETED", "INACTIVE", "FLAGGED", "DELETED"]

    def test_an_asset_that_is_two_legs_is_judged_once(self, stub):
        asset = AssetFactory()
        symbol = SymbolFactory(symbol_type=SymbolType.PERPETUAL, base_asset=asset, settlement_asset=asset)
        FlagFactory(asset=asset)
        found = of_symbol(stub, symbol)
        assert (reasons(found), len(found.flags)) == (["FLAGGED"], 1)

    def test_not_known(self, stub):
        found = of_symbol(stub, Symbol(pk=new_id()))
        assert (found.decision, reasons(found)) == (UNKNOWN, ["NOT_FOUND"])
        assert not found.HasField("version")


class TestListing:
    def decided(self, stub, listing):
        found = of_listing(stub, listing.venue_id, listing.venue_symbol)
        return found.decision, reasons(found)

    def test_it_works(self, stub, listing):
        assert self.decided(stub, listing) == (ALLOW, [])
        change(listing, tick_size="0.1")
        assert of_listing(stub, listing.venue_id, listing.venue_symbol).version == 2

    def test_the_venue_is_inactive(self, stub, listing):
        change(listing.venue, is_active=False)
        assert self.decided(stub, listing) == (BLOCK, ["VENUE_INACTIVE"])

    def test_the_listing_is_inactive(self, stub, listing):
        change(listing, is_active=False)
        assert self.decided(stub, listing) == (BLOCK, ["INACTIVE"])

    def test_the_listing_is_delisted(self, stub, listing):
        listing.delete()
        assert self.decided(stub, listing) == (BLOCK, ["DELISTED"])

    def test_a_name_that_is_used_again_is_the_new_listing(self, stub, listing):
        listing.delete()
        again = VenueSymbolFactory(venue=listing.venue, venue_symbol=listing.venue_symbol)
        assert self.decided(stub, listing) == (ALLOW, [])
        FlagFactory(asset=again.symbol.base_asset)
        assert self.decided(stub, listing) == (BLOCK, ["FLAGGED"])

    def test_the_symbol_counts(self, stub, listing):
        change(listing.symbol, is_active=False)
        FlagFactory(asset=listing.symbol.quote_asset)
        assert self.decided(stub, listing) == (BLOCK, ["INACTIVE", "FLAGGED"])

    @pytest.mark.parametrize("leg", LEGS)
    @pytest.mark.parametrize(
        ("values", "reason"),
        [
            ({"trading_enabled": False}, "TRADING_DISABLED"),
            ({"is_active": False}, "TRADING_DISABLED"),
            ({"delisted_at": timezone.now()}, "DELISTED"),
        ],
    )
    def test_a_leg_on_the_venue(self, stub, listing, leg, values, reason):
        asset = getattr(listing.symbol, leg)
        change(listing.venue.venue_assets.get(asset=asset), **values)
        found = of_listing(stub, listing.venue_id, listing.venue_symbol)
        assert (found.decision, reasons(found)) == (BLOCK, [reason])
        assert found.findings[0].asset_id == str(asset.pk)
        assert of_symbol(stub, listing.symbol).decision == ALLOW, "it says nothing elsewhere"

    def test_a_leg_that_is_listed_again(self, stub, listing):
        asset = listing.symbol.base_asset
        listing.venue.venue_assets.get(asset=asset).delete()
        VenueAssetFactory(venue=listing.venue, asset=asset, venue_asset_symbol="AGAIN")
        assert self.decided(stub, listing) == (ALLOW, [])

    def test_what_a_leg_became_counts_on_the_venue(self, stub, listing):
        target = VenueAssetFactory(venue=listing.venue, trading_enabled=False).asset
        change(listing.symbol.base_asset, merged_into=target, deleted_at=timezone.now())
        assert self.decided(stub, listing) == (BLOCK, ["MERGED", "TRADING_DISABLED"])

    def test_a_venue_that_does_not_say(self, stub, listing):
        """Unknown is not false, and many venues name no assets."""
        for leg in listing.venue.venue_assets.all():
            change(leg, trading_enabled=None)
        assert self.decided(stub, listing) == (ALLOW, [])
        assert self.decided(stub, VenueSymbolFactory()) == (ALLOW, [])

    def test_other_venues_do_not_matter(self, stub, listing):
        elsewhere = VenueSymbolFactory(
            symbol=listing.symbol, venue=VenueFactory(is_active=False), is_active=False
        )
        VenueAssetFactory(venue=elsewhere.venue, asset=listing.symbol.base_asset, trading_enabled=False)
        assert self.decided(stub, listing) == (ALLOW, [])
        assert self.decided(stub, elsewhere) == (BLOCK, ["VENUE_INACTIVE", "INACTIVE", "TRADING_DISABLED"])

    def test_not_known(self, stub, listing):
        for venue_id, name in [
            (listing.venue_id, "NOTHING"),
            ("nowhere", listing.venue_symbol),
            (VenueFactory().pk, listing.venue_symbol),
        ]:
            found = of_listing(stub, venue_id, name)
            assert (found.decision, reasons(found)) == (UNKNOWN, ["NOT_FOUND"])
