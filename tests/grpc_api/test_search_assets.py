"""SearchAssets: every name finds the asset, exact before prefix before word, then by rank."""

from typing import Any

import pytest
from cqc.assets.v1.asset_pb2 import ASSET_TYPE_NATIVE
from cqc.services.v1 import asset_registry_pb2 as pb
from grpc import StatusCode

from registry.values.choices import AssetType
from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    IdentifierFactory,
    VenueAssetFactory,
)
from tests.grpc_api.helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)

USDC = "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"


def names(stub: Any, query: str, **narrowed: Any) -> list[str]:
    found = stub.SearchAssets(pb.SearchAssetsRequest(query=query, **narrowed))
    return [asset.name for asset in found.assets]


def test_it_works(stub: Any) -> None:
    AssetFactory(symbol="USDC", name="USD Coin", market_cap_rank=7)
    AssetFactory(symbol="ETH", name="Ether")
    assert names(stub, "usdc") == ["USD Coin"]


@pytest.mark.parametrize(
    "query",
    [
        "XBT", "xbt", "xb", "Bitcoin Core", "bitcoin c", "core", "COR", "core bitcoin", " xbt ",
        "btc-id", "BTC-", "XXBT", "xxb",
    ],
)  # fmt: skip
def test_every_name_finds_it(stub: Any, query: str) -> None:
    asset = AssetFactory(symbol="XBT", name="Bitcoin Core")
    IdentifierFactory(asset=asset, external_id="btc-id")
    VenueAssetFactory(asset=asset, venue_asset_symbol="XXBT")
    VenueAssetFactory(venue_asset_symbol="other")
    assert names(stub, query) == ["Bitcoin Core"]


@pytest.mark.parametrize("query", [USDC, USDC.lower(), USDC.swapcase().replace("0X", "0x"), USDC[:10]])
def test_an_address_finds_it(stub: Any, query: str) -> None:
    DeploymentFactory(address=USDC, asset__name="USD Coin")
    DeploymentFactory()
    assert names(stub, query) == ["USD Coin"]


def test_an_address_whose_case_counts(stub: Any) -> None:
    mint = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"
    DeploymentFactory(
        chain__chain_type="SOLANA", chain__network_id=None, address=mint, asset__name="USD Coin"
    )
    assert names(stub, mint) == ["USD Coin"]


def test_exact_before_prefix_before_word(stub: Any) -> None:
    AssetFactory(symbol="A", name="Deep Word", market_cap_rank=1)
    AssetFactory(symbol="WORDY", name="Prefix", market_cap_rank=2)
    AssetFactory(symbol="B", name="Wordless", market_cap_rank=3)
    AssetFactory(symbol="word", name="Exact", market_cap_rank=9)
    listed = AssetFactory(symbol="C", name="Listed", market_cap_rank=5)
    VenueAssetFactory(asset=listed, venue_asset_symbol="WORD")
    assert names(stub, "word") == ["Listed", "Exact", "Prefix", "Wordless", "Deep Word"]


def test_one_that_matches_in_every_way_comes_once(stub: Any) -> None:
    asset = AssetFactory(symbol="USD", name="usd usd")
    IdentifierFactory(asset=asset, external_id="usd")
    for _ in range(2):
        VenueAssetFactory(asset=asset, venue_asset_symbol="usd")
        VenueAssetFactory(asset=asset, venue_asset_symbol="usdollar")
    assert names(stub, "usd") == names(stub, "us") == names(stub, "usdoll") == ["usd usd"]


@pytest.mark.parametrize("symbol", ["币安人生", "USD₮0", "🇺🇸", "it's", "a\\b", "100%", "x_y", "&|!"])
def test_signs(stub: Any, symbol: str) -> None:
    AssetFactory(symbol=symbol, name="Sign")
    AssetFactory(symbol="xzy", name="Other")
    assert names(stub, symbol) == ["Sign"]


def test_pages(stub: Any) -> None:
    for number in range(7):
        AssetFactory(
            symbol=("PAGE", "PAGES", "SAGE")[number % 3], name=f"page {number}", market_cap_rank=9 - number
        )
    whole = names(stub, "page")
    walked: list[str] = []
    request = pb.SearchAssetsRequest(query="page", limit=2)
    while True:
        answer = stub.SearchAssets(request)
        walked += [asset.name for asset in answer.assets]
        if not answer.next_page_token:
            break
        assert len(answer.assets) == 2
        request.page_token = answer.next_page_token
    assert walked == whole
    assert len(set(walked)) == 7
    assert names(stub, "page", page_size=3, limit=5) == whole[:3]


def test_filters(stub: Any) -> None:
    chain = ChainFactory(caip2="eip155:1", network_id=1)
    wanted = AssetFactory(symbol="NAME", name="wanted", asset_type=AssetType.NATIVE, category="l1")
    DeploymentFactory(asset=wanted, chain=chain)
    listing = VenueAssetFactory(asset=wanted)
    other = AssetFactory(symbol="NAME", name="other")
    DeploymentFactory(asset=other)
    VenueAssetFactory(asset=other)
    assert names(stub, "name") == ["wanted", "other"]
    for narrowed in (
        {"chain_id": chain.pk},
        {"chain_id": "eip155:1"},
        {"venue_id": listing.venue_id},
        {"asset_type": ASSET_TYPE_NATIVE},
        {"category": "l1"},
    ):
        assert names(stub, "name", **narrowed) == ["wanted"]


def test_deleted_ones(stub: Any) -> None:
    AssetFactory(symbol="GONE", name="gone").delete()
    assert names(stub, "gone") == []
    assert names(stub, "gone", show_deleted=True) == ["gone"]


def test_what_is_no_name_any_more_finds_nothing(stub: Any) -> None:
    VenueAssetFactory(venue_asset_symbol="DELISTED").delete()
    DeploymentFactory(address=USDC).delete()
    assert names(stub, "delisted") == names(stub, USDC) == []


@pytest.mark.parametrize("query", ["", "   ", "x" * 257])
def test_query_refused(stub: Any, query: str) -> None:
    request = pb.SearchAssetsRequest(query=query)
    refused(lambda: stub.SearchAssets(request), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "query")


def test_no_query(stub: Any) -> None:
    refused(
        lambda: stub.SearchAssets(pb.SearchAssetsRequest()),
        StatusCode.INVALID_ARGUMENT,
        "INVALID_FIELD",
        "query",
    )


@pytest.mark.parametrize("field", ["limit", "page_size"])
def test_negative_size(stub: Any, field: str) -> None:
    request = pb.SearchAssetsRequest(query="x", **{field: -1})
    refused(lambda: stub.SearchAssets(request), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", field)


def test_token_of_another_query(stub: Any) -> None:
    for number in range(2):
        AssetFactory(symbol="ABC", name=f"abc {number}")
    token = stub.SearchAssets(pb.SearchAssetsRequest(query="abc", limit=1)).next_page_token
    request = pb.SearchAssetsRequest(query="ab", limit=1, page_token=token)
    refused(
        lambda: stub.SearchAssets(request), StatusCode.INVALID_ARGUMENT, "INVALID_PAGE_TOKEN", "page_token"
    )


def test_unknown_chain(stub: Any) -> None:
    request = pb.SearchAssetsRequest(query="x", chain_id="eip155:999999")
    refused(lambda: stub.SearchAssets(request), StatusCode.NOT_FOUND)


def test_a_short_query_fits_the_beginning_of_symbols_only(stub: Any) -> None:
    symbol, word = AssetFactory(symbol="QZX", name="one"), AssetFactory(symbol="A", name="the qz coin")
    AssetFactory(symbol="B", name="Qzoom")
    found = stub.SearchAssets(pb.SearchAssetsRequest(query="qz")).assets
    assert [asset.asset_id for asset in found] == [str(symbol.pk), str(word.pk)]
