"""Each committed write leaves its line in the log, and no other does."""

import pytest
from django.db import transaction
from structlog.testing import capture_logs

from cqi.context import acting_as
from registry.models import Asset
from registry.writing.write import write
from tests.factories import AssetFactory, FlagFactory

pytestmark = pytest.mark.django_db(transaction=True)


def told(lines):
    """Those of changes: the thread that writes the lines of calls may write some of an earlier test."""
    return [line for line in lines if line["event"] in {"row_changed", "rows_changed", "flag_changed"}]


def test_a_write_is_told_after_its_commit():
    with capture_logs() as lines, acting_as("risk-desk", "admin"), transaction.atomic():
        asset = AssetFactory()
        asset.name = "Another"
        asset.save()
        assert not told(lines)
    said = {"event": "row_changed", "log_level": "info", "actor": "risk-desk", "channel": "admin"}
    said |= {"entity": "Asset", "entity_id": str(asset.pk)}
    assert told(lines) == [
        {**said, "version": 1, "_event": "AssetCreated"},
        {**said, "version": 2, "_event": "AssetUpdated"},
    ]


def test_what_is_taken_back_is_not_told():
    with capture_logs() as lines:
        with transaction.atomic():
            kept = AssetFactory()
            with transaction.atomic():
                AssetFactory()
                transaction.set_rollback(True)
        with transaction.atomic():
            AssetFactory()
            transaction.set_rollback(True)
    assert [line["entity_id"] for line in told(lines)] == [str(kept.pk)]


def test_many_rows_are_one_line_beside_which_each_flag_has_its_own():
    with capture_logs() as lines, acting_as("command:seed"), transaction.atomic():
        write([Asset(symbol=f"A{number}", name=f"A{number}") for number in range(20)])
        flags = [FlagFactory() for _ in range(7)]
    many = [line for line in lines if line["event"] == "rows_changed"]
    assert many == [
        {
            "event": "rows_changed",
            "log_level": "info",
            "actor": "command:seed",
            "channel": "command",
            "rows": 27,
            "events": {"AssetCreated": 27},
        }
    ]
    single = [line for line in lines if line["event"] == "flag_changed"]
    assert {line["entity_id"] for line in single} == {str(flag.pk) for flag in flags}
    assert {(line["asset_id"], line["_event"]) for line in single} == {
        (str(flag.asset_id), "QualityFlagRaised") for flag in flags
    }
    assert len(told(lines)) == 1 + len(flags)
