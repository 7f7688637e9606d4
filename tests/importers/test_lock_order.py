"""What an import locks first: what looks like its new assets, and rows after it, as every change does."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connection

from registry.importers.engine.plan import Plan
from registry.importers.engine.tables import Tables
from registry.models import Asset
from registry.rules import look_alikes as imitations
from registry.values.skeletons import skeleton
from tests.factories import AssetFactory
from tests.programs import soon

pytestmark = pytest.mark.django_db(transaction=True)

WAITING = "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)"


def apply(plan: Plan) -> None:
    try:
        plan.apply()
    finally:
        connection.close()


def test_new_assets_before_the_rows_of_changed_ones():
    """A change that gives the changed asset the new one's name has the look-alikes, and waits for the row."""
    asset = AssetFactory(symbol="OLD", name="Old")
    plan = Plan("test", Tables())
    plan.change("old", plan.tables[Asset].find(asset.pk), {"description": "It is old"})
    plan.put("new", Asset, {"symbol": "NEW", "name": "New"})
    assert (len(plan.new), len(plan.changed)) == (1, 1)
    with ThreadPoolExecutor() as beside, psycopg.connect(**connection.get_connection_params()) as other:
        other.execute(imitations.HOLD, {"locks": imitations.LOOKS, "keys": [], "texts": [skeleton("New")]})
        applied = beside.submit(apply, plan)
        assert soon(lambda: other.execute(WAITING).fetchone() == (True,))
        other.execute("SELECT FROM registry_asset WHERE asset_id = %s FOR UPDATE NOWAIT", [asset.pk])
        other.rollback()
        applied.result()
    assert set(Asset.objects.values_list("symbol", "description")) == {("OLD", "It is old"), ("NEW", None)}
