"""What a caller is told when something fails: status, reason and details, whatever failed."""

import uuid

import pytest
from cqc.assets.v1 import asset_pb2
from cqc.services.v1 import asset_registry_pb2 as pb
from django.db import models
from google.rpc import error_details_pb2
from grpc import StatusCode

from cqi.errors import LimitExceeded
from registry.models import Asset
from registry.models.base import kind_of
from registry.wire.mapping import MessageMapping
from tests.factories import AssetFactory, DeploymentFactory, VenueFactory

from .helpers import detail, refusal_of, refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_works(stub):
    error = refused(
        lambda: stub.GetAsset(pb.GetAssetRequest(asset_id="x")), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD"
    )
    (violation,) = detail(error, error_details_pb2.BadRequest).field_violations
    assert (violation.field, violation.description[:18]) == ("asset_id", "'x' is not a UUID ")


def test_several_fields_at_once(stub):
    request = pb.CreateVenueRequest(name="a\0b", venue_type=99, chain_id="\0")
    error = refused(lambda: stub.CreateVenue(request), StatusCode.INVALID_ARGUMENT)
    named = [v.field for v in detail(error, error_details_pb2.BadRequest).field_violations]
    assert named == ["name", "venue_type", "chain_id"]


def test_what_is_missing_is_named_by_its_resource(stub):
    id_ = str(uuid.uuid4())
    error = refused(
        lambda: stub.GetAsset(pb.GetAssetRequest(asset_id=id_)), StatusCode.NOT_FOUND, "NOT_FOUND"
    )
    resource = detail(error, error_details_pb2.ResourceInfo)
    assert (resource.resource_type, resource.resource_name) == ("Asset", id_)
    assert id_ in resource.description


def test_so_is_a_missing_reference(stub):
    request = pb.CreateAssetIdentifierRequest(
        asset_id=str(uuid.uuid4()), source=asset_pb2.DATA_SOURCE_COINGECKO, external_id="usd-coin"
    )
    error = refused(lambda: stub.CreateAssetIdentifier(request), StatusCode.NOT_FOUND)
    resource = detail(error, error_details_pb2.ResourceInfo)
    assert (resource.resource_type, resource.resource_name) == ("Asset", request.asset_id)


def test_what_is_taken_is_named_by_its_resource_and_what_was_sent(stub):
    there = DeploymentFactory()
    request = pb.CreateAssetDeploymentRequest(
        asset_id=str(AssetFactory().pk), chain_id=there.chain_id, contract_address=there.address
    )
    error = refused(lambda: stub.CreateAssetDeployment(request), StatusCode.ALREADY_EXISTS, "ALREADY_EXISTS")
    resource = detail(error, error_details_pb2.ResourceInfo)
    assert (resource.resource_type, resource.resource_name) == ("AssetDeployment", there.address)
    assert error.details() == "contract_address: another live deployment has it on this chain"


def test_so_is_a_key(stub):
    venue = VenueFactory()
    request = pb.CreateVenueRequest(venue_id=venue.pk, name="Another", venue_type=1)
    error = refused(lambda: stub.CreateVenue(request), StatusCode.ALREADY_EXISTS)
    resource = detail(error, error_details_pb2.ResourceInfo)
    assert (resource.resource_type, resource.resource_name) == ("Venue", venue.pk)


@pytest.mark.parametrize("text", ["币" * 60_000, "x" * 60_000, "%" * 60_000])
def test_a_refusal_of_huge_input_still_arrives(stub, text):
    error = refused(
        lambda: stub.GetChain(pb.GetChainRequest(chain_id=text)), StatusCode.NOT_FOUND, "NOT_FOUND"
    )
    assert detail(error, error_details_pb2.ResourceInfo).resource_name.startswith(text[:100])


def test_so_does_one_with_many_violations(stub):
    request = pb.CreateAssetGroupRequest(name="\0币" * 20_000)
    for _ in range(100):
        request.members.add(asset_id="币\0" * 5_000)
    error = refused(lambda: stub.CreateAssetGroup(request), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD")
    assert len(detail(error, error_details_pb2.BadRequest).field_violations) > 10


def test_an_unknown_exception_says_nothing_of_the_inside(caplog):
    error = refusal_of(RuntimeError("password=hunter2 in /srv/app.py"), StatusCode.INTERNAL, "INTERNAL")
    info = detail(error, error_details_pb2.ErrorInfo)
    assert error.details() == f"internal error, call id {info.metadata['call_id']}"
    assert "hunter2" not in str(error)


def test_each_has_a_call_id_of_its_own():
    ids = {
        detail(refusal_of(KeyError("x"), StatusCode.INTERNAL), error_details_pb2.ErrorInfo).metadata[
            "call_id"
        ]
        for _ in range(2)
    }
    assert len(ids) == 2


def test_a_row_that_the_program_thought_was_there_is_a_bug():
    with pytest.raises(Asset.DoesNotExist) as caught:
        Asset.objects.get(pk=uuid.uuid4())
    refusal_of(caught.value, StatusCode.INTERNAL, "INTERNAL")


def test_too_much_says_when_to_come_again():
    error = refusal_of(LimitExceeded("too many calls"), StatusCode.RESOURCE_EXHAUSTED, "RESOURCE_EXHAUSTED")
    assert detail(error, error_details_pb2.RetryInfo).retry_delay.ToMilliseconds() == 1000


def test_what_others_refer_to():
    protected = models.ProtectedError("cannot delete", set())
    refusal_of(protected, StatusCode.FAILED_PRECONDITION, "FAILED_PRECONDITION")


def test_every_resource_has_one_name():
    for model, mapping in MessageMapping.by_model.items():
        assert kind_of(model) == mapping.message.DESCRIPTOR.name
