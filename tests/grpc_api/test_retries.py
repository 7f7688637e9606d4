"""Writes that are tried again, and those that are only tried: request ids and dry runs."""

import uuid
from typing import Any

import grpc
import pytest
from cqc.services.v1 import asset_registry_pb2 as pb

from cqi.context import acting_as
from registry.models import AnsweredRequest, Asset
from tests.factories import ChainFactory

from .helpers import answer_here, at_once, refused

pytestmark = pytest.mark.django_db(transaction=True)


def create_request(**values: Any) -> pb.CreateAssetRequest:
    return pb.CreateAssetRequest(**{"symbol": "USDC", "name": "USD Coin", **values})


def test_a_retry_returns_the_first_answer(stub):
    request = create_request(request_id=uuid.uuid4().hex)
    first = stub.CreateAsset(request)
    assert stub.CreateAsset(request) == first
    assert Asset.objects.count() == 1


def test_the_first_answer_stays_the_answer_after_later_changes(stub):
    request = create_request(request_id="once")
    first = stub.CreateAsset(request)
    stub.UpdateAsset(pb.UpdateAssetRequest(asset_id=first.asset.asset_id, name="Renamed"))
    assert stub.CreateAsset(request) == first


def test_retries_that_race_do_it_once(stub):
    request = create_request(request_id="race")
    answers = at_once(*[lambda: stub.CreateAsset(request)] * 8)
    assert all(answer == answers[0] for answer in answers)
    assert Asset.objects.count() == 1


def test_a_retry_of_what_failed_is_tried_again(stub):
    request = pb.CreateVenueRequest(
        name="Uniswap", venue_type="VENUE_TYPE_DEX", chain_id="ethereum", request_id="again"
    )
    refused(lambda: stub.CreateVenue(request), grpc.StatusCode.NOT_FOUND)
    ChainFactory(chain_id="ethereum")
    assert stub.CreateVenue(request).venue.venue_id == "uniswap"


def test_a_used_request_id_with_another_request_is_refused(stub):
    stub.CreateAsset(create_request(request_id="mine"))
    for other in (
        lambda: stub.CreateAsset(create_request(request_id="mine", name="Another")),
        lambda: stub.CreateVenue(pb.CreateVenueRequest(name="V", venue_type=1, request_id="mine")),
    ):
        refused(other, grpc.StatusCode.INVALID_ARGUMENT, "REQUEST_ID_REUSED", "request_id")


def test_callers_have_request_ids_of_their_own():
    """None is given another's answer, and none can use up an id that another will need."""
    answers = {}
    for caller in ("router", "desk"):
        with acting_as(caller):
            answers[caller] = answer_here("CreateAsset", create_request(request_id="1", name=caller))
            assert answer_here("CreateAsset", create_request(request_id="1", name=caller)) == answers[caller]
    assert {caller: answer.asset.name for caller, answer in answers.items()} == {
        caller: caller for caller in answers
    }
    assert Asset.objects.count() == 2


def test_a_request_id_that_is_too_long_is_refused(stub):
    refused(
        lambda: stub.CreateAsset(create_request(request_id="x" * 129)),
        grpc.StatusCode.INVALID_ARGUMENT,
        field="request_id",
    )


def test_a_dry_run_answers_and_writes_nothing(stub):
    answer = stub.CreateAsset(create_request(validate_only=True, request_id="dry"))
    assert answer.asset.symbol == "USDC"
    assert not Asset.objects.exists()
    assert not AnsweredRequest.objects.exists()
    refused(
        lambda: stub.GetAsset(pb.GetAssetRequest(asset_id=answer.asset.asset_id)), grpc.StatusCode.NOT_FOUND
    )


def test_a_dry_run_refuses_what_the_real_one_would(stub):
    refused(
        lambda: stub.CreateAsset(create_request(validate_only=True, symbol="U\u200bSDC")),
        grpc.StatusCode.INVALID_ARGUMENT,
        field="symbol",
    )


def trial(**values: Any) -> pb.CreateAssetRequest:
    return create_request(validate_only=True, request_id="mine", **values)


def test_a_dry_run_with_a_used_request_id_answers_as_the_real_one_would(stub):
    first = stub.CreateAsset(create_request(request_id="mine"))
    assert stub.CreateAsset(trial()) == first
    refused(
        lambda: stub.CreateAsset(trial(name="Another")),
        grpc.StatusCode.INVALID_ARGUMENT,
        "REQUEST_ID_REUSED",
        "request_id",
    )


def test_a_dry_run_uses_up_no_request_id(stub):
    stub.CreateAsset(trial(name="Another"))
    assert stub.CreateAsset(create_request(request_id="mine")).asset.name == "USD Coin"


def test_a_request_id_that_is_too_long_is_refused_in_a_dry_run(stub):
    request = create_request(validate_only=True, request_id="x" * 129)
    refused(lambda: stub.CreateAsset(request), grpc.StatusCode.INVALID_ARGUMENT, field="request_id")
