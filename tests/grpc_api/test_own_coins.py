"""A chain's own coin under every name that it has there: it is found by each, and no other asset can take one."""

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import resolution_pb2
from grpc import StatusCode

from registry.values.addresses.own_coin import OWN_COIN_NAMES
from registry.values.choices import ChainType
from tests.factories import AssetFactory, ChainFactory, DeploymentFactory
from tests.grpc_api.helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)

ON_EVERY_CHAIN = [(kind, name) for kind, names in OWN_COIN_NAMES.items() for name in names]
OTHER_SPELLINGS = [
    ("EVM", "0xEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEE"),
    ("SUI", f"0x{'0' * 63}2::sui::SUI"),
    ("APTOS", f"0x{'0' * 63}A"),
    ("APTOS", f"0x{'0' * 63}1::aptos_coin::AptosCoin"),
    ("TON", "EQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAM9c"),
]
ALIASES = [
    ("COSMOS", None, "uatom", "uatom"),
    ("EVM", 324, "0x000000000000000000000000000000000000800A", "0x000000000000000000000000000000000000800a"),
    ("EVM", 10, "0xDeadDeAddeAddEAddeadDEaDDEAdDeaDDeAD0000", "0xdeaddeaddeaddeaddeaddeaddeaddeaddead0000"),
]


def own_coin(chain_type, network_id=None, aliases=()):
    """The deployment of a chain's own coin."""
    chain = ChainFactory(chain_type=chain_type, network_id=network_id, native_aliases=[*aliases])
    coin = DeploymentFactory(chain=chain, address=None, is_native=True)
    chain.native_asset = coin.asset
    chain.save()
    return coin


def resolve(stub, chain_id, address):
    key = {"address": {"chain_id": chain_id, "address": address}}
    return stub.ResolveAsset(resolution_pb2.ResolveAssetRequest(key=key))


def deploy(stub, asset, chain_id, address):
    request = pb.CreateAssetDeploymentRequest(
        asset_id=str(asset.pk), chain_id=chain_id, contract_address=address
    )
    return stub.CreateAssetDeployment(request).deployment


def holds(stub, coin, name):
    """Whether a name finds the coin, and neither another asset nor the coin itself can stand under it."""
    found = resolve(stub, coin.chain_id, name)
    assert (found.asset.asset_id, found.deployment.is_native) == (str(coin.asset_id), True)
    error = refused(
        lambda: deploy(stub, AssetFactory(), coin.chain_id, name),
        StatusCode.INVALID_ARGUMENT,
        field="contract_address",
    )
    assert error.details().endswith(f"{name} is {coin.chain_id}'s own coin, asset {coin.asset_id}")
    refused(lambda: deploy(stub, coin.asset, coin.chain_id, name), StatusCode.ALREADY_EXISTS)


def test_names_of_every_chain_of_a_kind(stub):
    coins = {kind: own_coin(kind, 1 if kind == "EVM" else None) for kind in OWN_COIN_NAMES}
    for kind, name in (*ON_EVERY_CHAIN, *OTHER_SPELLINGS):
        holds(stub, coins[kind], name)


def test_names_of_one_chain(stub):
    for chain_type, network_id, alias, spelling in ALIASES:
        coin = own_coin(chain_type, network_id, [alias])
        for name in (alias, spelling):
            holds(stub, coin, name)
        elsewhere = ChainFactory(chain_type=chain_type)
        assert deploy(stub, AssetFactory(), elsewhere.pk, alias).address == alias


def test_what_looks_like_a_name_and_is_a_token(stub):
    """Wrapped SOL, and the bridged ETH of Mantle."""
    for kind, number, address in (
        ("SOLANA", None, "So11111111111111111111111111111111111111112"),
        ("EVM", 5000, "0xdEAddEaDdeadDEadDEADDEAddEADDEAddead1111"),
    ):
        coin = own_coin(kind, number)
        token = AssetFactory()
        deploy(stub, token, coin.chain_id, address)
        assert resolve(stub, coin.chain_id, address).asset.asset_id == str(token.pk)


def test_the_coin_itself_may_be_registered_by_its_name(stub):
    coin = AssetFactory()
    chain = ChainFactory(
        chain_type=ChainType.COSMOS, network_id=None, native_asset=coin, native_aliases=["uatom"]
    )
    made = deploy(stub, coin, chain.pk, "uatom")
    assert (made.is_native, made.address) == (True, "")


def test_a_chain_whose_coin_is_not_known_gives_its_name_to_nobody(stub):
    chain = ChainFactory()
    error = refused(
        lambda: deploy(stub, AssetFactory(), chain.pk, f"0x{'0' * 40}"), StatusCode.INVALID_ARGUMENT
    )
    assert "set" in error.details()
    assert "native asset first" in error.details()


def test_a_name_is_added_unless_a_token_has_it(stub):
    coin = own_coin(ChainType.COSMOS)
    token = DeploymentFactory(chain=coin.chain, address="uatom")
    request = pb.UpdateChainRequest(chain_id=coin.chain_id, native_aliases=["uatom"])
    error = refused(lambda: stub.UpdateChain(request), StatusCode.INVALID_ARGUMENT, field="native_aliases")
    assert str(token.asset_id) in error.details()
    token.delete()
    assert list(stub.UpdateChain(request).chain.native_aliases) == ["uatom"]
    holds(stub, coin, "uatom")
