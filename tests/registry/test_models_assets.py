"""Assets and deployments: what real data holds is taken as it is, what would mislead is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from registry.models import Asset, AssetDeployment
from registry.values.choices import ChainType
from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    IdentifierFactory,
    VenueAssetFactory,
    VenueFactory,
    evm_address,
)

pytestmark = pytest.mark.django_db

USDC = "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"
WRBTC = "0x542FDA317318eBf1d3DeAF76E0B632741a7e677d"
SUI_USDC = "0xdba34672e30cb065b1f93e3ab55318768fd6fef66c15942c9f7cb846e2f900e7::usdc::USDC"


def refusal(factory, **values):
    with pytest.raises(ValidationError) as refused:
        factory(**values)
    return refused.value.message_dict


def stored(row):
    return type(row).objects.get(pk=row.pk)


def test_it_works():
    coin = DeploymentFactory(address=USDC, decimals=6)
    assert (stored(coin).address, stored(coin).decimals) == (USDC, 6)


@pytest.mark.parametrize(
    "symbol", ["币安人生", "USD₮0", "🇺🇸", "μETH", "x" * 93, "x" * 128, "btc", "$", "A B"]
)
def test_real_symbols_are_kept_as_they_are(symbol):
    assert stored(AssetFactory(symbol=symbol)).symbol == symbol


@pytest.mark.parametrize(
    ("symbol", "why"),
    [
        ("US\u200bDC", "U+200B ZERO WIDTH SPACE at character 3"),
        ("\u202eCDSU", "U+202E"),
        ("US\0DC", "NUL"),
        ("USDC\n", "U+000A"),
        (" USDC", "begins with"),
        ("", "blank"),
        ("x" * 129, "at most 128"),
    ],
)
def test_a_symbol_that_misleads_is_refused(symbol, why):
    told = refusal(AssetFactory, symbol=symbol)
    assert set(told) == {"symbol"}
    assert why in told["symbol"][0]


def test_many_assets_have_one_symbol():
    for _ in range(12):
        AssetFactory(symbol="USDC")
    assert Asset.objects.filter(symbol="USDC").count() == 12


def test_an_address_is_shown_with_its_checksum_and_found_without():
    coin = DeploymentFactory(address=USDC.lower())
    assert (coin.address, coin.address_key) == (USDC, USDC.lower())
    assert DeploymentFactory(address=USDC.upper().replace("X", "x", 1)).address == USDC


def test_a_wrong_checksum_is_refused_and_the_right_one_not_told():
    wrong = USDC.replace("A0b8", "a0b8")
    (told,) = refusal(DeploymentFactory, address=wrong)["address"]
    assert "copy it again" in told
    assert USDC not in told


def test_one_address_in_two_cases_is_one_address():
    coin = DeploymentFactory(address=USDC)
    told = refusal(DeploymentFactory, chain=coin.chain, address=USDC.lower())
    assert told == {"__all__": ["address: another live deployment has it on this chain"]}


def test_one_address_on_two_chains_is_two_tokens():
    assert DeploymentFactory(address=USDC).address == DeploymentFactory(address=USDC).address


def test_an_address_can_be_used_again_when_its_deployment_is_deleted():
    coin = DeploymentFactory(address=USDC)
    coin.delete()
    assert DeploymentFactory(chain=coin.chain, address=USDC).version == 1


def test_rootstock_has_a_checksum_of_its_own():
    rootstock = ChainFactory(network_id=30)
    assert DeploymentFactory(chain=rootstock, address=WRBTC).address == WRBTC
    assert "EIP-55" in refusal(DeploymentFactory, address=WRBTC)["address"][0]


def test_a_move_address_keeps_its_colons():
    sui = ChainFactory(chain_type=ChainType.SUI, network_id=None)
    assert stored(DeploymentFactory(chain=sui, address=SUI_USDC)).address == SUI_USDC


def test_other_chains_keep_every_byte():
    cosmos = ChainFactory(chain_type=ChainType.COSMOS, network_id=None)
    denom = "factory/osmo1" + "q" * 107
    assert len(denom) == 120
    assert stored(DeploymentFactory(chain=cosmos, address=denom)).address == denom
    solana = ChainFactory(chain_type=ChainType.SOLANA, network_id=None)
    mint = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"
    assert stored(DeploymentFactory(chain=solana, address=mint)).address == mint
    assert "address" in refusal(DeploymentFactory, chain=solana, address=mint.lower())


def test_unknown_decimals_stay_unknown():
    coin = DeploymentFactory(decimals=None)
    assert stored(coin).decimals is None
    assert AssetDeployment(asset=coin.asset, chain=coin.chain).decimals is None


@pytest.mark.parametrize("decimals", [0, 6, 18, 148, 255])
def test_decimals_a_chain_can_have(decimals):
    assert stored(DeploymentFactory(decimals=decimals)).decimals == decimals


@pytest.mark.parametrize("decimals", [-1, 256, 10**30, "eighteen"])
def test_decimals_no_chain_can_have(decimals):
    assert "decimals" in refusal(DeploymentFactory, decimals=decimals)


def test_a_chain_has_one_native_coin():
    coin = DeploymentFactory(address=None, is_native=True)
    told = refusal(DeploymentFactory, chain=coin.chain, address=None, is_native=True)
    assert told == {"__all__": ["address: another live deployment has it on this chain"]}
    DeploymentFactory(address=None, is_native=True)


@pytest.mark.parametrize(
    "values", [{"address": None}, {"address": ""}, {"address": evm_address(1), "is_native": True}]
)
def test_a_native_coin_has_no_address_and_all_others_have_one(values):
    told = refusal(DeploymentFactory, **values)
    assert told["__all__"] == ["address: a native coin has none, every other deployment has one"]


def test_an_asset_has_one_canonical_deployment_on_a_chain():
    first = DeploymentFactory(is_canonical=True)
    same = {"asset": first.asset, "chain": first.chain}
    assert "is_canonical: " in refusal(DeploymentFactory, **same, is_canonical=True)["__all__"][0]
    DeploymentFactory(**same)
    DeploymentFactory(asset=first.asset, is_canonical=True)


def test_several_ids_of_a_source_and_one_of_them_primary():
    first = IdentifierFactory(is_primary=True)
    IdentifierFactory(asset=first.asset)
    assert "is_primary: " in refusal(IdentifierFactory, asset=first.asset, is_primary=True)["__all__"][0]
    assert "external_id: " in refusal(IdentifierFactory, external_id=first.external_id)["__all__"][0]


def test_rank_zero_is_unranked():
    assert stored(AssetFactory(market_cap_rank=0)).market_cap_rank is None


@pytest.mark.parametrize("rank", [-1, 2**31])
def test_a_rank_counts_from_one(rank):
    assert "market_cap_rank" in refusal(AssetFactory, market_cap_rank=rank)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "example.com", "http://", "https://a b"])
def test_a_link_is_a_link(url):
    assert "website_url" in refusal(AssetFactory, website_url=url)


def test_empty_text_in_an_optional_field_is_unknown():
    assert stored(AssetFactory(category="", description="", logo_url="")).category is None


@pytest.mark.parametrize("key", ["Ethereum", "eth mainnet", "-eth", "eth-", "é", "", "x" * 65, "a\0"])
def test_a_slug_is_plain(key):
    assert "chain_id" in refusal(ChainFactory, chain_id=key)
    assert "venue_id" in refusal(VenueFactory, venue_id=key)


def test_an_evm_chain_gets_its_standard_name():
    chain = ChainFactory(network_id=8453)
    assert chain.caip2 == "eip155:8453"
    assert refusal(ChainFactory, network_id=8453) == {"caip2": ["caip2: another chain has it"]}
    assert ChainFactory(network_id=2**40).network_id == 2**40


def test_a_deployment_of_another_asset_is_not_listed():
    told = refusal(VenueAssetFactory, deployment=DeploymentFactory())
    assert told == {"deployment": ["is a deployment of another asset"]}


def test_a_merged_asset_is_a_deleted_one():
    asset = AssetFactory()
    asset.merged_into = AssetFactory()
    with pytest.raises(ValidationError, match="merged_into: a merged asset is a deleted one"):
        asset.save()
    asset.deleted_at = timezone.now()
    asset.save()
