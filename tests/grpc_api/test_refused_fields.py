"""Which field a refusal is about, and in which words."""

from datetime import UTC, datetime

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from google.rpc import error_details_pb2
from grpc import StatusCode

from registry.values.choices import SymbolType
from tests.factories import (
    AssetFactory,
    ChainFactory,
    MemberFactory,
    SymbolFactory,
    VenueFactory,
    VenueSymbolFactory,
)

from .helpers import detail, refused

pytestmark = pytest.mark.django_db(transaction=True)
DELISTED = datetime(2024, 1, 1, tzinfo=UTC)
LATER = datetime(2025, 1, 1, tzinfo=UTC)


def wrong(call):
    error = refused(call, StatusCode.INVALID_ARGUMENT)
    told = detail(error, error_details_pb2.BadRequest).field_violations
    return {violation.field: violation.description for violation in told}


def taken(call):
    """The message and the name of what a call is told is there already."""
    error = refused(call, StatusCode.ALREADY_EXISTS)
    return error.details(), detail(error, error_details_pb2.ResourceInfo).resource_name


def test_a_second_canonical_member_is_refused_by_its_mark(stub):
    group = MemberFactory(is_canonical=True).group
    request = pb.AddAssetToGroupRequest(
        group_id=str(group.pk), asset_id=str(AssetFactory().pk), is_canonical=True
    )
    text = "is_canonical: the group has another canonical member"
    assert taken(lambda: stub.AddAssetToGroup(request)) == (text, str(group.pk))


def test_a_name_taken_since_is_told_of_the_name_and_not_of_the_listings_key(stub):
    gone = VenueSymbolFactory(delisted_at=DELISTED)
    VenueSymbolFactory(venue=gone.venue, venue_symbol=gone.venue_symbol)
    request = pb.UpdateVenueSymbolRequest(venue_symbol_id=str(gone.pk))
    request.update_mask.paths.append("delisted_at")
    text = "venue_symbol: the venue has a live listing under this name"
    name = f"{gone.venue_id}/{gone.venue_symbol}"
    assert taken(lambda: stub.UpdateVenueSymbol(request)) == (text, name)


def test_a_symbol_that_becomes_another_is_not_told_of_its_key(stub):
    there = SymbolFactory()
    symbol = SymbolFactory(
        base_asset=there.base_asset, quote_asset=there.quote_asset, symbol_type=SymbolType.MARGIN
    )
    request = pb.UpdateSymbolRequest(symbol_id=str(symbol.pk), symbol_type="SYMBOL_TYPE_SPOT")
    text = "symbol: an instrument of this type, assets, expiry, strike and option type exists"
    name = f"SPOT/{there.base_asset_id}/{there.quote_asset_id}"
    assert taken(lambda: stub.UpdateSymbol(request)) == (text, name)


def test_a_slug_that_is_taken_is_named(stub):
    ChainFactory(chain_id="ethereum", network_id=None)
    chain = pb.CreateChainRequest(name="Ethereum", chain_type="EVM")
    text = "id: another chain has the id ethereum: send another id"
    assert taken(lambda: stub.CreateChain(chain)) == (text, "ethereum")
    VenueFactory(venue_id="kraken")
    venue = pb.CreateVenueRequest(name="Kraken", venue_type="VENUE_TYPE_CEX")
    text = "venue_id: another venue has the id kraken: send another id"
    assert taken(lambda: stub.CreateVenue(venue)) == (text, "kraken")


def test_a_slug_without_a_name_to_make_it_of_is_told_of_the_name(stub):
    assert wrong(lambda: stub.CreateVenue(pb.CreateVenueRequest()))["name"] == "must be set"
    assert "venue_id" not in wrong(lambda: stub.CreateVenue(pb.CreateVenueRequest()))
    assert "id" not in wrong(lambda: stub.CreateChain(pb.CreateChainRequest()))


def test_a_deployment_is_told_what_is_wrong_before_what_is_missing(stub):
    chain = ChainFactory()
    request = pb.CreateAssetDeploymentRequest(
        asset_id="0193e4a2-7c1f-7d3a-9b52-3f8a6c0d9e11",
        chain_id=chain.pk,
        contract_address="0x1",
        decimals=300,
    )
    assert {*wrong(lambda: stub.CreateAssetDeployment(request))} == {"contract_address", "decimals"}
    request.contract_address, request.decimals = "0x" + "a" * 40, 18
    missing = refused(lambda: stub.CreateAssetDeployment(request), StatusCode.NOT_FOUND)
    assert detail(missing, error_details_pb2.ResourceInfo).resource_type == "Asset"


@pytest.mark.parametrize(("field", "value"), [("listed_at", LATER), ("delisted_at", DELISTED)])
def test_of_two_times_the_one_that_was_sent_is_named(stub, field, value):
    times = {"listed_at": LATER} if field == "delisted_at" else {"delisted_at": DELISTED}
    request = pb.UpdateVenueSymbolRequest(venue_symbol_id=str(VenueSymbolFactory(**times).pk))
    getattr(request, field).FromDatetime(value)
    assert [*wrong(lambda: stub.UpdateVenueSymbol(request))] == [field]


@pytest.mark.parametrize(("field", "value"), [("network_id", 7), ("caip2", "eip155:7")])
def test_of_a_number_and_a_standard_name_the_one_that_was_sent_is_named(stub, field, value):
    chain = ChainFactory(network_id=5)
    request = pb.UpdateChainRequest(chain_id=chain.pk, **{field: value})
    assert [*wrong(lambda: stub.UpdateChain(request))] == [field]


@pytest.mark.parametrize(
    ("urls", "text"),
    [
        (
            ["https://rpc.example", "there"],
            "item 2 must be an address by http, https, ws or wss, such as https://example.org",
        ),
        (["", "https://rpc.example"], "item 1 must not be empty"),
    ],
)
def test_what_an_address_must_be_is_said(stub, urls, text):
    request = pb.CreateChainRequest(name="C", chain_type="EVM", block_explorer_url="here", rpc_urls=urls)
    assert wrong(lambda: stub.CreateChain(request)) == {
        "block_explorer_url": "must be an address by http, https or ipfs, such as https://example.org",
        "rpc_urls": text,
    }
