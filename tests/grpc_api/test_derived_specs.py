"""The numbers that a symbol has from its live listings: for a client of CQC 0.3.1, which knows no others."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from cqc.markets.v1.market_spec_pb2 import MarketSpec
from cqc.markets.v1.symbol_pb2 import Symbol as SymbolMessage
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import resolution_pb2
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.models import Change, VenueSymbol
from registry.models.symbols import SPEC
from registry.rules.derived_specs import derived_spec, finest_grid
from registry.values.choices import ContractKind
from tests.factories import SymbolFactory, VenueSymbolFactory
from tests.programs import soon

pytestmark = pytest.mark.django_db(transaction=True)

WAITING = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"


@pytest.fixture
def btc():
    """BTC/USDT on two venues, as Binance and OKX have it; the symbol has no numbers of its own."""
    symbol = SymbolFactory(symbol="BTC/USDT")
    listed(symbol, tick_size="0.01", lot_size="0.002", min_order_size="0.00001", max_order_size="9000")
    listed(symbol, tick_size="0.1", lot_size="0.003", max_order_size="9999999999999999", min_notional="5")
    return symbol


def listed(symbol, **numbers):
    exact = {name: Decimal(number) for name, number in numbers.items()}
    return VenueSymbolFactory(symbol=symbol, **exact)


def get(stub, symbol):
    return stub.GetSymbol(pb.GetSymbolRequest(symbol_id=str(symbol.pk))).symbol


def tick(stub, symbol):
    return get(stub, symbol).tick_size


def test_venues_that_differ(stub, btc):
    found = get(stub, btc)
    assert found.exact == MarketSpec(
        tick_size="0.01", lot_size="0.001", min_order_size="0.00001", max_order_size="9999999999999999",
        min_notional="5",
    )  # fmt: skip
    assert (found.tick_size, found.lot_size, found.min_notional) == (0.01, 0.001, 5)
    assert (found.spec_is_derived, found.HasField("contract_size"), found.version) == (True, False, 1)


def test_the_same_in_lists_and_searches(stub, btc):
    found = get(stub, btc)
    assert list(stub.ListSymbols(pb.ListSymbolsRequest()).symbols) == [found]
    assert list(stub.SearchSymbols(pb.SearchSymbolsRequest(query="BTC")).symbols) == [found]


def test_a_number_of_the_symbol_itself_goes_first(stub, btc):
    btc.tick_size = Decimal("0.5")
    btc.save()
    found = get(stub, btc)
    assert (found.tick_size, found.exact.tick_size, found.lot_size) == (0.5, "0.5", 0.001)
    recorded = SymbolMessage.FromString(Change.objects.filter(entity="Symbol").latest("pk").message)
    assert recorded.exact == MarketSpec(tick_size="0.5")


def test_all_of_its_own(stub):
    own = {name: Decimal(1) for name in SPEC}
    symbol = SymbolFactory(**own)
    listed(symbol, tick_size="0.01")
    found = get(stub, symbol)
    assert (found.tick_size, found.HasField("spec_is_derived")) == (1, False)


def test_nothing_to_derive(stub):
    symbol = SymbolFactory()
    assert (get(stub, symbol).exact, get(stub, symbol).HasField("spec_is_derived")) == (MarketSpec(), False)
    listed(symbol)
    assert not get(stub, symbol).HasField("tick_size")


def test_every_change_of_a_listing_is_seen(stub, btc):
    fine, coarse = VenueSymbol.objects.order_by("pk")
    for _ in range(2):
        assert tick(stub, btc) == 0.01
    fine.tick_size = Decimal("0.05")
    fine.save()
    assert tick(stub, btc) == 0.05
    fine.delisted_at = datetime.now(UTC)
    fine.save()
    assert tick(stub, btc) == 0.1
    other = SymbolFactory()
    assert tick(stub, other) == 0
    coarse.symbol = other
    coarse.save()
    assert (tick(stub, btc), tick(stub, other)) == (0, 0.1)
    listed(btc, tick_size="2")
    assert tick(stub, btc) == 2


def test_a_listing_has_its_own_numbers_in_its_symbol(stub, btc):
    fine, coarse = VenueSymbol.objects.order_by("pk")
    keys = [
        resolution_pb2.VenueName(venue_id=row.venue_id, venue_symbol=row.venue_symbol)
        for row in (fine, coarse)
    ]
    results = stub.BatchGetVenueSymbols(resolution_pb2.BatchGetVenueSymbolsRequest(keys=keys)).results
    found = [each.venue_symbol for each in results]
    assert [each.symbol.tick_size for each in found] == [0.01, 0.1]
    assert all(each.symbol.exact == each.spec for each in found)
    request = pb.GetVenueSymbolRequest(venue_id=coarse.venue_id, venue_symbol=coarse.venue_symbol)
    assert stub.GetVenueSymbol(request).venue_symbol == found[1]


def is_waited():
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone() == (True,)


def test_stamps_rise_in_the_order_of_commits(stub, btc):
    """Of a symbol's listings the second waits for the first: else what the cache has of both could stay behind."""
    first, second = VenueSymbol.objects.order_by("pk")

    def change_second():
        try:
            second.tick_size = Decimal("0.2")
            second.save()
        finally:
            connection.close()

    with ThreadPoolExecutor() as beside:
        with transaction.atomic():
            first.tick_size = Decimal("0.02")
            first.save()
            changed = beside.submit(change_second)
            assert soon(is_waited)
        changed.result()
    assert second.stamp > first.stamp
    assert tick(stub, btc) == 0.02


def numbers(**given):
    return {**dict.fromkeys(SPEC), **{name: Decimal(number) for name, number in given.items()}}


def test_contracts_of_different_sizes_have_no_size_in_common():
    """Their prices do: a client of CQC 0.3.1 must not read a tick of 0 where both have one."""
    sizes = {"lot_size": "1", "max_order_size": "100", "min_notional": "5", "tick_size": "0.5"}
    same = derived_spec([numbers(contract_size="0.01", **sizes)] * 2)
    assert same == {name: number for name, number in numbers(contract_size="0.01", **sizes).items() if number}
    for other in (numbers(contract_size="0.1", **sizes), numbers(**sizes)):
        differing = derived_spec([numbers(contract_size="0.01", **sizes), other])
        assert differing == {"tick_size": Decimal("0.5"), "min_notional": 5}


def test_different_multipliers_have_nothing_in_common():
    listings = [numbers(tick_size="0.1") | {"base_multiplier": Decimal(each)} for each in (1, 1000)]
    assert derived_spec(listings) == {}
    assert derived_spec(listings[:1]) == {"tick_size": Decimal("0.1")}
    assert derived_spec([listings[0], numbers(tick_size="0.1")]) == {"tick_size": Decimal("0.1")}


def test_contracts_of_different_kinds_have_no_size_in_common():
    said = {"contract_size": "1", "lot_size": "1", "tick_size": "0.5"}
    both = [numbers(**said) | {"contract_kind": kind} for kind in (ContractKind.LINEAR, ContractKind.INVERSE)]
    assert derived_spec(both) == {"tick_size": Decimal("0.5")}


def test_a_rule_with_a_step_that_nobody_states_leaves_no_tick():
    assert derived_spec(
        [numbers(tick_size="0.5"), numbers(lot_size="1") | {"price_rule": {"bands": []}}]
    ) == {"lot_size": 1}


STEPS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places), st.integers(1, 10**9), st.integers(0, 24)
)


@given(st.lists(STEPS, min_size=1, max_size=5))
@settings(max_examples=200, deadline=None)
def test_the_finest_grid_is_the_coarsest_that_holds_all(steps):
    grid = finest_grid(steps)
    counts = [int(step.scaleb(24)) // int(grid.scaleb(24)) for step in steps]
    assert [grid * count for count in counts] == steps
    assert finest_grid([Decimal(count) for count in counts]) == 1
