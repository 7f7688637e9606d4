"""Metadata: any JSON object that PostgreSQL and a Struct can hold, and nothing else."""

import datetime
import json

import pytest
from django.core.exceptions import ValidationError

from registry.models import Asset
from registry.values.metadata import MAX_CHARACTERS, MAX_DEPTH
from registry.wire.mapping import message_of
from tests.factories import AssetFactory

pytestmark = pytest.mark.django_db


def nested(depth):
    return {"a": nested(depth - 1)} if depth > 1 else {}


def test_it_works():
    kept = {
        "text": "币安人生",
        "list": [1, 2.5, None, True, {}],
        "large": 10**300,
        "deep": nested(MAX_DEPTH - 1),
    }
    asset = AssetFactory(metadata=kept)
    assert Asset.objects.get(pk=asset.pk).metadata == kept
    assert message_of(asset).metadata["text"] == "币安人生"


@pytest.mark.parametrize("value", [None, "", [], ()])
def test_nothing_is_an_empty_object(value):
    assert Asset.objects.get(pk=AssetFactory(metadata=value).pk).metadata == {}


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ([1], "must be a JSON object"),
        ("text", "must be a JSON object"),
        (7, "must be a JSON object"),
        ({"a": "\0"}, "NUL"),
        ({"\0": 1}, "NUL"),
        ({"a": ["\ud800"]}, "surrogate"),
        ({"a": float("nan")}, "not finite"),
        ({"a": [float("inf")]}, "not finite"),
        (json.loads('{"a": 1e400}'), "not finite"),
        ({"a": 10**400}, "too large"),
        ({"a": datetime.date(2026, 11, 20)}, "valid JSON"),
        (nested(MAX_DEPTH + 1), "nested deeper"),
        ({"a": "x" * MAX_CHARACTERS}, "is longer than"),
    ],
)
def test_what_cannot_be_kept_is_refused(value, why):
    with pytest.raises(ValidationError, match=why) as error:
        AssetFactory(metadata=value)
    assert set(error.value.error_dict) == {"metadata"}
