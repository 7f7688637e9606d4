"""Which assets have a flag: asked of each asset, and asked of the flags."""

import random

import pytest
from django.utils import timezone

from registry.models import Asset
from registry.services.flagging.facts import held_flags
from registry.services.flagging.held_flags import holding_flags
from registry.values.choices import RelationshipType, Severity
from tests.factories import AssetFactory, FlagFactory, RelationshipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Assets that stand for one another, some flagged, some resolved, some merged into others."""
    dice = random.Random(7)
    assets = AssetFactory.create_batch(40)
    types = [RelationshipType.WRAPS, RelationshipType.BRIDGES, RelationshipType.MIGRATES_TO]
    for number in range(1, 40):
        for origin in {*dice.sample(range(number), min(number, dice.randrange(3)))}:
            RelationshipFactory(
                from_asset=assets[number], to_asset=assets[origin], relationship_type=dice.choice(types)
            )
    for asset in dice.sample(assets, 12):
        FlagFactory(asset=asset, severity=dice.choice([*Severity]))
    FlagFactory(asset=assets[0], resolved_at=timezone.now(), resolution_notes="done")
    for _ in range(6):
        AssetFactory(merged_into=dice.choice(assets), deleted_at=timezone.now())
    return Asset.objects.all()


@pytest.mark.parametrize("few", [0, 4000])
@pytest.mark.parametrize("least", [*Severity])
def test_it_works(world, least, few):
    held = held_flags([*world])
    expected = {key for key, flags in held.items() if any(each.flag.severity >= least for each in flags)}
    assert {*world.filter(holding_flags(least, few)).values_list("pk", flat=True)} == expected
    assert expected or least > Severity.INFO
