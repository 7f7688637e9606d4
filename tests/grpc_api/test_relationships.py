"""Relationships: create, list, delete."""

from decimal import Decimal

import pytest
from cqc.assets.v1 import relationship_pb2 as msg
from cqc.services.v1 import asset_registry_pb2 as pb
from grpc import StatusCode

from registry.models import AssetRelationship
from registry.models.fields import new_id
from tests.factories import AssetFactory, RelationshipFactory
from tests.grpc_api.helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)

WRAPS, STAKES = msg.RELATIONSHIP_TYPE_WRAPS, msg.RELATIONSHIP_TYPE_STAKES
FROM, TO = pb.RELATIONSHIP_DIRECTION_FROM, pb.RELATIONSHIP_DIRECTION_TO


def request(source, target, type_=WRAPS, **more):
    return pb.CreateAssetRelationshipRequest(
        source_asset_id=str(source.pk), target_asset_id=str(target.pk), relationship_type=type_, **more
    )


@pytest.fixture
def eth(db):
    return AssetFactory(symbol="ETH")


@pytest.fixture
def weth(db):
    return AssetFactory(symbol="WETH")


def test_it_works(stub, eth, weth):
    sent = request(
        weth, eth, description="one for one", conversion_rate="1.000000000000000000000001",
        protocol="weth9", weight_exact="0.5",
    )  # fmt: skip
    sent.metadata.update({"ticket": "OPS-17"})
    made = stub.CreateAssetRelationship(sent).relationship
    assert (made.from_asset_id, made.to_asset_id) == (str(weth.pk), str(eth.pk))
    assert (made.relationship_type, made.description, made.protocol) == (WRAPS, "one for one", "weth9")
    assert (made.conversion_rate, made.weight_exact) == ("1.000000000000000000000001", "0.5")
    assert (made.metadata["ticket"], made.version) == ("OPS-17", 1)
    assert list(stub.ListAssetRelationships(pb.ListAssetRelationshipsRequest()).relationships) == [made]


def test_what_is_not_said_is_unknown(stub, eth, weth):
    made = stub.CreateAssetRelationship(request(weth, eth)).relationship
    for name in ("conversion_rate", "weight_exact", "protocol", "description"):
        assert not made.HasField(name)


def test_a_pool_share_stands_for_each_asset_of_the_pool(stub, eth):
    share, usdc = AssetFactory(symbol="LP"), AssetFactory(symbol="USDC")
    pair = msg.RELATIONSHIP_TYPE_LIQUIDITY_PAIR
    for asset, weight in ((eth, "0.8"), (usdc, "0.2")):
        stub.CreateAssetRelationship(request(share, asset, pair, weight_exact=weight))
    found = stub.ListAssetRelationships(pb.ListAssetRelationshipsRequest(asset_id=str(share.pk)))
    assert [leg.weight_exact for leg in found.relationships] == ["0.8", "0.2"]


@pytest.mark.parametrize("side", ["source_asset_id", "target_asset_id"])
def test_unknown_asset(stub, eth, weth, side):
    sent = request(weth, eth)
    setattr(sent, side, str(new_id()))
    refused(lambda: stub.CreateAssetRelationship(sent), StatusCode.NOT_FOUND, "NOT_FOUND")


def test_deleted_asset(stub, eth, weth):
    eth.delete()
    refused(lambda: stub.CreateAssetRelationship(request(weth, eth)), StatusCode.NOT_FOUND)


@pytest.mark.parametrize("field", ["source_asset_id", "target_asset_id", "relationship_type"])
def test_missing_field(stub, eth, weth, field):
    sent = request(weth, eth)
    sent.ClearField(field)
    refused(lambda: stub.CreateAssetRelationship(sent), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", field)


@pytest.mark.parametrize("field", ["conversion_rate", "weight_exact"])
@pytest.mark.parametrize("value", ["0", "-1", "1e3", "NaN", "1,5", "0.0000000000000000000000001"])
def test_number_that_is_none(stub, eth, weth, field, value):
    sent = request(weth, eth, **{field: value})
    refused(lambda: stub.CreateAssetRelationship(sent), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", field)


def test_an_asset_and_itself(stub, eth):
    refused(
        lambda: stub.CreateAssetRelationship(request(eth, eth)),
        StatusCode.INVALID_ARGUMENT,
        "INVALID_FIELD",
        "target_asset_id",
    )


def test_the_same_edge_twice(stub, eth, weth):
    stub.CreateAssetRelationship(request(weth, eth))
    refused(
        lambda: stub.CreateAssetRelationship(request(weth, eth)), StatusCode.ALREADY_EXISTS, "ALREADY_EXISTS"
    )
    stub.CreateAssetRelationship(request(weth, eth, STAKES))


def test_request_id_does_it_once(stub, eth, weth):
    sent = request(weth, eth, request_id="once")
    assert stub.CreateAssetRelationship(sent) == stub.CreateAssetRelationship(sent)
    assert AssetRelationship.objects.count() == 1


def test_validate_only_writes_nothing(stub, eth, weth):
    made = stub.CreateAssetRelationship(request(weth, eth, validate_only=True)).relationship
    assert made.from_asset_id == str(weth.pk)
    assert not AssetRelationship.objects.exists()


@pytest.fixture
def edges(eth, weth):
    """aWETH -DEPOSITS-> WETH -WRAPS-> ETH <-STAKES- stETH"""
    return {
        "aweth": RelationshipFactory(
            from_asset=AssetFactory(symbol="aWETH"), to_asset=weth, relationship_type="DEPOSITS"
        ),
        "weth": RelationshipFactory(from_asset=weth, to_asset=eth),
        "steth": RelationshipFactory(
            from_asset=AssetFactory(symbol="stETH"), to_asset=eth, relationship_type="STAKES"
        ),
    }


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, {"aweth", "weth", "steth"}),
        ({"asset": "weth"}, {"aweth", "weth"}),
        ({"asset": "weth", "direction": FROM}, {"weth"}),
        ({"asset": "weth", "direction": TO}, {"aweth"}),
        ({"asset": "eth", "relationship_type": STAKES}, {"steth"}),
        ({"asset": "eth", "direction": FROM}, set()),
        ({"relationship_type": WRAPS}, {"weth"}),
        ({"direction": FROM}, {"aweth", "weth", "steth"}),
    ],
)
def test_list(stub, eth, weth, edges, filters, expected):
    sent = dict(filters)
    if name := sent.pop("asset", None):
        sent["asset_id"] = str({"eth": eth, "weth": weth}[name].pk)
    found = stub.ListAssetRelationships(pb.ListAssetRelationshipsRequest(**sent)).relationships
    assert {edge.relationship_id for edge in found} == {str(edges[name].pk) for name in expected}


def test_list_in_pages(stub, eth, weth, edges):
    found, token = [], ""
    while True:
        sent = pb.ListAssetRelationshipsRequest(asset_id=str(weth.pk), page_size=1, page_token=token)
        page = stub.ListAssetRelationships(sent)
        found += [edge.relationship_id for edge in page.relationships]
        if not (token := page.next_page_token):
            break
    assert found == sorted(str(edges[name].pk) for name in ("aweth", "weth"))


def test_list_of_what_is_no_key(stub):
    sent = pb.ListAssetRelationshipsRequest(asset_id="WETH")
    refused(lambda: stub.ListAssetRelationships(sent), StatusCode.INVALID_ARGUMENT, field="asset_id")


def test_a_token_of_another_direction(stub, weth, edges):
    sent = pb.ListAssetRelationshipsRequest(asset_id=str(weth.pk), page_size=1)
    sent.page_token = stub.ListAssetRelationships(sent).next_page_token
    sent.direction = TO
    refused(lambda: stub.ListAssetRelationships(sent), StatusCode.INVALID_ARGUMENT, "INVALID_PAGE_TOKEN")


def test_delete(stub, edges):
    key = str(edges["weth"].pk)
    sent = pb.DeleteAssetRelationshipRequest(relationship_id=key, version=1, reason="entered twice")
    assert stub.DeleteAssetRelationship(sent).success
    assert not AssetRelationship.objects.filter(pk=key).exists()
    refused(lambda: stub.DeleteAssetRelationship(sent), StatusCode.NOT_FOUND)


def test_delete_at_another_version(stub, edges):
    edge = edges["weth"]
    edge.conversion_rate = Decimal(1)
    edge.save()
    sent = pb.DeleteAssetRelationshipRequest(relationship_id=str(edge.pk), version=1)
    refused(lambda: stub.DeleteAssetRelationship(sent), StatusCode.ABORTED, "STALE_VERSION")
