"""MergeAssets and what traders obey: it sets no market free and changes no rule unless a decision by name does."""

from datetime import UTC, datetime
from decimal import Decimal
from functools import partial

import pytest
from cqc.services.v1 import asset_registry_pb2, tradeability_pb2
from cqc.services.v1 import resolution_pb2 as pb
from django.utils import timezone
from grpc import StatusCode

from registry.models import VenueSymbol
from registry.values.choices import RelationshipType, SymbolType
from tests.factories import (
    AssetFactory,
    GroupFactory,
    MemberFactory,
    RelationshipFactory,
    SymbolFactory,
    VenueAssetFactory,
    VenueFactory,
    VenueSymbolFactory,
)
from tests.grpc_api.helpers import merge_assets, refused

pytestmark = pytest.mark.django_db(transaction=True)

TARGET, SOURCE = pb.MERGE_DECISION_KEEP_TARGET, pb.MERGE_DECISION_KEEP_SOURCE


@pytest.fixture
def two(stub):
    return AssetFactory(symbol="USDC"), AssetFactory(symbol="USDC")


@pytest.fixture
def merge(stub, two):
    return partial(merge_assets, stub, *two)


@pytest.fixture
def venue(stub):
    return VenueFactory(venue_id="kraken")


@pytest.fixture
def judged(stub):
    """What speaks against trading under one of the venue's names."""

    def ask(name):
        key = tradeability_pb2.TradeKey(venue_symbol=pb.VenueName(venue_id="kraken", venue_symbol=name))
        (check,) = stub.CheckTradeable(tradeability_pb2.CheckTradeableRequest(keys=[key])).checks
        found = {
            tradeability_pb2.TradeReason.Name(finding.reason).removeprefix("TRADE_REASON_")
            for finding in check.findings
        }
        assert (check.decision == tradeability_pb2.TRADE_DECISION_ALLOW) == (not found)
        return found

    return ask


@pytest.fixture
def spec(stub):
    def ask(name):
        request = asset_registry_pb2.GetVenueSymbolRequest(venue_id="kraken", venue_symbol=name)
        return stub.GetVenueSymbol(request).venue_symbol.spec

    return ask


def named(kind, source, target, decision=None):
    return pb.MergeCollision(
        entity_type=kind, source_entity_id=str(source.pk), target_entity_id=str(target.pk), decision=decision
    )


def pair(two, *differing, **same):
    """A symbol of each asset in the same quote, each with what it says otherwise."""
    quote = AssetFactory(symbol="USDT")
    return [
        SymbolFactory(base_asset=asset, quote_asset=quote, **own, **same)
        for asset, own in zip(two, differing or ({}, {}), strict=True)
    ]


def details(merge, count=1):
    """What is told of collisions that a default does not decide."""
    for decision in (TARGET, SOURCE):
        error = refused(lambda d=decision: merge(d), StatusCode.FAILED_PRECONDITION, "MERGE_COLLISION")
        assert f"{count} collisions are not decided" in error.details()
    found = merge(TARGET, validate_only=True).collisions
    undecided = [collision for collision in found if not collision.decision]
    assert len(undecided) == count
    return [collision.detail for collision in undecided]


def test_it_works(merge, two, venue, judged):
    """A halted listing stays halted, by whichever of the two its market goes on."""
    halted, active = pair(two, {"is_active": False}, {})
    VenueSymbolFactory(venue=venue, symbol=halted, venue_symbol="TA")
    VenueSymbolFactory(venue=venue, symbol=active, venue_symbol="TB")
    rows = [
        VenueAssetFactory(venue=venue, asset=asset, venue_asset_symbol=name, trading_enabled=name == "B")
        for asset, name in zip(two, "AB", strict=True)
    ]
    assert judged("TA") == {"INACTIVE", "TRADING_DISABLED"}
    assert details(merge, 2) == [
        "both are the same instrument; is_active is false and true",
        "the venue lists both assets; venue_asset_symbol is A and B; trading_enabled is false and true",
    ]
    symbols, listed = named("Symbol", halted, active, TARGET), named("VenueAsset", *rows, TARGET)
    refused(lambda: merge(TARGET, decisions=[symbols]), StatusCode.FAILED_PRECONDITION, "MERGE_COLLISION")
    merge(decisions=[symbols, listed])
    assert judged("TA") == {"INACTIVE"}
    assert judged("TB") == set()


@pytest.mark.parametrize(
    "halt", [{"is_active": False}, {"delisted_at": timezone.now()}], ids=lambda halt: next(iter(halt))
)
@pytest.mark.parametrize("decision", [TARGET, SOURCE])
def test_listings_of_a_halted_symbol_become_inactive(merge, two, venue, judged, halt, decision):
    halts = ({}, halt) if decision == SOURCE else (halt, {})
    symbols = pair(two, *halts)
    for symbol, name in zip(symbols, ("TA", "TB"), strict=True):
        VenueSymbolFactory(venue=venue, symbol=symbol, venue_symbol=name)
    merge(decisions=[named("Symbol", *symbols, decision)])
    halted, free = ("TB", "TA") if decision == SOURCE else ("TA", "TB")
    assert (judged(halted), judged(free)) == ({"INACTIVE"}, set())


@pytest.mark.parametrize("gone", ["source", "target"])
def test_what_a_venue_no_longer_lists_is_not_set_free(merge, two, venue, judged, gone):
    """One of the two is delisted there: after the merge the other's row would speak for its markets."""
    lost, kept = two if gone == "source" else reversed(two)
    VenueAssetFactory(venue=venue, asset=lost, venue_asset_symbol="A").delete()
    VenueAssetFactory(venue=venue, asset=kept, venue_asset_symbol="B", trading_enabled=True)
    VenueAssetFactory(asset=lost).delete()
    for asset, name in ((lost, "TA"), (kept, "TB")):
        VenueSymbolFactory(venue=venue, symbol=SymbolFactory(quote_asset=asset), venue_symbol=name)
    elsewhere = VenueSymbolFactory(symbol=SymbolFactory(base_asset=lost))
    assert judged("TA") == {"DELISTED"}
    assert list(merge().collisions) == []
    assert (judged("TA"), judged("TB")) == ({"INACTIVE"}, set())
    elsewhere.refresh_from_db()
    assert elsewhere.is_active


def test_listed_again_is_listed(merge, two, venue, judged):
    rows = []
    for asset, name in zip(two, ("A", "B"), strict=True):
        VenueAssetFactory(venue=venue, asset=asset, venue_asset_symbol=name).delete()
        rows.append(VenueAssetFactory(venue=venue, asset=asset, venue_asset_symbol=name))
        VenueSymbolFactory(venue=venue, symbol=SymbolFactory(base_asset=asset), venue_symbol=f"T{name}")
    merge(decisions=[named("VenueAsset", *rows, TARGET)])
    assert judged("TA") == judged("TB") == set()


@pytest.mark.parametrize("decision", [TARGET, SOURCE])
def test_listings_keep_their_numbers(merge, two, venue, spec, decision):
    first = {"contract_size": Decimal(1000), "tick_size": Decimal("0.1"), "lot_size": Decimal(2)}
    second = {"contract_size": Decimal(1), "tick_size": Decimal("0.5"), "lot_size": Decimal(2)}
    symbols = pair(two, first, second, symbol_type=SymbolType.PERPETUAL)
    for symbol, name in zip(symbols, ("PA", "PB"), strict=True):
        VenueSymbolFactory(venue=venue, symbol=symbol, venue_symbol=name)
    own = VenueSymbolFactory(venue=venue, symbol=symbols[0], venue_symbol="own", tick_size=Decimal("0.2"))
    VenueSymbolFactory(venue=venue, symbol=symbols[0], venue_symbol="gone").delete()
    before = {name: spec(name) for name in ("PA", "PB", "own", "gone")}
    assert details(merge) == [
        "both are the same instrument; tick_size is 0.1 and 0.5; contract_size is 1000 and 1"
    ]
    merge(decisions=[named("Symbol", *symbols, decision)])
    assert {name: spec(name) for name in before} == before
    own.refresh_from_db()
    follows = decision == SOURCE
    assert (own.lot_size is None) == follows, "in contracts of another size 2 is another lot"
    assert own.tick_size == Decimal("0.2")


def test_sizes_that_contradict_each_other(merge, two, venue):
    symbols = pair(two, {"max_order_size": 5}, {})
    VenueSymbolFactory(venue=venue, symbol=symbols[0], venue_symbol="TA", min_order_size=10)
    decisions = [named("Symbol", *symbols, TARGET)]
    error = refused(lambda: merge(decisions=decisions), StatusCode.FAILED_PRECONDITION, "MERGE_COLLISION")
    assert "kraken:TA has a min_order_size of 10, more than the max_order_size of 5" in error.details()


def test_a_listing_keeps_to_the_symbol_that_it_is_of(merge, two, spec, venue):
    """Of three symbols that become one, the second neither gives the first's listings its numbers."""
    same = {
        "symbol_type": SymbolType.OPTION,
        "expiry": datetime(2099, 1, 1, tzinfo=UTC),
        "strike_price": 1,
        "option_type": "CALL",
    }
    source, target = two
    legs = [(source, source), (source, target), (target, target)]
    symbols = [
        SymbolFactory(base_asset=base, quote_asset=quote, tick_size=number, **same)
        for number, (base, quote) in enumerate(legs, 1)
    ]
    for number, symbol in enumerate(symbols, 1):
        VenueSymbolFactory(venue=venue, symbol=symbol, venue_symbol=f"{number}")
    listed = merge(validate_only=True).collisions
    for collision in listed:
        collision.decision = SOURCE
    merge(decisions=listed)
    assert {spec(f"{number}").tick_size for number in (1, 2, 3)} == {"1", "2", "3"}
    assert VenueSymbol.objects.values("symbol").distinct().count() == 1


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("is_active", (False, True)),
        ("trading_enabled", (False, True)),
        ("deposit_enabled", (None, True)),
        ("withdraw_enabled", (True, False)),
        ("min_deposit", (Decimal("0.1"), Decimal(1))),
        ("min_withdrawal", (Decimal("0.1"), None)),
        ("withdrawal_fee", (Decimal(0), Decimal(1))),
        ("deposit_fee", (Decimal(0), None)),
    ],
)
def test_listings_that_differ(merge, two, venue, name, values):
    rows = [
        VenueAssetFactory(venue=venue, asset=asset, venue_asset_symbol=listed_as, **{name: value})
        for asset, listed_as, value in zip(two, ("XBT", "BTC"), values, strict=True)
    ]
    (told,) = details(merge)
    texts = ["absent" if value is None else str(value).lower() for value in values]
    listed_both = "the venue lists both assets; venue_asset_symbol is XBT and BTC"
    assert told == f"{listed_both}; {name} is {texts[0]} and {texts[1]}"
    decided = merge(decisions=[named("VenueAsset", *rows, SOURCE)]).collisions
    assert [collision.decision for collision in decided] == [SOURCE]


def test_edges_and_memberships_that_differ(merge, two):
    """They are removed with what they say, and a portfolio counts by it."""
    other, group = AssetFactory(), GroupFactory()
    for asset, number in zip(two, (Decimal("1.5"), Decimal(2)), strict=True):
        RelationshipFactory(from_asset=asset, to_asset=other, conversion_rate=number)
        MemberFactory(group=group, asset=asset, weight=number, is_canonical=asset == two[0])
    assert details(merge, 2) == [
        "both say the same of the same two assets; conversion_rate is 1.5 and 2",
        "both assets are in the group; weight is 1.5 and 2; is_canonical is true and false",
    ]


def test_weights_that_are_equal(merge, two):
    """A pool of the two would lose half of what it holds; a member's weight is that of each unit and stays true."""
    pool, group, half = AssetFactory(), GroupFactory(), Decimal("0.5")
    kind = RelationshipType.LIQUIDITY_PAIR
    edges = [
        RelationshipFactory(from_asset=pool, to_asset=asset, relationship_type=kind, weight=half)
        for asset in two
    ]
    for asset in two:
        MemberFactory(group=group, asset=asset, weight=half)
    assert details(merge) == ["both say the same of the same two assets; only one of the two weights stays"]
    merge(TARGET, decisions=[named("AssetRelationship", *edges, TARGET)])
    assert [edge.weight for edge in pool.stands_for.live()] == [half]


@pytest.mark.parametrize("decision", [TARGET, SOURCE])
def test_a_relationship_between_the_two(merge, two, decision):
    source, target = two
    edges = [
        RelationshipFactory(from_asset=source, to_asset=target, relationship_type=RelationshipType.BRIDGES),
        RelationshipFactory(
            from_asset=target, to_asset=source, relationship_type=RelationshipType.MIGRATES_TO
        ),
    ]
    told = details(merge, 2)
    assert "the source BRIDGES the target" in told[0]
    assert "the target MIGRATES_TO the source" in told[1]
    decisions = [named("AssetRelationship", edge, edge, decision) for edge in edges]
    merged = merge(decisions=decisions)
    assert (merged.moved_count, len(merged.collisions)) == (0, 2)
    assert not target.stands_for.exists()
    assert not target.stood_for_by.exists()
