"""SearchSymbols: by text, identifier and a venue's name, exact before prefix before word."""

from typing import Any

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from grpc import StatusCode

from registry.values.choices import SymbolType
from tests.factories import AssetFactory, SymbolFactory, SymbolIdentifierFactory, VenueSymbolFactory
from tests.grpc_api.helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)


def texts(stub: Any, query: str, **narrowed: Any) -> list[str]:
    found = stub.SearchSymbols(pb.SearchSymbolsRequest(query=query, **narrowed))
    return [symbol.symbol for symbol in found.symbols]


def test_it_works(stub: Any) -> None:
    SymbolFactory(symbol="BTC/USDT")
    SymbolFactory(symbol="ETH/EUR")
    assert texts(stub, "BTC/USDT") == ["BTC/USDT"]


@pytest.mark.parametrize(
    "query",
    [
        "btc/usdt:usdt", "btc", "BTC/U", "usdt", "usdt btc", "USDT/BTC", "BTCUSDT", "btcus", "XBT_PERP", "xbt",
    ],
)  # fmt: skip
def test_every_name_finds_it(stub: Any, query: str) -> None:
    symbol = SymbolFactory(symbol="BTC/USDT:USDT", symbol_type=SymbolType.PERPETUAL)
    VenueSymbolFactory(symbol=symbol, venue_symbol="BTCUSDT")
    SymbolIdentifierFactory(symbol=symbol, external_id="XBT_PERP")
    VenueSymbolFactory(symbol__symbol="ETH/EUR", venue_symbol="ETHEUR")
    assert texts(stub, query) == ["BTC/USDT:USDT"]


def test_exact_before_prefix_before_word(stub: Any) -> None:
    for text in ("AAA/BTC", "BTCX/EUR", "ZZZ/EUR"):
        SymbolFactory(symbol=text)
    VenueSymbolFactory(symbol__symbol="YYY/EUR", venue_symbol="btc-like")
    VenueSymbolFactory(symbol__symbol="QQQ/EUR", venue_symbol="BTC")
    assert texts(stub, "btc") == ["QQQ/EUR", "BTCX/EUR", "YYY/EUR", "AAA/BTC"]


def test_one_that_matches_in_every_way_comes_once(stub: Any) -> None:
    symbol = SymbolFactory(symbol="USD/USD:USD")
    for name in ("usd", "usdusd"):
        VenueSymbolFactory(symbol=symbol, venue_symbol=name)
    SymbolIdentifierFactory(symbol=symbol, external_id="usd")
    assert texts(stub, "usd") == texts(stub, "us") == ["USD/USD:USD"]


def test_a_delisted_name_finds_nothing(stub: Any) -> None:
    VenueSymbolFactory(symbol__symbol="ETH/EUR", venue_symbol="GONE").delete()
    assert texts(stub, "gone") == []


def test_pages(stub: Any) -> None:
    base, quotes = AssetFactory(), AssetFactory.create_batch(7)
    for number, quote in enumerate(quotes):
        text = ("ABC/X", "ABCD/X", "X/ABC")[number % 3] + str(number)
        SymbolFactory(symbol=text, base_asset=base, quote_asset=quote)
    whole = texts(stub, "abc", base_asset_id=str(base.pk))
    assert whole == texts(stub, "abc")
    walked: list[str] = []
    request = pb.SearchSymbolsRequest(query="abc", page_size=2)
    while not walked or request.page_token:
        answer = stub.SearchSymbols(request)
        walked += [symbol.symbol for symbol in answer.symbols]
        request.page_token = answer.next_page_token
    assert walked == whole
    assert len(set(walked)) == 7


def test_no_query(stub: Any) -> None:
    refused(
        lambda: stub.SearchSymbols(pb.SearchSymbolsRequest()),
        StatusCode.INVALID_ARGUMENT,
        "INVALID_FIELD",
        "query",
    )


def test_negative_limit(stub: Any) -> None:
    request = pb.SearchSymbolsRequest(query="x", limit=-5)
    refused(lambda: stub.SearchSymbols(request), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "limit")
