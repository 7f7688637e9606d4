"""`manage.py purge`: how long a retry finds the first answer."""

from datetime import timedelta
from io import StringIO

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from django.core.management import CommandError, call_command
from django.utils import timezone

from grpc_api.management.commands import purge
from registry.models import AnsweredRequest, Asset

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def create(stub):
    def create(request_id):
        request = pb.CreateAssetRequest(symbol="A", name="A", request_id=request_id)
        return stub.CreateAsset(request).asset.asset_id

    return create


def age(request_id, **by):
    AnsweredRequest.objects.filter(request_id=request_id).update(created_at=timezone.now() - timedelta(**by))


def run(*arguments):
    out = StringIO()
    call_command("purge", *arguments, stdout=out)
    return out.getvalue()


def test_it_works(create):
    old, young = create("old"), create("young")
    age("old", days=8)
    age("young", days=6)
    assert run().startswith("1 answers deleted")
    assert create("young") == young
    assert create("old") != old
    assert Asset.objects.count() == 3


def test_more_than_a_batch(create, monkeypatch):
    monkeypatch.setattr(purge, "BATCH", 2)
    for number in range(5):
        create(str(number))
        age(str(number), days=2)
    assert run("--days", "1").startswith("5 answers deleted")
    assert run("--days", "1").startswith("0 answers deleted")


def test_what_may_still_be_retried_is_kept():
    with pytest.raises(CommandError, match="--days: must be 1 or more"):
        run("--days", "0")
