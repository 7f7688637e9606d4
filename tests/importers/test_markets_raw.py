"""Every saved answer that a venue's parser takes: each stored figure is the raw row's, as an exact decimal."""

import json
from collections import Counter
from decimal import Decimal

import pytest

from registry.models import VenueSymbol

from . import markets_world as world
from .raw_figures import RAW, differences

pytestmark = [pytest.mark.django_db, world.needs_captures]

ANSWERS = {
    "BINANCE_DELIVERY__dapi_binance_com_dapi_v1_exchangeInfo": ("binance_coinm", 36),
    "BINANCE_FUTURES__fapi_binance_com_fapi_v1_exchangeInfo": ("binance_usdm", 75),
    "BITMEX__www_bitmex_com_api_v1_instrument_active": ("bitmex", 32),
    "COINBASE__api_pro_coinbase_com_products": ("coinbase", 144),
    "DERIBIT__www_deribit_com_api_v2_public_get_instruments_currency_BTC_expired_false": ("deribit", 398),
    "KRAKEN__api_kraken_com_0_public_AssetPairs": ("kraken", 259),
    "BINANCE__fapi_exchangeInfo_sample__2023": ("binance_usdm", 3),
    "BITMEX__instrument_XBTUSD_sample__2025": ("bitmex", 1),
    "BYBIT__v5_instruments-info_inverse_sample__2025": ("bybit_inverse", 1),
    "BYBIT__v5_instruments-info_linear_sample__2025": ("bybit_linear", 2),
    "BYBIT__v5_instruments-info_spot_sample__2025": ("bybit", 2),
    "COINBASE__exchange_products__2022": ("coinbase", 200),
    "DERIBIT__get_instruments_sample__2025": ("deribit", 3),
    "DYDXV4__perpetualMarkets_sample__2025": ("dydx", 3),
    "GATEIO__api_v4_spot_currency_pairs__2022": ("gate", 200),
    "HYPERLIQUID__info_meta_sample__2025": ("hyperliquid", 3),
    "HYPERLIQUID__info_spotMeta__2025": ("hyperliquid_spot", 0),
    "KRAKENFUTURES__instruments_sample__2025": ("kraken_futures", 3),
    "KRAKEN__AssetPairs_sample__2025": ("kraken", 1),
    "OKX__public_instruments_FUTURES_sample__2025": ("okx", 6),
    "OKX__public_instruments_OPTION_sample__2025": ("okx", 4),
    "OKX__public_instruments_SPOT__2022": ("okx", 200),
    "OKX__public_instruments_SPOT_sample__2025": ("okx", 5),
    "OKX__public_instruments_SWAP_sample__2025": ("okx", 3),
}
"""The file, whose answer it is, and how many of its markets come in at least."""


@pytest.fixture(autouse=True)
def _world():
    world.build()


def saved(file):
    """The answer, with each number as it is written; of dYdX what a client put round it is taken off."""
    folder = world.CAPTURES if (world.CAPTURES / f"{file}.json").is_file() else world.MORE_CAPTURES
    text = (folder / f"{file}.json").read_text(encoding="utf-8")
    answers = [json.loads(text, parse_float=kind) for kind in (float, Decimal)]
    return [answer["result"] if file.startswith("DYDX") else answer for answer in answers]


@pytest.mark.parametrize("file", ANSWERS)
def test_it_works(file):
    venue, least = ANSWERS[file]
    answer, exact = saved(file)
    answer = [answer] if isinstance(answer, dict) and venue == "bitmex" else answer
    plan = world.run(venue, answer)
    listings = {row.venue_symbol: row for row in VenueSymbol.objects.filter(venue=venue)}
    reasons = Counter(finding.reason for finding in plan.refused)
    print(f"{file}: {len(listings)} listed, refused {dict(reasons)}")
    assert len(listings) >= least
    assert list(differences(venue, exact, listings)) == []
    again = world.run(venue, answer)
    assert (again.new, again.changed, again.conflicts) == ({}, {}, {})


def test_a_figure_that_is_not_the_row_s_is_found():
    """OKX's contract without its multiplier, Deribit's amount for a number of contracts."""
    answer, exact = saved("OKX__public_instruments_OPTION_sample__2025")
    world.run("okx", answer)
    listings = {row.venue_symbol: row for row in VenueSymbol.objects.all()}
    wrong = next(iter(listings.values()))
    wrong.contract_size = Decimal(1)
    ((_, column, said, stored),) = differences("okx", exact, listings)
    assert (column, said, stored) == ("contract_size", Decimal("0.01"), 1)


def test_every_venue_that_has_a_saved_answer_is_read():
    assert {venue for venue, _ in ANSWERS.values()} == set(RAW)
