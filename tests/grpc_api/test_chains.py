"""Chains, by their RPCs."""

import re

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from google.protobuf.descriptor import Descriptor
from google.protobuf.message_factory import GetMessageClass
from grpc import StatusCode

from tests.factories import AssetFactory, ChainFactory, DeploymentFactory, VenueAssetFactory, VenueFactory

from .helpers import create_chain, refused, update_chain
from .requests import METHODS

pytestmark = pytest.mark.django_db(transaction=True)


def get(stub, chain_id):
    return stub.GetChain(pb.GetChainRequest(chain_id=chain_id)).chain


def test_it_works(stub):
    ether = AssetFactory(symbol="ETH")
    chain = create_chain(
        stub,
        id="arbitrum",
        chain_id=42161,
        native_asset_symbol="ETH",
        block_explorer_url="https://arbiscan.io",
        rpc_urls=["https://arb1.arbitrum.io/rpc"],
    )
    assert (chain.chain_id, chain.chain_name, chain.network_id) == ("arbitrum", "Arbitrum One", 42161)
    assert (chain.chain_type, chain.caip2, chain.version) == ("EVM", "eip155:42161", 1)
    assert chain.native_asset_id == str(ether.pk)
    assert chain.explorer_url == "https://arbiscan.io"
    assert list(chain.rpc_urls) == ["https://arb1.arbitrum.io/rpc"]
    assert chain.HasField("is_testnet")
    assert chain.created_at.ToDatetime() == chain.updated_at.ToDatetime()
    assert get(stub, "arbitrum") == chain


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Arbitrum One", "arbitrum_one"),
        ("OP Mainnet (v2.1)!", "op_mainnet_v2_1"),
        ("Été", "ete"),
        ("a" * 63 + " b", "a" * 63),
    ],
)
def test_a_slug_comes_from_the_name(stub, name, slug):
    assert create_chain(stub, name=name).chain_id == slug


def test_an_empty_slug_is_none(stub):
    assert create_chain(stub, id="").chain_id == "arbitrum_one"


def test_a_name_without_a_letter_needs_a_slug(stub):
    refused(lambda: create_chain(stub, name="币安"), StatusCode.INVALID_ARGUMENT, field="name")
    assert create_chain(stub, name="币安", id="bsc").chain_name == "币安"


@pytest.mark.parametrize("slug", ["Ethereum", "eip155:1", "a b", "_a", "x" * 65])
def test_a_slug_is_plain(stub, slug):
    ChainFactory(network_id=1)
    refused(lambda: create_chain(stub, id=slug), StatusCode.INVALID_ARGUMENT, field="id")


def test_a_slug_is_taken_once(stub):
    create_chain(stub)
    refused(lambda: create_chain(stub), StatusCode.ALREADY_EXISTS)


@pytest.mark.parametrize("chain_type", ["EVM", "evm", "Evm"])
def test_a_type_in_any_case(stub, chain_type):
    assert create_chain(stub, chain_type=chain_type, chain_id=5).chain_type == "EVM"
    listed = stub.ListChains(pb.ListChainsRequest(chain_type=chain_type)).chains
    assert [chain.caip2 for chain in listed] == ["eip155:5"]


def test_an_unknown_type(stub):
    error = refused(
        lambda: create_chain(stub, chain_type="EVN"), StatusCode.INVALID_ARGUMENT, field="chain_type"
    )
    assert "EVM, SOLANA" in error.details()


def test_a_name_and_a_type_are_needed(stub):
    error = refused(
        lambda: stub.CreateChain(pb.CreateChainRequest(id="x")), StatusCode.INVALID_ARGUMENT, field="name"
    )
    assert "chain_type: must be" in error.details()


def test_a_chain_without_a_number_has_no_derived_name(stub):
    assert not create_chain(stub).HasField("caip2")


def test_a_chain_of_another_type_says_its_own(stub):
    chain = create_chain(
        stub, chain_type="BITCOIN", chain_id=0, caip2="bip122:000000000019d6689c085ae165831e93"
    )
    assert chain.caip2 == "bip122:000000000019d6689c085ae165831e93"
    assert (chain.HasField("network_id"), chain.network_id) == (True, 0)


def test_caip2_is_unique(stub):
    create_chain(stub, chain_id=1)
    error = refused(
        lambda: create_chain(stub, name="Another", chain_id=1), StatusCode.ALREADY_EXISTS, "ALREADY_EXISTS"
    )
    assert error.details() == "caip2: another chain has it"


@pytest.mark.parametrize("caip2", ["eip155", "eip155:01", "ethereum:mainnet:1"])
def test_what_is_no_caip2(stub, caip2):
    refused(lambda: create_chain(stub, caip2=caip2), StatusCode.INVALID_ARGUMENT, field="caip2")


def test_no_asset_has_the_native_symbol(stub):
    AssetFactory(symbol="ETH").delete()
    refused(lambda: create_chain(stub, native_asset_symbol="ETH"), StatusCode.NOT_FOUND, "NOT_FOUND")


def test_several_assets_have_it(stub):
    several = [AssetFactory(symbol=symbol) for symbol in ("ETH", "eth")]
    error = refused(
        lambda: create_chain(stub, native_asset_symbol="ETH"),
        StatusCode.INVALID_ARGUMENT,
        field="native_asset_symbol",
    )
    assert all(f"{asset.pk} ({asset.name})" in error.details() for asset in several)
    chosen = create_chain(stub, native_asset_symbol="ETH", native_asset_id=str(several[1].pk))
    assert chosen.native_asset_id == str(several[1].pk)


def test_of_several_the_one_that_is_a_coin_already(stub):
    """A client of CQC 0.3.1 cannot say native_asset_id, and ETH is many tokens' symbol."""
    ether, wrapped, other = [AssetFactory(symbol=symbol) for symbol in ("ETH", "ETH", "eth")]
    ChainFactory(native_asset=ether)
    ChainFactory(native_asset=ether)
    assert create_chain(stub, id="arbitrum", native_asset_symbol="ETH").native_asset_id == str(ether.pk)
    ChainFactory(native_asset=other)
    error = refused(
        lambda: create_chain(stub, id="base", native_asset_symbol="ETH"),
        StatusCode.INVALID_ARGUMENT,
        field="native_asset_symbol",
    )
    assert all(str(asset.pk) in error.details() for asset in (ether, wrapped, other))


def test_a_native_symbol_is_that_of_the_native_asset(stub):
    AssetFactory(symbol="ETH")
    matic = AssetFactory(symbol="MATIC")
    error = refused(
        lambda: create_chain(stub, native_asset_symbol="ETH", native_asset_id=str(matic.pk)),
        StatusCode.INVALID_ARGUMENT,
        field="native_asset_symbol",
    )
    assert "MATIC" in error.details()


def test_the_native_asset_must_be_there(stub):
    gone = AssetFactory()
    gone.delete()
    refused(lambda: create_chain(stub, native_asset_id=str(gone.pk)), StatusCode.NOT_FOUND)
    refused(
        lambda: create_chain(stub, native_asset_id="ETH"),
        StatusCode.INVALID_ARGUMENT,
        field="native_asset_id",
    )


def test_by_caip2(stub):
    create_chain(stub, chain_id=42161)
    assert get(stub, "eip155:42161") == get(stub, "arbitrum_one")
    assert update_chain(stub, "eip155:42161", is_testnet=True).chain_id == "arbitrum_one"


@pytest.mark.parametrize("name", ["eip155:7", "nowhere", "Arbitrum One"])
def test_one_that_is_not_there(stub, name):
    create_chain(stub, chain_id=42161)
    refused(lambda: get(stub, name), StatusCode.NOT_FOUND, "NOT_FOUND")
    refused(lambda: update_chain(stub, name, is_testnet=True), StatusCode.NOT_FOUND, "NOT_FOUND")


def test_it_must_be_named(stub):
    refused(lambda: get(stub, ""), StatusCode.INVALID_ARGUMENT, field="chain_id")


def test_a_mask_sets_and_clears(stub):
    asset = AssetFactory()
    create_chain(
        stub, id="arbitrum", native_asset_id=str(asset.pk), rpc_urls=["https://a.example"],
        block_explorer_url="https://b.example", is_testnet=True,
    )  # fmt: skip
    answer = update_chain(
        stub,
        "arbitrum",
        "native_asset_id", "rpc_urls", "block_explorer_url", "is_testnet", "network_id",
        network_id=42161, name="ignored",
    )  # fmt: skip
    assert not answer.HasField("native_asset_id")
    assert not answer.HasField("explorer_url")
    assert (list(answer.rpc_urls), answer.is_testnet) == ([], False)
    assert (answer.network_id, answer.caip2, answer.chain_name) == (42161, "eip155:42161", "Arbitrum One")


@pytest.mark.parametrize("path", ["name", "chain_type"])
def test_what_is_needed_is_not_cleared(stub, path):
    create_chain(stub, id="arbitrum")
    refused(lambda: update_chain(stub, "arbitrum", path), StatusCode.INVALID_ARGUMENT, field=path)


@pytest.mark.parametrize("path", ["chain_id", "chain_name", "explorer_url"])
def test_a_mask_names_fields_of_the_request(stub, path):
    create_chain(stub, id="arbitrum")
    refused(lambda: update_chain(stub, "arbitrum", path), StatusCode.INVALID_ARGUMENT, field="update_mask")


@pytest.mark.parametrize(
    "fields",
    [
        {"block_explorer_url": "no link"},
        {"rpc_urls": ["https://" + "x" * 3000]},
        {"rpc_urls": ["ftp://a.example"]},
    ],
)
def test_a_link_is_a_link(stub, fields):
    refused(lambda: create_chain(stub, **fields), StatusCode.INVALID_ARGUMENT, field=next(iter(fields)))


def test_a_list_by_what_it_is(stub):
    create_chain(stub, id="mainnet")
    create_chain(stub, id="testnet", is_testnet=True)
    create_chain(stub, id="solana", chain_type="SOLANA")
    found = lambda **by: [c.chain_id for c in stub.ListChains(pb.ListChainsRequest(**by)).chains]  # noqa: E731
    assert found() == ["mainnet", "solana", "testnet"]
    assert found(is_testnet=False) == ["mainnet", "solana"]
    assert found(chain_type="evm", is_testnet=True) == ["testnet"]


def test_a_chain_is_never_deleted(stub):
    assert not [method.name for method in METHODS if method.name.startswith("DeleteChain")]


NAMED_BY = {"chain_id": "eip155:42161", "deployment_id": "eip155:42161/erc20:{address}"}
"""Fields that name a row, and a standard name of one."""


def naming_fields(message: Descriptor, path: tuple[str, ...] = ()):
    """The path of every field that names a chain or a deployment, at any depth."""
    for field in message.fields:
        if field.name in NAMED_BY and field.type == field.TYPE_STRING:
            yield (*path, field.name)
        elif field.message_type is not None and field.message_type.full_name.startswith("cqc.services"):
            yield from naming_fields(field.message_type, (*path, field.name))


CASES = [(method, path) for method in METHODS for path in naming_fields(method.input_type)]


def test_many_requests_name_a_chain_or_a_deployment():
    assert len(CASES) > 15


@pytest.mark.parametrize(
    ("method", "path"), CASES, ids=[f"{method.name}-{'.'.join(path)}" for method, path in CASES]
)
def test_a_standard_name_is_taken_wherever_a_key_is(stub, method, path):
    """The answer by the standard name is the answer by the key."""
    chain = ChainFactory(chain_id="arbitrum", network_id=42161)
    token = DeploymentFactory(chain=chain)
    venue = VenueFactory(chain=chain)
    if method.name == "UpdateVenueAsset":
        VenueAssetFactory(venue=venue, asset=token.asset)
    others = {
        "venue_id": venue.pk, "asset_id": str(token.asset_id), "name": "A", "venue_type": 1,
        "symbol": token.asset.symbol, "address": token.address, "contract_address": "0x" + "1" * 40,
        "venue_asset_symbol": "A", "query": "TOK", "validate_only": True,
    }  # fmt: skip
    if method.name == "CreateVenue":
        del others["venue_id"]
    if method.name.startswith("Delete"):
        others["version"] = 99  # so that the row is still there for the second call
    by_key = {"chain_id": chain.pk, "deployment_id": str(token.pk)}[path[-1]]
    by_name = NAMED_BY[path[-1]].format(address=token.address)
    assert answer_of(stub, method, path, others, by_name) == answer_of(stub, method, path, others, by_key)


def answer_of(stub, method, path, others, name):
    """What a request with this name in it answers, without what differs from call to call."""
    request = GetMessageClass(method.input_type)()
    holder = request
    for part in path[:-1]:
        inner = getattr(holder, part)
        holder = inner.add() if holder.DESCRIPTOR.fields_by_name[part].is_repeated else inner
    for message in (request, holder):
        for field, value in others.items():
            if field in message.DESCRIPTOR.fields_by_name:
                setattr(message, field, value)
    setattr(holder, path[-1], name)
    call = getattr(stub, method.name)
    if "version" in others:
        return refused(lambda: call(request), StatusCode.ABORTED).details()
    answer = str(call(request))
    assert "NOT_FOUND" not in answer
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|(seconds|nanos): [0-9]+", "", answer)
