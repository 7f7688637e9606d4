"""ISO 4217's currencies, and through them the frame of all importers."""

import pytest

from registry.importers.engine.tables import Tables
from registry.importers.sources import fiat
from registry.models import Asset, AssetIdentifier

pytestmark = pytest.mark.django_db


def test_it_works():
    fiat.IMPORTER.run(Tables())
    dollar = AssetIdentifier.objects.get(source="ISO4217", external_id="USD").asset
    assert (dollar.symbol, dollar.name, dollar.asset_type, dollar.source) == (
        "USD",
        "US Dollar",
        "FIAT",
        "iso4217",
    )
    assert dollar.metadata == {"numeric": "840", "minor_unit": 2}
    assert dollar.version == 1


def test_again_changes_nothing():
    fiat.IMPORTER.run(Tables())
    stored = set(Asset.objects.values_list("pk", "version", "updated_at"))
    plan = fiat.IMPORTER.run(Tables())
    assert (plan.new, plan.changed, plan.conflicts, plan.refused) == ({}, {}, {}, {})
    assert set(Asset.objects.values_list("pk", "version", "updated_at")) == stored
