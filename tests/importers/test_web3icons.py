"""web3icons' tokens: CoinGecko's coins with derived symbols, and copies that bridges made."""

import pytest

from registry.importers.sources import web3icons_tokens
from registry.importers.sources.shared.web3icons import bridge_of, identifier
from registry.models import Asset, AssetDeployment, AssetIdentifier, AssetRelationship
from tests.factories import ChainFactory, DeploymentFactory, evm_address

from .sources import conflicts, derivations, refused, run

pytestmark = pytest.mark.django_db

ONE, TWO = evm_address(1).lower(), evm_address(2).lower()


@pytest.fixture(autouse=True)
def _chains():
    for slug, number in (("ethereum", 1), ("polygon", 137), ("fantom", 250), ("avalanche", 43114)):
        ChainFactory(chain_id=slug, chain_name=slug.title(), network_id=number)
    for slug in ("cosmoshub", "osmosis"):
        ChainFactory(chain_id=slug, chain_type="COSMOS", network_id=None)
    ChainFactory(chain_id="near", chain_name="NEAR", chain_type="NEAR", network_id=None)
    ChainFactory(chain_id="solana", chain_type="SOLANA", network_id=None)


def token(id_="some-token", symbol="some", rank=10, **addresses):
    places = {platform.replace("_", "-"): address for platform, address in addresses.items()}
    return {"id": id_, "symbol": symbol, "name": "Some", "marketCapRank": rank, "addresses": places}


def load(*tokens):
    return run(web3icons_tokens.IMPORTER, *tokens)


def test_it_works():
    load(token(ethereum=ONE, polygon_pos=TWO))
    asset = Asset.objects.get()
    assert (asset.symbol, asset.market_cap_rank, asset.asset_type, asset.source) == (
        "SOME",
        10,
        "ERC20",
        "web3icons",
    )
    assert derivations(asset) == {"symbol": "web3icons' small letters, in capitals"}
    assert set(asset.deployments.values_list("chain_id", "decimals")) == {
        ("ethereum", None),
        ("polygon", None),
    }
    assert AssetIdentifier.objects.get().external_id == "some-token"


def test_again_changes_nothing():
    tokens = [token(ethereum=ONE, fantom=TWO), token("other", "other", 0)]
    load(*tokens)
    assert load(*tokens).is_empty


@pytest.mark.parametrize("rank", [0, None])
def test_no_rank(rank):
    load(token(rank=rank))
    assert Asset.objects.get().market_cap_rank is None


def test_a_rank_is_refreshed():
    load(token(rank=10))
    load(token(rank=12))
    assert Asset.objects.get().market_cap_rank == 12


@pytest.mark.parametrize("symbol", ["tβtc", "1", "IMX"])
def test_a_symbol_that_is_not_plain_small_letters_stays_as_it_is(symbol):
    load(token(symbol=symbol))
    asset = Asset.objects.get()
    assert (asset.symbol, bool(derivations(asset))) == (symbol, False)


def test_the_symbol_is_taken_from_who_spells_it():
    load(token("crvusd", "crvusd", ethereum="0xf939e0a03fb07f59a73314e73794be0e57ac1b4e"))
    asset = Asset.objects.get()
    assert (asset.symbol, bool(derivations(asset))) == ("crvUSD", False)


def test_a_token_that_calls_itself_otherwise_is_a_conflict():
    address = "0x63a72806098bd3d9520cc43356dd78afe5d386d9"
    plan = load(token("aave", "aave", ethereum=ONE, avalanche=address))
    assert conflicts(plan) == [(f"web3icons/aave avalanche/{address}", "AssetDeployment.asset")]
    assert [row.chain_id for row in AssetDeployment.objects.all()] == ["ethereum"]


def test_an_id_that_is_not_coingeckos():
    assert str(identifier(token("hype", "HYPE", 0))) == "INTERNAL:web3icons:hype"
    assert str(identifier(token("access-protocol", "acs", 0))) == "COINGECKO:access-protocol"
    assert str(identifier(token("the-open-network", "TON", 9))) == "COINGECKO:the-open-network"


def test_an_unknown_platform_is_refused():
    plan = load(token(ethereum=ONE, energi=TWO))
    assert refused(plan) == [(f"web3icons/some-token energi/{TWO}", "unknown chain")]


@pytest.mark.parametrize(
    ("platform", "address", "bridge"),
    [
        ("osmosis", "ibc/" + "A" * 64, "IBC"),
        ("near-protocol", f"{ONE[2:]}.factory.bridge.near", "Rainbow"),
        ("injective", f"peggy{ONE}", "Peggy"),
        ("fantom", TWO, "Multichain"),
        ("fantom", ONE, None),
        ("polygon-pos", TWO, None),
    ],
)
def test_which_addresses_are_copies(platform, address, bridge):
    assert bridge_of(token(**{"ethereum": ONE, platform: address}), platform) == bridge


def test_two_copies_at_one_address_do_not_vouch_for_each_other():
    copied = token(ethereum=ONE, moonriver=TWO, milkomeda_cardano=TWO)
    assert [bridge_of(copied, name) for name in copied["addresses"]] == [None, "Multichain", "Milkomeda"]


@pytest.mark.parametrize(("coin", "bridge"), [("dai", "Multichain"), ("kava-token", None)])
def test_a_platform_where_only_some_coins_came_over_a_bridge(coin, bridge):
    assert bridge_of(token(coin, ethereum=ONE, kava=TWO, moonbeam=TWO), "kava") == bridge


def test_a_coin_of_a_bridged_platform_itself_is_no_copy():
    assert bridge_of(token(fantom=ONE, avalanche=TWO), "fantom") is None


def test_a_copy_is_an_asset_of_its_own():
    load(token(ethereum=ONE, fantom=TWO))
    copy = AssetDeployment.objects.get(chain="fantom").asset
    edge = AssetRelationship.objects.get()
    assert (edge.from_asset, edge.relationship_type, edge.protocol) == (copy, "BRIDGES", "Multichain")
    assert edge.to_asset == AssetIdentifier.objects.get(external_id="some-token").asset
    assert (copy.symbol, copy.name) == ("SOME", "Some (Multichain bridge, Fantom)")
    assert set(derivations(copy)) == {"symbol", "name"}
    assert not copy.identifiers.exists()


def test_a_copy_that_another_source_has_is_a_conflict():
    denom = "ibc/" + "A" * 64
    stored = DeploymentFactory(chain_id="osmosis", address=denom)
    plan = load(token(ethereum=ONE, osmosis=denom))
    assert conflicts(plan) == [(f"web3icons/some-token osmosis/{denom}", "AssetDeployment.asset")]
    assert AssetDeployment.objects.get(chain="osmosis").asset == stored.asset
    assert not AssetRelationship.objects.exists()


def test_types():
    solana = "So11111111111111111111111111111111111111112"
    load(
        token("tether", "usdt"), token("ethereum", "eth"), token("wif", "wif", solana=solana), token("x", "x")
    )
    assert dict(Asset.objects.values_list("symbol", "asset_type")) == {
        "USDT": "STABLECOIN",
        "ETH": "NATIVE",
        "WIF": "SPL",
        "X": "CRYPTOCURRENCY",
    }
