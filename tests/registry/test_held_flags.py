"""Which assets have a flag: asked of each asset, and asked of the flags."""

import random
from uuid import UUID

import pytest
from django.db import connection
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


@pytest.mark.parametrize("few", [0, 4000])
def test_a_page_with_this_filter_asks_for_the_flags_once(world, few, django_assert_num_queries):
    """However many assets there are, what names them is one text and one table in memory for each statement."""
    with django_assert_num_queries(1):
        rows = world.filter(holding_flags(Severity.INFO, few)).order_by("rank_key", "pk")[:5]
    sql, params = rows.query.sql_with_params()
    assert sum(isinstance(param, str) and param.startswith("{") for param in params) == 1
    assert not any(isinstance(param, list | UUID) for param in params)
    if few == 0:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {sql}", params)
            plan = "\n".join(line for (line,) in cursor.fetchall())
        assert plan.count("hashed SubPlan") == 1, plan
