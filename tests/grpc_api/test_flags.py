"""Raising, resolving and reading quality flags."""

from datetime import UTC, datetime

import pytest
from cqc.assets.v1 import quality_pb2
from cqc.services.v1 import asset_registry_pb2 as pb
from django.core.exceptions import ValidationError
from django.utils import timezone
from grpc import StatusCode

from cqi.context import acting_as
from cqi.errors import RuleViolated
from registry.models import QualityFlag
from registry.models.fields import new_id
from registry.services.flagging import flags
from registry.values.choices import Severity
from tests.factories import AssetFactory, FlagFactory
from tests.grpc_api.helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)

INVALID, NOT_FOUND = StatusCode.INVALID_ARGUMENT, StatusCode.NOT_FOUND


def raising(asset_id, **fields):
    wanted = {
        "flag_type": "FLAG_TYPE_EXPLOITED",
        "severity": "FLAG_SEVERITY_CRITICAL",
        "description": "drained",
    }
    return pb.RaiseQualityFlagRequest(asset_id=str(asset_id), **wanted | fields)


def resolving(flag_id, **fields):
    return pb.ResolveQualityFlagRequest(flag_id=str(flag_id), **{"resolution_notes": "paid back"} | fields)


def merged_into(target):
    return AssetFactory(merged_into=target, deleted_at=timezone.now())


def test_it_works(stub):
    asset = AssetFactory()
    sent = raising(asset.pk, raised_by="alice", source="slowmist", evidence_url="https://example.com/proof")
    sent.metadata["ticket"] = "OPS-17"
    flag = stub.RaiseQualityFlag(sent).flag
    assert (flag.asset_id, flag.flag_type) == (str(asset.pk), quality_pb2.FLAG_TYPE_EXPLOITED)
    assert flag.severity == quality_pb2.FLAG_SEVERITY_CRITICAL
    assert (flag.reason, flag.evidence_url) == ("drained", "https://example.com/proof")
    assert (flag.source, flag.raised_by, flag.version) == ("slowmist", "alice", 1)
    assert flag.metadata["ticket"] == "OPS-17"
    assert flag.raised_at.ToDatetime(UTC) <= datetime.now(UTC)
    assert not flag.HasField("resolved_at")
    assert stub.GetQualityFlag(pb.GetQualityFlagRequest(flag_id=flag.flag_id)).flag == flag

    resolved = stub.ResolveQualityFlag(resolving(flag.flag_id, resolved_by="bob", reason="reviewed")).flag
    assert (resolved.resolved_by, resolved.resolution_notes, resolved.version) == ("bob", "paid back", 2)
    assert resolved.resolved_at.ToDatetime(UTC) >= flag.raised_at.ToDatetime(UTC)
    assert stub.GetQualityFlag(pb.GetQualityFlagRequest(flag_id=flag.flag_id)).flag == resolved


class TestRaising:
    def test_the_caller_is_the_source_where_none_is_said(self, stub):
        flag = stub.RaiseQualityFlag(raising(AssetFactory().pk)).flag
        assert flag.source == QualityFlag.objects.get(pk=flag.flag_id).raised_actor == "developer"

    def test_the_actor_and_the_claimed_name_are_both_kept(self):
        values = {"asset_id": AssetFactory().pk, "flag_type": "SCAM", "severity": "LOW", "raised_by": "alice"}
        with acting_as("risk-bot"):
            flag = flags.raise_flag({**values, "source": "slowmist"})
        assert (flag.raised_actor, flag.raised_by, flag.source) == ("risk-bot", "alice", "slowmist")
        with acting_as("desk"):
            resolved = flags.resolve_flag(flag.pk, notes="a false alarm", claimed="bob")
        assert (resolved.resolved_actor, resolved.resolved_by) == ("desk", "bob")
        assert resolved.raised_actor == "risk-bot"

    def test_no_actor_can_be_claimed(self):
        with acting_as("risk-bot"):
            flag = flags.raise_flag(
                {
                    "asset_id": AssetFactory().pk,
                    "flag_type": "SCAM",
                    "severity": "LOW",
                    "raised_actor": "other",
                }
            )
        assert flag.raised_actor == "risk-bot"

    @pytest.mark.parametrize("severity", Severity)
    def test_grounds_are_needed_from_high_on(self, stub, severity):
        name = f"FLAG_SEVERITY_{severity.name}"
        bare = raising(AssetFactory().pk, severity=name, description=None)
        blank = raising(AssetFactory().pk, severity=name, description=" \u200b\n\u2060")
        proven = raising(
            AssetFactory().pk, severity=name, description=None, evidence_url="https://example.com"
        )
        assert stub.RaiseQualityFlag(proven).flag.severity == severity
        for request in (bare, blank):
            if severity >= Severity.HIGH:
                refused(lambda request=request: stub.RaiseQualityFlag(request), INVALID, field="description")
            else:
                assert not stub.RaiseQualityFlag(request).flag.HasField("reason")

    def test_a_merged_asset_is_what_it_became(self, stub):
        target = AssetFactory()
        flag = stub.RaiseQualityFlag(raising(merged_into(target).pk)).flag
        assert flag.asset_id == str(target.pk)

    def test_whatever_door_a_flag_comes_through_it_is_on_what_the_asset_became(self):
        target = AssetFactory()
        assert FlagFactory(asset=merged_into(target)).asset == target

    def test_a_deleted_asset_can_be_flagged_for_what_stands_for_it(self, stub):
        asset = AssetFactory(deleted_at=timezone.now())
        assert stub.RaiseQualityFlag(raising(asset.pk)).flag.asset_id == str(asset.pk)

    def test_a_retry_raises_nothing_twice(self, stub):
        request = raising(AssetFactory().pk, request_id="once")
        assert stub.RaiseQualityFlag(request) == stub.RaiseQualityFlag(request)
        assert QualityFlag.objects.count() == 1

    def test_validate_only_writes_nothing(self, stub):
        asset = AssetFactory()
        assert stub.RaiseQualityFlag(raising(asset.pk, validate_only=True)).flag.asset_id == str(asset.pk)
        refused(lambda: stub.RaiseQualityFlag(raising(new_id(), validate_only=True)), NOT_FOUND)
        assert not QualityFlag.objects.exists()

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"flag_type": None}, "flag_type"),
            ({"flag_type": "FLAG_TYPE_UNSPECIFIED"}, "flag_type"),
            ({"severity": None}, "severity"),
            ({"severity": "FLAG_SEVERITY_UNSPECIFIED"}, "severity"),
            ({"severity": 6}, "severity"),
            ({"source": ""}, "source"),
            ({"source": "slow\u200bmist"}, "source"),
            ({"evidence_url": "javascript:alert(1)"}, "evidence_url"),
        ],
    )
    def test_what_is_wrong_is_named(self, stub, fields, field):
        refused(lambda: stub.RaiseQualityFlag(raising(AssetFactory().pk, **fields)), INVALID, field=field)
        assert not QualityFlag.objects.exists()

    def test_no_asset(self, stub):
        request = pb.RaiseQualityFlagRequest(flag_type="FLAG_TYPE_SCAM", severity="FLAG_SEVERITY_LOW")
        refused(lambda: stub.RaiseQualityFlag(request), INVALID, field="asset_id")

    def test_an_unknown_asset(self, stub):
        refused(lambda: stub.RaiseQualityFlag(raising(new_id())), NOT_FOUND, "NOT_FOUND")


class TestResolvingFlags:
    @pytest.mark.parametrize("notes", [None, "", " \t", "\u200b", "\u3164"])
    def test_notes_are_needed(self, stub, notes):
        flag = FlagFactory()
        request = resolving(flag.pk, resolution_notes=notes)
        refused(lambda: stub.ResolveQualityFlag(request), INVALID, field="resolution_notes")
        flag.refresh_from_db()
        assert flag.resolved_at is None

    def test_twice(self, stub):
        flag = FlagFactory()
        stub.ResolveQualityFlag(resolving(flag.pk))
        again = resolving(flag.pk, resolution_notes="something else")
        refused(lambda: stub.ResolveQualityFlag(again), StatusCode.FAILED_PRECONDITION, "ALREADY_RESOLVED")
        flag.refresh_from_db()
        assert flag.resolution_notes == "paid back"

    def test_a_stale_version(self, stub):
        flag = FlagFactory()
        refused(lambda: stub.ResolveQualityFlag(resolving(flag.pk, version=2)), StatusCode.ABORTED)
        assert stub.ResolveQualityFlag(resolving(flag.pk, version=1)).flag.version == 2

    def test_an_unknown_flag(self, stub):
        refused(lambda: stub.ResolveQualityFlag(resolving(new_id())), NOT_FOUND)

    def test_no_flag(self, stub):
        request = pb.ResolveQualityFlagRequest(resolution_notes="paid back")
        refused(lambda: stub.ResolveQualityFlag(request), INVALID, field="flag_id")

    def test_never_by_deleting(self):
        with pytest.raises(RuleViolated, match="never deleted"):
            FlagFactory().delete()
        with pytest.raises(RuleViolated, match="never deleted"):
            QualityFlag.objects.all().delete()

    def test_not_without_notes_through_any_door(self):
        flag = FlagFactory()
        flag.resolved_at = timezone.now()
        with pytest.raises(ValidationError, match="resolution_notes"):
            flag.save()


@pytest.mark.parametrize(
    ("flag_id", "code"),
    [(None, INVALID), ("", INVALID), ("17", INVALID), ("00000000-0000-7000-8000-000000000000", NOT_FOUND)],
)
def test_getting_what_is_not_there(stub, flag_id, code):
    refused(lambda: stub.GetQualityFlag(pb.GetQualityFlagRequest(flag_id=flag_id)), code)
