"""ResolveAsset: by every kind of key, what was merged or deleted, and every refusal."""

import pytest
from cqc.assets.v1 import asset_pb2
from cqc.services.v1 import asset_registry_pb2
from cqc.services.v1 import resolution_pb2 as pb
from django.db import transaction
from google.rpc import error_details_pb2
from grpc import StatusCode

from registry.services.merging.merge import merge
from registry.values.choices import ChainType, DataSource
from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    IdentifierFactory,
    SymbolFactory,
    VenueAssetFactory,
    VenueFactory,
    VenueSymbolFactory,
)
from tests.grpc_api.helpers import answer_here, detail, execute, refused
from tests.unrecorded import unrecorded

pytestmark = pytest.mark.django_db(transaction=True)

USDC = "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"


@pytest.fixture
def resolve(stub):
    def ask(exactly_one=None, show_deleted=None, **key):
        request = pb.ResolveAssetRequest(key=key, exactly_one=exactly_one, show_deleted=show_deleted)
        return stub.ResolveAsset(request)

    return ask


@pytest.fixture
def usdc():
    ethereum = ChainFactory(chain_id="ethereum", network_id=1, slip44=60)
    return DeploymentFactory(asset__symbol="USDC", chain=ethereum, address=USDC, decimals=6)


def address(text=None, chain="ethereum", native=None):
    return {"address": {"chain_id": chain, "address": text, "native": native}}


def identifier(external_id, source=asset_pb2.DATA_SOURCE_COINGECKO):
    return {"identifier": {"source": source, "external_id": external_id}}


def on_venue(name, venue="binance"):
    return {"venue": {"venue_id": venue, "venue_symbol": name}}


def test_it_works(resolve, usdc):
    found = resolve(**address(USDC))
    assert found.asset.asset_id == str(usdc.asset_id)
    assert (found.deployment.deployment_id, found.deployment.decimals) == (str(usdc.pk), 6)
    assert (found.matched_by, found.candidate_count) == (pb.MATCHED_BY_ADDRESS, 1)
    assert list(found.candidates) == list(found.look_alike_of) == []
    assert not found.HasField("merged_from")
    assert not found.HasField("reason")


def test_by_id(resolve, usdc):
    found = resolve(asset_id=str(usdc.asset_id))
    assert (found.asset.asset_id, found.matched_by) == (str(usdc.asset_id), pb.MATCHED_BY_ASSET_ID)
    assert not found.HasField("deployment")


def test_an_address_in_any_accepted_form(resolve, usdc):
    for chain in ("ethereum", "eip155:1"):
        for text in (USDC, USDC.lower(), f"0x{USDC[2:].upper()}"):
            assert resolve(**address(text, chain)).asset.asset_id == str(usdc.asset_id)


def test_the_same_address_on_another_chain_is_another_asset(resolve, usdc):
    other = DeploymentFactory(chain=ChainFactory(chain_id="base", network_id=8453), address=USDC)
    assert resolve(**address(USDC, "base")).asset.asset_id == str(other.asset_id)


def test_bytes_count_where_they_do(resolve):
    solana = ChainFactory(chain_id="solana", chain_type=ChainType.SOLANA, network_id=None)
    mint = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"
    DeploymentFactory(chain=solana, address=mint)
    assert resolve(**address(mint, "solana")).deployment.address == mint
    refused(lambda: resolve(**address(f"{mint[:-1]}V", "solana")), StatusCode.NOT_FOUND)


def test_by_caip19(resolve, usdc):
    native = DeploymentFactory(chain=usdc.chain, address=None, is_native=True)
    assert resolve(caip19=f"eip155:1/erc20:{USDC}").asset.asset_id == str(usdc.asset_id)
    found = resolve(caip19="eip155:1/slip44:60")
    assert (found.asset.asset_id, found.deployment.is_native) == (str(native.asset_id), True)
    assert found.deployment.caip19 == "eip155:1/slip44:60"
    refused(lambda: resolve(caip19="eip155:1/slip44:61"), StatusCode.NOT_FOUND)


@pytest.mark.parametrize("namespace", ["erc721", "erc1155", "foo", "token"])
def test_a_caip19_of_another_standard(resolve, usdc, namespace):
    refused(lambda: resolve(caip19=f"eip155:1/{namespace}:{USDC}"), StatusCode.NOT_FOUND, "NOT_FOUND")


@pytest.mark.parametrize("chain", ["ethereum", "eip155:1"])
def test_a_chains_own_coin(resolve, usdc, chain):
    refused(lambda: resolve(**address(chain=chain, native=True)), StatusCode.NOT_FOUND, "NOT_FOUND")
    coin = DeploymentFactory(chain=usdc.chain, address=None, is_native=True)
    for key in (address(chain=chain, native=True), address("", chain, native=True)):
        found = resolve(**key)
        assert (found.asset.asset_id, found.deployment.deployment_id) == (str(coin.asset_id), str(coin.pk))
        assert found.matched_by == pb.MATCHED_BY_ADDRESS
    assert resolve(**address(USDC, chain, native=False)).asset.asset_id == str(usdc.asset_id)


def test_a_coin_is_not_named_by_a_number_that_its_chain_does_not_say(resolve):
    DeploymentFactory(chain=ChainFactory(network_id=5, slip44=None), address=None, is_native=True)
    refused(lambda: resolve(caip19="eip155:5/slip44:60"), StatusCode.NOT_FOUND)


def test_by_identifier(resolve):
    row = IdentifierFactory(source=DataSource.COINGECKO, external_id="usd-coin")
    found = resolve(**identifier("usd-coin"))
    assert (found.asset.asset_id, found.matched_by) == (str(row.asset_id), pb.MATCHED_BY_IDENTIFIER)
    refused(lambda: resolve(**identifier("usd-coin", asset_pb2.DATA_SOURCE_MESSARI)), StatusCode.NOT_FOUND)
    refused(lambda: resolve(**identifier("USD-coin")), StatusCode.NOT_FOUND)


def test_on_a_venue(resolve):
    binance = VenueFactory(venue_id="binance")
    listing = VenueSymbolFactory(venue=binance, venue_symbol="BTCUSDT")
    found = resolve(**on_venue("BTCUSDT"))
    assert found.asset.asset_id == str(listing.symbol.base_asset_id)
    assert found.matched_by == pb.MATCHED_BY_VENUE_SYMBOL
    asset = VenueAssetFactory(venue=binance, venue_asset_symbol="BTCUSDT")
    found = resolve(**on_venue("BTCUSDT"))
    assert (found.asset.asset_id, found.matched_by) == (str(asset.asset_id), pb.MATCHED_BY_VENUE_ASSET)
    refused(lambda: resolve(**on_venue("BTCUSDT", "kraken")), StatusCode.NOT_FOUND)


def test_on_a_venue_in_any_case_where_one_is_meant(resolve):
    binance = VenueFactory(venue_id="binance")
    listing = VenueSymbolFactory(venue=binance, venue_symbol="BTCUSDT")
    assert resolve(**on_venue("btcusdt")).asset.asset_id == str(listing.symbol.base_asset_id)
    other = VenueSymbolFactory(venue=binance, venue_symbol="BtcUsdt")
    assert resolve(**on_venue("BtcUsdt")).asset.asset_id == str(other.symbol.base_asset_id)
    refused(lambda: resolve(**on_venue("btcusdt")), StatusCode.NOT_FOUND)


def test_a_delisted_name_leads_nowhere(resolve):
    listing = VenueSymbolFactory(venue=VenueFactory(venue_id="binance"), venue_symbol="LUNAUSDT")
    listing.delete()
    refused(lambda: resolve(**on_venue("LUNAUSDT")), StatusCode.NOT_FOUND)


def test_a_merged_asset_leads_on(resolve, usdc):
    IdentifierFactory(asset=usdc.asset, external_id="usd-coin")
    source, middle, final = usdc.asset, AssetFactory(symbol="MID"), AssetFactory(symbol="FINAL")
    merge(source.pk, middle.pk, decisions={}, default=0)
    merge(middle.pk, final.pk, decisions={}, default=0)
    for merged in (source, middle):
        found = resolve(asset_id=str(merged.pk))
        assert (found.asset.asset_id, found.merged_from) == (str(final.pk), str(merged.pk))
    for key in (address(USDC), identifier("usd-coin"), {"caip19": f"eip155:1/erc20:{USDC}"}):
        found = resolve(**key)
        assert found.asset.asset_id == str(final.pk)
        assert not found.HasField("merged_from")


def test_what_is_deleted_is_found_on_request_only(resolve, usdc):
    IdentifierFactory(asset=usdc.asset, external_id="usd-coin")
    VenueAssetFactory(asset=usdc.asset, venue=VenueFactory(venue_id="binance"), venue_asset_symbol="USDC")
    usdc.asset.delete()
    keys = [
        (address(USDC), f"ethereum/{USDC}"),
        (identifier("usd-coin"), "COINGECKO/usd-coin"),
        (on_venue("USDC"), "binance/USDC"),
        ({"asset_id": str(usdc.asset_id)}, str(usdc.asset_id)),
        ({"symbol": {"symbol": "USDC"}}, "USDC"),
        ({"symbol": {"symbol": "USDC", "chain_id": "ethereum"}}, "USDC on ethereum"),
    ]
    for key, said in keys:
        error = refused(lambda key=key: resolve(**key), StatusCode.NOT_FOUND, "NOT_FOUND")
        assert detail(error, error_details_pb2.ResourceInfo).resource_name == said
        found = resolve(**key, show_deleted=True)
        assert found.asset.asset_id == str(usdc.asset_id)
        assert found.asset.HasField("deleted_at")


def test_a_deleted_deployment(resolve, usdc):
    usdc.delete()
    refused(lambda: resolve(**address(USDC)), StatusCode.NOT_FOUND)
    assert resolve(**address(USDC), show_deleted=True).deployment.HasField("deleted_at")
    again = DeploymentFactory(chain=usdc.chain, address=USDC)
    assert resolve(**address(USDC), show_deleted=True).deployment.deployment_id == str(again.pk)


def test_a_listing_of_a_merged_base(resolve):
    listing = VenueSymbolFactory(venue=VenueFactory(venue_id="binance"), symbol=SymbolFactory())
    target = AssetFactory()
    merge(listing.symbol.base_asset_id, target.pk, decisions={}, default=0)
    assert resolve(**on_venue(listing.venue_symbol)).asset.asset_id == str(target.pk)


WRONG = [
    ({}, "key"),
    ({"asset_id": "USDC"}, "key.asset_id"),
    (address(""), "key.address.address"),
    (address(native=False), "key.address.address"),
    (address(USDC, native=True), "key.address.native"),
    (address(USDC, ""), "key.address.chain_id"),
    (address("0x12"), "key.address.address"),
    (address(USDC.replace("A0b8", "a0b8")), "key.address.address"),
    ({"symbol": {"chain_id": "ethereum"}}, "key.symbol.symbol"),
    (identifier(""), "key.identifier.external_id"),
    ({"identifier": {"external_id": "usd-coin"}}, "key.identifier.source"),
    (on_venue(""), "key.venue.venue_symbol"),
    (on_venue("BTCUSDT", ""), "key.venue.venue_id"),
    ({"caip19": USDC}, "key.caip19"),
    ({"caip19": "eip155:1/erc20:0x12"}, "key.caip19"),
    ({"asset_id": "\0"}, "key.asset_id"),
]


def test_wrong_keys(resolve, usdc):
    for key, field in WRONG:
        refused(lambda key=key: resolve(**key), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", field)


def test_no_key_at_all(stub):
    refused(lambda: stub.ResolveAsset(pb.ResolveAssetRequest()), StatusCode.INVALID_ARGUMENT, field="key")


def test_an_unknown_chain(resolve, usdc):
    for key in (
        address(USDC, "nowhere"),
        address(USDC, "eip155:7"),
        {"caip19": f"eip155:7/erc20:{USDC}"},
        {"symbol": {"symbol": "USDC", "chain_id": "nowhere"}},
    ):
        assert "Chain" in refused(lambda key=key: resolve(**key), StatusCode.NOT_FOUND).details()


class TestChains:
    """They are kept in memory, and a change of one is seen at once: by whichever process it was made."""

    def test_another_name(self, resolve, usdc):
        assert resolve(**address(USDC)).deployment.chain_name == usdc.chain.chain_name
        with unrecorded():
            execute("UPDATE registry_chain SET chain_name = 'Ethereum 2', stamp = nextval('registry_stamp')")
        assert resolve(**address(USDC)).deployment.chain_name == "Ethereum 2"

    def test_a_caip2_that_moves_to_another_chain(self, resolve, usdc):
        key = address(USDC, "eip155:1")
        assert resolve(**key).asset.asset_id == str(usdc.asset_id)
        moved = "network_id = NULL, caip2 = NULL, stamp = nextval('registry_stamp')"
        with unrecorded():
            execute(f"UPDATE registry_chain SET {moved} WHERE chain_id = 'ethereum'")
        refused(lambda: resolve(**key), StatusCode.NOT_FOUND)
        refused(lambda: resolve(**key), StatusCode.NOT_FOUND)
        other = DeploymentFactory(chain=ChainFactory(chain_id="other", network_id=1), address=USDC)
        for _ in range(2):
            assert resolve(**key).asset.asset_id == str(other.asset_id)

    def test_another_kind_of_address(self, resolve):
        mint = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"
        chain = ChainFactory(chain_id="new", network_id=None)
        refused(lambda: resolve(**address(USDC, "new")), StatusCode.NOT_FOUND)
        refused(lambda: resolve(**address(mint, "new")), StatusCode.INVALID_ARGUMENT)
        chain.chain_type = ChainType.SOLANA
        chain.save()
        deployment = DeploymentFactory(chain=chain, address=mint)
        assert resolve(**address(mint, "new")).deployment.deployment_id == str(deployment.pk)
        refused(lambda: resolve(**address(USDC, "new")), StatusCode.INVALID_ARGUMENT)

    def test_one_that_comes_later(self, resolve):
        refused(lambda: resolve(**address(USDC, "later")), StatusCode.NOT_FOUND)
        deployment = DeploymentFactory(chain=ChainFactory(chain_id="later"), address=USDC)
        assert resolve(**address(USDC, "later")).asset.asset_id == str(deployment.asset_id)

    def test_what_is_not_committed_is_not_remembered(self, resolve):
        request = pb.ResolveAssetRequest(key=address(USDC, "never"))
        with transaction.atomic():
            DeploymentFactory(chain=ChainFactory(chain_id="never"), address=USDC)
            assert answer_here("ResolveAsset", request).asset.asset_id
            transaction.set_rollback(True)
        refused(lambda: resolve(**address(USDC, "never")), StatusCode.NOT_FOUND)


def test_get_asset_of_a_merged_id(stub):
    source, target = AssetFactory(), AssetFactory()
    merge(source.pk, target.pk, decisions={}, default=0)
    got = stub.GetAsset(asset_registry_pb2.GetAssetRequest(asset_id=str(source.pk)))
    assert got.asset.asset_id == str(target.pk)
    itself = stub.GetAsset(asset_registry_pb2.GetAssetRequest(asset_id=str(source.pk), show_deleted=True))
    assert (itself.asset.asset_id, itself.asset.merged_into) == (str(source.pk), str(target.pk))
