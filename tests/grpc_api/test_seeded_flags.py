"""A flag on an origin, over loopback, and what of the registry's own data stands for it."""

from io import StringIO
from itertools import product

import pytest
from cqc.services.v1 import tradeability_pb2 as pb
from django.core.management import call_command

from registry.models import AssetDeployment, AssetIdentifier
from tests.factories import FlagFactory

pytestmark = pytest.mark.django_db(transaction=True)

ALLOYED = {
    "SUI": "sui", "APT": "aptos", "TRX": "tron", "LTC": "litecoin", "DOT": "polkadot", "XRP": "ripple",
    "TON": "the-open-network", "FIL": "filecoin", "DOGE": "dogecoin", "BCH": "bitcoin-cash", "ZEC": "zcash",
    "DYDX": "dydx-chain",
}  # fmt: skip
"""The symbol of what Osmosis makes of several bridges' copies -> the CoinGecko id of what that stands for."""

BRIDGED = (
    ("wstETH", "arbitrum optimism base polygon", "wrapped-steth"),
    ("weETH", "ethereum base arbitrum scroll zksync linea ink plasma", "ether-fi-staked-eth"),
    ("sUSDe", "ethereum avalanche zksync mantle plasma", "ethena-usde"),
    ("WETH", "scroll zksync linea ink gnosis mantle sonic celo metis", "ethereum"),
    ("USDC.e", "gnosis sonic soneium", "usd-coin"),
    ("WBTC", "linea", "bitcoin"),
    ("osETH", "ethereum", "ethereum"),
    ("WBETH", "ethereum bsc", "ethereum"),
    ("cbDOGE", "base", "dogecoin"),
    ("USDC", "bsc scroll mantle zksync linea ink", "usd-coin"),
    ("BUSD", "bsc", "binance-usd"),
    ("USDT", "zksync soneium", "tether"),
    ("USD₮", "celo", "tether"),
    ("XDAI sDAI", "gnosis", "dai"),
    ("DAI", "moonbeam velas syscoin astar aurora metis kava kaia", "dai"),
    ("WBTC", "moonbeam velas syscoin astar aurora metis kava kaia moonriver milkomeda-c1", "wrapped-bitcoin"),
    ("tETH", "ethereum", "wrapped-steth"),
    ("SWETH OETH SETH2", "ethereum", "ethereum"),
    ("HBTC RENBTC", "ethereum", "bitcoin"),
    ("RBTC", "rootstock", "bitcoin"),
    ("nBTC", "osmosis", "bitcoin"),
    ("sFRAX", "osmosis", "frax"),
)


def coin(external_id):
    return AssetIdentifier.objects.get(source="COINGECKO", external_id=external_id).asset


def derivatives():
    """(derivative, its origin)."""
    for symbol, external_id in ALLOYED.items():
        found = AssetDeployment.objects.get(chain="osmosis", address__endswith=f"/alloyed/all{symbol}")
        yield found.asset, coin(external_id)
    for symbols, chains, external_id in BRIDGED:
        for symbol, chain in product(symbols.split(), chains.split()):
            yield AssetDeployment.objects.get(chain=chain, asset__symbol=symbol).asset, coin(external_id)


def checks(stub, assets):
    keys = [pb.TradeKey(asset_id=str(asset.pk)) for asset in assets]
    return stub.CheckTradeable(pb.CheckTradeableRequest(keys=keys)).checks


def test_a_flagged_origin_blocks_what_stands_for_it(stub):
    call_command("seed", stdout=StringIO())
    pairs = list(derivatives())
    assert {found.decision for found in checks(stub, dict(pairs))} == {pb.TRADE_DECISION_ALLOW}
    for origin in {origin for _, origin in pairs}:
        FlagFactory(asset=origin)
    answers = zip(pairs, checks(stub, [derivative for derivative, _ in pairs]), strict=True)
    missed = [
        (str(derivative), str(origin))
        for (derivative, origin), found in answers
        if str(origin.pk) not in {finding.asset_id for finding in found.findings}
        or found.decision != pb.TRADE_DECISION_BLOCK
    ]
    assert missed == []
