"""A server that is set to do nothing without a reason, but for what is new and for flags."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import resolution_pb2
from django.core.cache import cache as redis
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from grpc import StatusCode

from registry.models import Change
from tests import factories as make
from tests.safety.servers import GrpcServer

from .conftest import start
from .helpers import refused
from .requests import METHODS
from .test_reasons import REMOVES, TAKING, UPDATES

pytestmark = pytest.mark.django_db(transaction=True)

WHY = "the venue says so"


@pytest.fixture(scope="module")
def strict_process(django_db_setup: None, tmp_path_factory: Any) -> Iterator[GrpcServer]:
    server = start(tmp_path_factory.mktemp("strict") / "log", {"CQI_GRPC_REASON_REQUIRED": "true"})
    yield server
    server.stop()


@pytest.fixture
def strict(transactional_db: None, strict_process: GrpcServer) -> Any:
    redis.clear()
    return strict_process.stub


def asked(rpc: str) -> Message:
    """A request that is right but for its reason."""
    if rpc in UPDATES:
        key, factory, change = UPDATES[rpc]
        return request_of(rpc, **{key: str(factory().pk)}, **change)
    if rpc in REMOVES:
        key, factory = REMOVES[rpc]
        notes = {"resolution_notes": "paid back"} if rpc == "ResolveQualityFlag" else {}
        return request_of(rpc, **{key: str(factory().pk)}, **notes)
    return OTHERS[rpc]()


def request_of(rpc: str, **fields: Any) -> Message:
    return GetMessageClass(TAKING[rpc].input_type)(**fields)


def merge() -> Message:
    source, target = make.AssetFactory.create_batch(2)
    return request_of("MergeAssets", source_asset_id=str(source.pk), target_asset_id=str(target.pk))


def removal() -> Message:
    member = make.MemberFactory()
    return request_of("RemoveAssetFromGroup", group_id=str(member.group_id), asset_id=str(member.asset_id))


def undeletion() -> Message:
    asset = make.AssetFactory()
    asset.delete()
    return request_of("UndeleteAsset", asset_id=str(asset.pk))


def reversal() -> Message:
    asset = make.AssetFactory(name="right")
    asset.name = "wrong"
    asset.save()
    return request_of("RevertChange", change_id=str(Change.objects.latest("revision").pk))


OTHERS: dict[str, Callable[[], Message]] = {
    "MergeAssets": merge,
    "RemoveAssetFromGroup": removal,
    "UndeleteAsset": undeletion,
    "RevertChange": reversal,
}


@pytest.mark.parametrize("rpc", TAKING)
def test_it_works(strict: Any, rpc: str) -> None:
    request: Any = asked(rpc)
    call, before = getattr(strict, rpc), Change.objects.count()
    for blank in ("", " \t"):
        request.reason = blank
        refused(lambda: call(request), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "reason")
    if "validate_only" in request.DESCRIPTOR.fields_by_name:
        tried = type(request).FromString(request.SerializeToString())
        tried.validate_only = True
        refused(lambda: call(tried), StatusCode.INVALID_ARGUMENT, "INVALID_FIELD", "reason")
    assert Change.objects.count() == before, "nothing was done"
    request.reason = WHY
    call(request)
    assert {*Change.objects.order_by("id")[before:].values_list("reason", flat=True)} == {WHY}


def test_no_other_call_changes_what_is_there() -> None:
    """What begins with another verb makes something new, or only reads."""
    changing = ("Update", "Delete", "Remove", "Resolve", "Merge", "Undelete", "Revert")
    named = {m.name for m in METHODS if m.name.startswith(changing)} - {"ResolveAsset"}
    assert named == {*TAKING}


@pytest.mark.parametrize("severity", ["FLAG_SEVERITY_LOW", "FLAG_SEVERITY_CRITICAL"])
def test_a_flag_is_raised_without_one(strict: Any, severity: str) -> None:
    flag = {"asset_id": str(make.AssetFactory().pk), "flag_type": "FLAG_TYPE_SCAM", "severity": severity}
    request = pb.RaiseQualityFlagRequest(**flag, evidence_url="https://example.com/1")
    assert strict.RaiseQualityFlag(request).flag.flag_id
    assert Change.objects.get(event="QualityFlagRaised").reason is None


def test_what_is_new_needs_none(strict: Any) -> None:
    made = strict.CreateAsset(
        pb.CreateAssetRequest(symbol="NEW", name="New", asset_type="ASSET_TYPE_CRYPTOCURRENCY")
    )
    group = make.GroupFactory()
    strict.AddAssetToGroup(pb.AddAssetToGroupRequest(group_id=str(group.pk), asset_id=made.asset.asset_id))
    assert not Change.objects.filter(reason__isnull=False).exists()


def test_what_is_wrong_beside_it_is_told(strict: Any) -> None:
    """A request that cannot be read is told what is wrong with it, as everywhere."""
    wrong = resolution_pb2.MergeAssetsRequest(source_asset_id="x", target_asset_id="y")
    refused(lambda: strict.MergeAssets(wrong), StatusCode.INVALID_ARGUMENT, field="source_asset_id")
