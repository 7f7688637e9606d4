"""Whole flows of the platform's services, as a client of CQC 0.3.1 runs them."""

from decimal import Decimal
from typing import Any

import grpc
import pytest
from cqc.services.v1 import asset_registry_pb2 as ours

from tests.grpc_api.helpers import refused

from .client import ReleasedClient, rpcs_of_031

pytestmark = pytest.mark.django_db(transaction=True)

USDC = {
    "ethereum": (1, "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"),
    "polygon": (137, "0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359"),
    "arbitrum": (42161, "0xaf88d065e77c8cC2239327C5EDb3A432268e5831"),
}
SPOT, CEX, CRITICAL, EXPLOITED, WRAPS, STAKES, COINGECKO = 1, 1, 5, 3, 1, 3, 1


@pytest.fixture
def client(stub: Any, grpc_channel: grpc.Channel) -> ReleasedClient:
    """Beside `stub`, which empties the cache before and after."""
    return ReleasedClient(grpc_channel)


def asset(client: ReleasedClient, symbol: str, **fields: Any) -> str:
    return str(client.CreateAsset(symbol=symbol, name=symbol, **fields).asset.asset_id)


def market(client: ReleasedClient) -> tuple[str, str, str]:
    """An admin brings BTCUSDT on Binance in; (symbol, base, quote)."""
    btc, usdt = asset(client, "BTC"), asset(client, "USDT")
    client.CreateVenue(name="Binance", venue_type=CEX, website_url="https://www.binance.com")
    client.CreateVenueAsset(
        venue_id="binance", asset_id=btc, venue_asset_symbol="BTC",
        deposit_enabled=True, withdraw_enabled=True, trading_enabled=True,
    )  # fmt: skip
    symbol = client.CreateSymbol(
        symbol="BTC/USDT",
        symbol_type=SPOT,
        base_asset_id=btc,
        quote_asset_id=usdt,
        tick_size=0.01,
        lot_size=1e-05,
    ).symbol
    client.CreateVenueSymbol(
        venue_id="binance",
        symbol_id=symbol.symbol_id,
        venue_symbol="BTCUSDT",
        maker_fee=0.001,
        taker_fee=0.001,
    )
    return symbol.symbol_id, btc, usdt


def test_market_data_resolves_a_venues_symbol(client):
    symbol_id, btc, usdt = market(client)
    listing = client.GetVenueSymbol(venue_id="binance", venue_symbol="BTCUSDT").venue_symbol
    assert (listing.symbol_id, listing.is_active, listing.maker_fee) == (symbol_id, True, 0.001)
    symbol = client.GetSymbol(symbol_id=listing.symbol_id).symbol
    assert (symbol.symbol, symbol.tick_size, symbol.lot_size) == ("BTC/USDT", 0.01, 1e-05)
    names = [
        client.GetAsset(asset_id=id_).asset.symbol for id_ in (symbol.base_asset_id, symbol.quote_asset_id)
    ]
    assert names == ["BTC", "USDT"]
    assert client.GetVenueAsset(venue_id="binance", asset_id=btc).venue_asset.trading_enabled
    assert [row.venue_symbol for row in client.ListVenueSymbols(symbol_id=symbol_id).venue_symbols] == [
        "BTCUSDT"
    ]
    assert [row.asset_id for row in client.ListVenueAssets(venue_id="binance").venue_assets] == [btc]
    assert client.ListSymbols(quote_asset_id=usdt).total_count == 1
    assert [row.symbol_id for row in client.SearchSymbols(query="btc/", limit=5).symbols] == [symbol_id]
    client.CreateSymbolIdentifier(symbol_id=symbol_id, data_source=COINGECKO, external_id="btc-usdt")
    assert (
        client.GetSymbolIdentifier(symbol_id=symbol_id, data_source=COINGECKO).identifier.external_id
        == "btc-usdt"
    )
    assert len(client.ListSymbolIdentifiers(symbol_id=symbol_id).identifiers) == 1


def test_portfolio_sums_all_forms_of_eth(client):
    eth, weth, steth = asset(client, "ETH"), asset(client, "WETH"), asset(client, "stETH")
    client.CreateAssetRelationship(source_asset_id=weth, target_asset_id=eth, relationship_type=WRAPS)
    client.CreateAssetRelationship(source_asset_id=steth, target_asset_id=eth, relationship_type=STAKES)
    group = client.CreateAssetGroup(name="all_eth_variants", group_type="variants").group
    for member, weight in ((eth, 1.0), (weth, 1.0), (steth, 0.999)):
        client.AddAssetToGroup(group_id=group.group_id, asset_id=member, weight=weight)
    positions = {eth: Decimal(2), weth: Decimal("0.5"), steth: Decimal(10)}
    members = client.GetAssetGroup(group_id=group.group_id).group.members
    total = sum(positions[member.asset_id] * Decimal(repr(member.weight)) for member in members)
    assert total == Decimal("12.49")
    assert len(client.ListAssetRelationships(asset_id=eth).relationships) == 2
    assert client.RemoveAssetFromGroup(group_id=group.group_id, asset_id=steth).success
    assert len(client.GetAssetGroup(group_id=group.group_id).group.members) == 2


def test_execution_is_stopped_by_a_critical_flag_also_an_inherited_one(client):
    eth, weth = asset(client, "ETH"), asset(client, "WETH")
    client.CreateAssetRelationship(source_asset_id=weth, target_asset_id=eth, relationship_type=WRAPS)

    def critical(asset_id: str) -> list[Any]:
        return list(client.ListQualityFlags(asset_id=asset_id, min_severity=CRITICAL).flags)

    assert not critical(eth)
    assert not critical(weth)
    flag = client.RaiseQualityFlag(
        asset_id=eth, flag_type=EXPLOITED, severity=CRITICAL, description="drained", raised_by="risk"
    ).flag
    assert [found.flag_id for found in critical(eth)] == [flag.flag_id]
    assert [(found.flag_id, found.asset_id) for found in critical(weth)] == [(flag.flag_id, weth)]
    client.ResolveQualityFlag(flag_id=flag.flag_id, resolution_notes="funds are back", resolved_by="risk")
    assert not critical(weth)
    assert client.ListQualityFlags(asset_id=eth, include_resolved=True).flags[0].resolved_by == "risk"


def test_an_unknown_or_deleted_asset_has_no_empty_list_of_flags(client):
    gone = asset(client, "GONE")
    client.DeleteAsset(asset_id=gone)
    for asset_id in (gone, "0193e4a2-7c1f-7d3a-9b52-3f8a6c0d9e11"):
        refused(
            lambda asset_id=asset_id: client.ListQualityFlags(asset_id=asset_id), grpc.StatusCode.NOT_FOUND
        )


def test_an_admin_creates_usdc_on_three_chains(client):
    usdc = asset(client, "USDC", category="stablecoin")
    client.CreateAssetIdentifier(asset_id=usdc, source=COINGECKO, external_id="usd-coin", is_primary=True)
    for chain, (number, address) in USDC.items():
        client.CreateChain(
            name=chain, chain_type="EVM", chain_id=number, block_explorer_url=f"https://{chain}.example"
        )
        created = client.CreateAssetDeployment(
            asset_id=usdc, chain_id=chain, contract_address=address.lower(), decimals=6
        ).deployment
        assert client.GetAssetDeployment(deployment_id=created.deployment_id).deployment.address == address
    assert [chain.chain_id for chain in client.ListChains(chain_type="EVM").chains] == sorted(USDC)
    assert client.GetChain(chain_id="polygon").chain.network_id == 137
    deployments = client.ListAssetDeployments(asset_id=usdc).deployments
    assert {(row.chain_id, row.decimals) for row in deployments} == {(chain, 6) for chain in USDC}
    assert client.GetAssetIdentifier(asset_id=usdc, source=COINGECKO).identifier.external_id == "usd-coin"
    assert len(client.ListAssetIdentifiers(asset_id=usdc).identifiers) == 1
    client.UpdateAsset(asset_id=usdc, name="USD Coin")
    found = client.SearchAssets(query="usd coin", limit=3).assets
    assert [row.name for row in found] == ["USD Coin"]
    assert client.ListAssets(category="stablecoin", page_size=10).total_count == 1


def test_a_native_coin_by_symbol(client):
    eth = asset(client, "ETH")
    chain = client.CreateChain(name="Ethereum", chain_type="evm", chain_id=1, native_asset_symbol="eth").chain
    assert (chain.chain_id, chain.native_asset_id) == ("ethereum", eth)


def test_an_option_that_ours_creates_is_read_whole(client, stub):
    """0.3.1 cannot say strike, expiry or option type when it creates a symbol; it reads them all."""
    btc, usd = asset(client, "BTC"), asset(client, "USD")
    request = ours.CreateSymbolRequest(
        symbol="BTC/USD:BTC-991227-40000-C", symbol_type="SYMBOL_TYPE_OPTION", option_type="OPTION_TYPE_CALL",
        base_asset_id=btc, quote_asset_id=usd, settlement_asset_id=btc, strike_price=40000,
    )  # fmt: skip
    request.expiry.FromJsonString("2099-12-27T08:00:00Z")
    created = stub.CreateSymbol(request).symbol
    option = client.GetSymbol(symbol_id=created.symbol_id).symbol
    assert (option.strike_price, option.option_type) == (40000, 1)
    assert option.expiry.ToJsonString() == "2099-12-27T08:00:00Z"
    changed = client.UpdateSymbol(symbol_id=option.symbol_id, tick_size=5, is_active=False).symbol
    assert (changed.tick_size, changed.is_active, changed.strike_price) == (5, False, 40000)
    assert client.DeleteSymbol(symbol_id=option.symbol_id).success


def test_venues(client):
    client.CreateVenue(name="Kraken", venue_type=CEX, api_endpoint="https://api.kraken.com")
    assert client.GetVenue(venue_id="kraken").venue.is_active
    assert "kraken" in [venue.venue_id for venue in client.ListVenues(venue_type=CEX).venues]


def test_the_flows_call_every_rpc_of_031(client, stub):
    for flow in (
        test_market_data_resolves_a_venues_symbol,
        test_portfolio_sums_all_forms_of_eth,
        test_execution_is_stopped_by_a_critical_flag_also_an_inherited_one,
        test_an_unknown_or_deleted_asset_has_no_empty_list_of_flags,
        test_an_admin_creates_usdc_on_three_chains,
        test_venues,
    ):
        flow(client)
    test_an_option_that_ours_creates_is_read_whole(client, stub)
    assert client.called == rpcs_of_031()
