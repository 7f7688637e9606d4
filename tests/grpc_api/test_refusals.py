"""What is told first of several things that are wrong, and what is taken."""

import pytest
from cqc.assets.v1 import asset_pb2, relationship_pb2
from cqc.services.v1 import asset_registry_pb2 as pb
from google.rpc import error_details_pb2
from grpc import StatusCode

from registry.values.choices import ChainType, RelationshipType
from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    IdentifierFactory,
    RelationshipFactory,
    SymbolFactory,
)

from .helpers import detail, refused

pytestmark = pytest.mark.django_db(transaction=True)
LOWER = "0x" + "a" * 40


def violations(error):
    return {v.field: v.description for v in detail(error, error_details_pb2.BadRequest).field_violations}


def taken(call):
    """The kind and the name of what a call is told is there already."""
    resource = detail(refused(call, StatusCode.ALREADY_EXISTS), error_details_pb2.ResourceInfo)
    return resource.resource_type, resource.resource_name


@pytest.mark.parametrize(
    ("chain_type", "address"),
    [
        (ChainType.SOLANA, "zz"),
        (ChainType.EVM, LOWER[2:]),
        (ChainType.EVM, "0x" + "aB" * 20),
        (ChainType.EVM, None),
    ],
)
def test_a_malformed_address_is_not_the_native_coins(stub, chain_type, address):
    chain = ChainFactory(chain_type=chain_type, network_id=None)
    DeploymentFactory(chain=chain, address=None, is_native=True)
    request = pb.CreateAssetDeploymentRequest(
        asset_id=str(AssetFactory().pk), chain_id=chain.pk, contract_address=address
    )
    error = refused(lambda: stub.CreateAssetDeployment(request), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD")
    assert [*violations(error)] == ["contract_address"]


def test_wrong_values_are_all_told_before_what_is_taken(stub):
    there = SymbolFactory()
    request = pb.CreateSymbolRequest(
        symbol="US\u200b",
        symbol_type="SYMBOL_TYPE_SPOT",
        base_asset_id=str(there.base_asset_id),
        quote_asset_id=str(there.quote_asset_id),
        tick_size=-1,
    )
    error = refused(lambda: stub.CreateSymbol(request), StatusCode.INVALID_ARGUMENT)
    assert {*violations(error)} == {"symbol", "tick_size"}
    request.symbol, request.tick_size = "US", 1
    assert taken(lambda: stub.CreateSymbol(request)) == ("Symbol", "US")


def test_wrong_values_are_told_before_what_is_missing(stub):
    request = pb.CreateVenueRequest(name="V\u200b", venue_type="VENUE_TYPE_DEX", chain_id="nowhere")
    error = refused(lambda: stub.CreateVenue(request), StatusCode.INVALID_ARGUMENT)
    assert {*violations(error)} == {"name"}
    request.name = "V"
    refused(lambda: stub.CreateVenue(request), StatusCode.NOT_FOUND)


def test_a_derived_name_that_is_taken_is_named(stub):
    ChainFactory(network_id=1)
    request = pb.CreateChainRequest(name="Another", chain_type="EVM", chain_id=1)
    assert taken(lambda: stub.CreateChain(request)) == ("Chain", "eip155:1")


def test_a_relationship_that_is_there_is_named(stub):
    edge = RelationshipFactory(relationship_type=RelationshipType.WRAPS)
    request = pb.CreateAssetRelationshipRequest(
        source_asset_id=str(edge.from_asset_id),
        target_asset_id=str(edge.to_asset_id),
        relationship_type=relationship_pb2.RELATIONSHIP_TYPE_WRAPS,
    )
    name = f"{edge.from_asset_id}/{edge.to_asset_id}/WRAPS"
    assert taken(lambda: stub.CreateAssetRelationship(request)) == ("AssetRelationship", name)


def test_what_has_a_primary_already_is_named(stub):
    there = IdentifierFactory(is_primary=True)
    request = pb.CreateAssetIdentifierRequest(
        asset_id=str(there.asset_id),
        source=asset_pb2.DATA_SOURCE_COINGECKO,
        external_id="another",
        is_primary=True,
    )
    name = f"{there.asset_id}/COINGECKO"
    assert taken(lambda: stub.CreateAssetIdentifier(request)) == ("AssetIdentifier", name)


def test_what_has_a_canonical_one_already_is_named(stub):
    there = DeploymentFactory(is_canonical=True)
    request = pb.CreateAssetDeploymentRequest(
        asset_id=str(there.asset_id), chain_id=there.chain_id, contract_address=LOWER, is_canonical=True
    )
    name = f"{there.asset_id}/{there.chain_id}"
    assert taken(lambda: stub.CreateAssetDeployment(request)) == ("AssetDeployment", name)


@pytest.mark.parametrize(
    ("sizes", "field", "text"),
    [
        ({"max_order_size": 4}, "max_order_size", "must not be less than min_order_size"),
        ({"min_order_size": 11}, "min_order_size", "must not be more than max_order_size"),
        (
            {"min_order_size": 3, "max_order_size": 2},
            "min_order_size",
            "must not be more than max_order_size",
        ),
    ],
)
def test_of_two_numbers_the_one_that_was_sent_is_named(stub, sizes, field, text):
    symbol = SymbolFactory(min_order_size=5, max_order_size=10)
    request = pb.UpdateSymbolRequest(symbol_id=str(symbol.pk), **sizes)
    error = refused(lambda: stub.UpdateSymbol(request), StatusCode.INVALID_ARGUMENT)
    assert violations(error) == {field: text}


def test_a_number_is_named_by_the_field_it_was_sent_in(stub):
    request = pb.UpdateSymbolRequest(symbol_id=str(SymbolFactory().pk))
    request.exact.tick_size = "0.00"
    error = refused(lambda: stub.UpdateSymbol(request), StatusCode.INVALID_ARGUMENT)
    assert [*violations(error)] == ["exact.tick_size"]


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("decimals", 256, "must not be more than 255"),
        ("decimals", -1, "must not be less than 0"),
    ],
)
def test_what_would_be_right_is_said(stub, field, value, text):
    request = pb.CreateAssetDeploymentRequest(
        asset_id=str(AssetFactory().pk),
        chain_id=ChainFactory().pk,
        **{"contract_address": LOWER, field: value},
    )
    error = refused(lambda: stub.CreateAssetDeployment(request), StatusCode.INVALID_ARGUMENT)
    assert violations(error)[field] == text


def test_how_long_a_text_may_be_is_said(stub):
    request = pb.CreateAssetRequest(symbol="A", name="A", category="c" * 65)
    error = refused(lambda: stub.CreateAsset(request), StatusCode.INVALID_ARGUMENT)
    assert violations(error) == {"category": "must have at most 64 characters, not 65"}


@pytest.mark.parametrize("field", ["symbol", "name"])
def test_a_text_that_outgrows_what_it_is_compared_by_is_named(stub, field):
    request = pb.CreateAssetRequest(**{"symbol": "A", "name": "A", field: "\ufdfa" * 128})
    error = refused(lambda: stub.CreateAsset(request), StatusCode.INVALID_ARGUMENT)
    assert violations(error) == {field: "is too long with its ligatures written out"}


def test_so_is_one_of_a_change(stub):
    request = pb.UpdateAssetRequest(asset_id=str(AssetFactory().pk), symbol="\ufdfa" * 128)
    error = refused(lambda: stub.UpdateAsset(request), StatusCode.INVALID_ARGUMENT)
    assert [*violations(error)] == ["symbol"]
