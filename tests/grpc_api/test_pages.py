"""Paging: tokens, sizes and the order of pages."""

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from grpc import StatusCode

from tests.grpc_api.helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_works(stub):
    assert list(stub.ListAssets(pb.ListAssetsRequest()).assets) == []



def test_negative_size(stub):
    refused(
        lambda: stub.ListAssets(pb.ListAssetsRequest(page_size=-1)),
        StatusCode.INVALID_ARGUMENT,
        "INVALID_FIELD",
        "page_size",
    )
