"""ListChanges, GetChange and RevertChange."""

from typing import Any

import pytest
from cqc.events.v1.asset_events_pb2 import AssetUpdated
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import changes_pb2, resolution_pb2
from google.protobuf.timestamp_pb2 import Timestamp
from grpc import StatusCode

from registry.models import Asset, AssetDeployment, AssetGroupMember, Change, QualityFlag
from tests import factories as make
from tests.grpc_api.helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)

INVALID, NOT_FOUND, RULE = StatusCode.INVALID_ARGUMENT, StatusCode.NOT_FOUND, StatusCode.FAILED_PRECONDITION


def listed(stub: Any, **filters: Any) -> list[Any]:
    return list(stub.ListChanges(changes_pb2.ListChangesRequest(**filters)).changes)


def newest(row: Any) -> Change:
    return Change.objects.filter(entity_id=row.pk).latest("revision")


def taken_back(stub: Any, change: Change, **fields: Any) -> list[Any]:
    request = changes_pb2.RevertChangeRequest(change_id=str(change.pk), reason="was wrong", **fields)
    return list(stub.RevertChange(request).changes)


def test_it_works(stub: Any) -> None:
    deployment = make.DeploymentFactory(decimals=6)
    key = str(deployment.pk)
    sent = pb.UpdateAssetDeploymentRequest(deployment_id=key, decimals=18)
    stub.UpdateAssetDeployment(sent)
    change, created = listed(stub, entity_id=key)
    assert (change.event_type, change.entity_type, change.version) == (
        "AssetDeploymentUpdated",
        "AssetDeployment",
        2,
    )
    assert (change.version, change.actor_id, change.channel) == (2, "developer", "grpc")
    assert [(field.field, field.before, field.after) for field in change.fields] == [("decimals", "6", "18")]
    assert (created.event_type, list(created.fields)) == ("AssetDeploymentCreated", [])
    assert change.revision > created.revision
    assert stub.GetChange(changes_pb2.GetChangeRequest(change_id=change.change_id)).change == change
    assert stub.GetChange(changes_pb2.GetChangeRequest(revision=change.revision)).change == change

    (back,) = taken_back(stub, newest(deployment))
    assert (back.event_type, back.version, back.reason) == ("AssetDeploymentUpdated", 3, "was wrong")
    assert AssetDeployment.objects.get(pk=key).decimals == 6
    assert listed(stub, entity_id=key)[0].fields == back.fields


def test_the_event_holds_the_row_after_the_change(stub: Any) -> None:
    asset = make.AssetFactory()
    answer = stub.UpdateAsset(pb.UpdateAssetRequest(asset_id=str(asset.pk), name="USD Coin"))
    change, _ = listed(stub, entity_id=str(asset.pk))
    event = AssetUpdated()
    assert change.event.Unpack(event)
    assert (event.asset, event.actor_id, event.timestamp) == (answer.asset, "developer", change.changed_at)


class TestListedChanges:
    def test_by_each_filter(self, stub: Any) -> None:
        first = make.AssetFactory()
        make.ChainFactory()
        sent = pb.CreateAssetRequest(symbol="USDC", name="USD Coin", request_id="r-1")
        second = stub.CreateAsset(sent).asset
        assert {change.entity_type for change in listed(stub, entity_type="Chain")} == {"Chain"}
        assert [change.entity_id for change in listed(stub, actor_id="developer")] == [second.asset_id]
        assert [change.entity_id for change in listed(stub, request_id="r-1")] == [second.asset_id]
        assert [change.entity_id for change in listed(stub, event_type="AssetCreated")] == [
            second.asset_id,
            str(first.pk),
        ]
        assert [
            change.entity_id for change in listed(stub, event_type="AssetCreated", entity_type="Asset")
        ] == [
            second.asset_id,
            str(first.pk),
        ]
        assert listed(stub, event_type="AssetCreated", entity_type="Chain") == []
        last = listed(stub)[0].changed_at
        assert [change.entity_id for change in listed(stub, changed_from=last)] == [second.asset_id]
        assert second.asset_id not in {change.entity_id for change in listed(stub, changed_to=last)}

    def test_what_belongs_to_an_asset_comes_with_it(self, stub: Any) -> None:
        edge, flag = make.RelationshipFactory(), make.FlagFactory()
        flag.asset = edge.to_asset
        flag.save()
        member = make.MemberFactory(asset=edge.to_asset)
        member.delete()
        make.DeploymentFactory()
        told = listed(stub, asset_id=str(edge.to_asset_id))
        assert [change.event_type for change in told] == [
            "AssetGroupMemberDeleted",
            "AssetGroupMemberCreated",
            "AssetQualityFlagUpdated",
            "RelationshipEstablished",
            "AssetCreated",
        ]

    def test_pages_are_walked_from_the_newest(self, stub: Any) -> None:
        make.AssetFactory.create_batch(5)
        met, token = [], ""
        while True:
            request = changes_pb2.ListChangesRequest(page_size=2, page_token=token)
            page = stub.ListChanges(request)
            met += [change.revision for change in page.changes]
            assert page.total_count == 5
            if not (token := page.next_page_token):
                break
        assert len(met) == 5
        assert met == sorted(met, reverse=True)

    @pytest.mark.parametrize(
        ("field", "value"),
        [("entity_type", "Coin"), ("event_type", "AssetEaten"), ("asset_id", "USDC"), ("page_size", -1)],
    )
    def test_a_wrong_filter_is_refused(self, stub: Any, field: str, value: Any) -> None:
        refused(lambda: listed(stub, **{field: value}), INVALID, field=field)

    def test_a_time_that_is_none(self, stub: Any) -> None:
        refused(lambda: listed(stub, changed_from=Timestamp(seconds=1 << 40)), INVALID, field="changed_from")

    def test_a_removed_row_is_told_in_the_forms_that_callers_know(self, stub: Any) -> None:
        member = make.MemberFactory(weight="2.50")
        asset = str(member.asset_id)
        member.delete()
        (change,) = listed(stub, event_type="AssetGroupMemberDeleted")
        told = {field.field: field.before for field in change.fields}
        assert (told["weight"], told["asset_id"]) == ("2.5", asset)
        assert "asset" not in told


class TestOneChange:
    def test_neither_key_nor_revision(self, stub: Any) -> None:
        refused(lambda: stub.GetChange(changes_pb2.GetChangeRequest()), INVALID)

    @pytest.mark.parametrize("key", ["x", "-1", "1" * 30, "٣"])
    def test_a_key_that_is_none(self, stub: Any, key: str) -> None:
        refused(
            lambda: stub.GetChange(changes_pb2.GetChangeRequest(change_id=key)), INVALID, field="change_id"
        )

    def test_nothing_there(self, stub: Any) -> None:
        refused(lambda: stub.GetChange(changes_pb2.GetChangeRequest(revision=1 << 40)), NOT_FOUND)


class TestTakingBack:
    def test_a_preview_writes_nothing(self, stub: Any) -> None:
        asset = make.AssetFactory(name="right")
        asset.name = "wrong"
        asset.save()
        (change,) = taken_back(stub, newest(asset), validate_only=True)
        assert [field.after for field in change.fields if field.field == "name"] == ["right"]
        assert not change.HasField("revision")
        assert Asset.objects.get(pk=asset.pk).name == "wrong"
        assert Change.objects.count() == 2

    def test_a_created_row_is_deleted(self, stub: Any) -> None:
        asset = make.AssetFactory()
        (change,) = taken_back(stub, newest(asset))
        assert (change.event_type, change.version) == ("AssetDeleted", 2)
        assert Asset._base_manager.get(pk=asset.pk).is_gone

    def test_a_deleted_row_comes_back(self, stub: Any) -> None:
        asset = make.AssetFactory()
        asset.delete()
        (change,) = taken_back(stub, newest(asset))
        assert change.event_type == "AssetUpdated"
        assert not Asset.objects.get(pk=asset.pk).is_gone

    def test_a_removed_row_comes_back_as_it_was(self, stub: Any) -> None:
        member = make.MemberFactory(weight="2.5")
        key = member.pk
        member.delete()
        (change,) = taken_back(stub, Change.objects.get(event="AssetGroupMemberDeleted"), version=2)
        again = AssetGroupMember.objects.get(pk=key)
        assert (again.version, again.weight, again.created_at) == (3, member.weight, member.created_at)
        assert (change.event_type, change.version) == ("AssetGroupMemberCreated", 3)

    def test_a_resolved_flag_is_active_again(self, stub: Any) -> None:
        flag = make.FlagFactory()
        stub.ResolveQualityFlag(pb.ResolveQualityFlagRequest(flag_id=str(flag.pk), resolution_notes="fine"))
        taken_back(stub, newest(flag))
        assert QualityFlag.objects.get(pk=flag.pk).resolved_at is None

    def test_what_changed_again_since_is_refused(self, stub: Any) -> None:
        asset = make.AssetFactory()
        for name in ("first", "second"):
            asset.name = name
            asset.save()
        first = Change.objects.get(entity_id=asset.pk, version=2)
        error = refused(lambda: taken_back(stub, first), RULE, "CHANGED_SINCE")
        assert "name" in error.details()

    def test_another_field_may_have_changed_since(self, stub: Any) -> None:
        asset = make.AssetFactory(name="right")
        asset.name = "wrong"
        asset.save()
        asset.metadata = {"note": "mine"}
        asset.save()
        taken_back(stub, Change.objects.get(entity_id=asset.pk, version=2))
        now = Asset.objects.get(pk=asset.pk)
        assert (now.name, now.metadata) == ("right", {"note": "mine"})

    def test_a_created_row_that_changed_since_stays(self, stub: Any) -> None:
        asset = make.AssetFactory()
        first = newest(asset)
        asset.name = "changed"
        asset.save()
        refused(lambda: taken_back(stub, first), RULE, "CHANGED_SINCE")

    def test_a_row_that_others_refer_to_stays(self, stub: Any) -> None:
        deployment = make.DeploymentFactory()
        first = Change.objects.get(entity_id=deployment.asset_id)
        refused(lambda: taken_back(stub, first), RULE, "REFERRED_TO")
        assert not Asset.objects.get(pk=deployment.asset_id).is_gone

    def test_a_merge_is_not_taken_back(self, stub: Any) -> None:
        source, target = make.AssetFactory.create_batch(2)
        request = resolution_pb2.MergeAssetsRequest(
            source_asset_id=str(source.pk), target_asset_id=str(target.pk), reason="one token"
        )
        stub.MergeAssets(request)
        merge = Change.objects.get(event="AssetMerged")
        refused(lambda: taken_back(stub, merge), RULE, "NOT_REVERTIBLE")

    def test_a_venue_is_never_deleted(self, stub: Any) -> None:
        refused(lambda: taken_back(stub, newest(make.VenueFactory())), RULE)

    def test_another_version_than_the_callers(self, stub: Any) -> None:
        asset = make.AssetFactory()
        asset.name = "wrong"
        asset.save()
        refused(lambda: taken_back(stub, newest(asset), version=1), StatusCode.ABORTED)

    def test_a_retry_does_nothing_twice(self, stub: Any) -> None:
        asset = make.AssetFactory()
        asset.name = "wrong"
        asset.save()
        change = newest(asset)
        assert taken_back(stub, change, request_id="r-2") == taken_back(stub, change, request_id="r-2")
        assert Change.objects.filter(entity_id=asset.pk).count() == 3
