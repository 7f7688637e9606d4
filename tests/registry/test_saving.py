"""The one way to save: versions, stamps, differences, and what would go round them is refused."""

import threading
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cqi.errors import NotFound, RuleViolated, StaleVersion
from registry.models import Asset, AssetIdentifier, Chain, QualityFlag, Row, Venue, VenueSymbol
from tests.factories import FACTORIES, AssetFactory, IdentifierFactory, MemberFactory, VenueSymbolFactory

ROWS = [model for model in FACTORIES if issubclass(model, Row)]
pytestmark = pytest.mark.django_db


def stored(row):
    return type(row).objects.get(pk=row.pk)


def test_it_works():
    asset = AssetFactory(name="USD Coin")
    asset.name = "USDC"
    asset.save()
    after = stored(asset)
    assert (after.name, after.version) == ("USDC", 2)
    assert after.stamp == asset.stamp
    assert after.updated_at > after.created_at


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
def test_a_save_without_a_difference_writes_nothing(model):
    row = stored(FACTORIES[model]())
    with CaptureQueriesContext(connection) as queries:
        row.save()
    assert not [q["sql"] for q in queries if not q["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert not [q["sql"] for q in queries if "nextval" in q["sql"]]
    assert stored(row).version == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tick_size", "0.010"),
        ("symbol_id", str),
        ("listed_at", "2026-11-20T00:00:00Z"),
        ("metadata", {"a": 1.0}),
    ],
)
def test_another_spelling_of_a_value_is_no_difference(name, value):
    listing = stored(
        VenueSymbolFactory(
            tick_size=Decimal("0.01"), listed_at=datetime(2026, 11, 20, tzinfo=UTC), metadata={"a": 1}
        )
    )
    setattr(listing, name, str(listing.symbol_id) if value is str else value)
    listing.save()
    assert stored(listing).version == 1


def test_a_stale_row_is_refused_and_nothing_is_written():
    asset = AssetFactory(name="first")
    first, second = stored(asset), stored(asset)
    first.name = "of the first curator"
    first.save()
    second.description = "of the second curator"
    with pytest.raises(StaleVersion, match="is at version 2, not 1"):
        second.save()
    assert (stored(asset).name, stored(asset).description) == ("of the first curator", None)


def test_a_stale_row_is_not_deleted():
    identifier = IdentifierFactory()
    first, second = stored(identifier), stored(identifier)
    first.external_id = "another"
    first.save()
    with pytest.raises(StaleVersion):
        second.delete()
    assert AssetIdentifier.objects.count() == 1


def test_a_row_that_is_gone_is_not_saved_back():
    identifier = IdentifierFactory()
    late = stored(identifier)
    identifier.delete()
    late.external_id = "another"
    with pytest.raises(NotFound):
        late.save()
    assert not AssetIdentifier.objects.exists()


def test_an_invalid_change_leaves_the_row_and_its_version():
    asset = AssetFactory(name="Token")
    asset.name = "To\u200bken"
    with pytest.raises(ValidationError):
        asset.save()
    assert (stored(asset).name, stored(asset).version) == ("Token", 1)
    asset.name = "Right"
    asset.save()
    assert stored(asset).version == 2


def test_stamps_increase_over_all_rows():
    rows = [FACTORIES[model]() for model in ROWS]
    for row in rows:
        row.metadata = {"seen": True}
        row.save()
    stamps = [stored(row).stamp for row in rows]
    assert stamps == sorted(set(stamps))
    assert min(stamps) > max(row.before.stamp for row in rows)


def test_save_takes_djangos_arguments_and_writes_what_differs():
    asset = AssetFactory()
    asset.name, asset.category = "Other", "meme"
    asset.save(update_fields=["name"])
    assert stored(asset).category == "meme"


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
@pytest.mark.parametrize(
    "way",
    [
        lambda rows: rows.update(metadata={}),
        lambda rows: rows.bulk_update([], ["metadata"]),
        lambda rows: rows.bulk_create([]),
        lambda rows: rows.all().update(metadata={}),
        lambda rows: rows.filter(version=1).bulk_create([], update_conflicts=True),
    ],
)
def test_ways_round_versions_are_refused(model, way):
    with pytest.raises(TypeError, match=r"registry\.writing\.write"):
        way(model.objects)


def test_related_rows_are_no_way_round_either():
    asset = IdentifierFactory().asset
    with pytest.raises(TypeError, match=r"registry\.writing\.write"):
        asset.identifiers.update(is_primary=True)


def test_a_query_deletes_each_row_by_its_models_rule():
    listing, identifier = VenueSymbolFactory(), IdentifierFactory()
    assert VenueSymbol.objects.all().delete()[0] == 1
    assert AssetIdentifier.objects.all().delete()[0] == 1
    after = stored(listing)
    assert after.delisted_at is not None
    assert (after.is_active, after.version) == (False, 2)
    assert not AssetIdentifier.objects.filter(pk=identifier.pk).exists()


def test_a_manager_does_not_delete_all():
    AssetFactory()
    with pytest.raises(AttributeError):
        Asset.objects.delete()
    assert Asset.objects.live().count() == 1


def test_a_deleted_row_keeps_what_refers_to_it():
    member = MemberFactory()
    member.asset.delete()
    after = stored(member)
    assert after.asset.is_gone
    assert after.version == 1


@pytest.mark.parametrize("model", [Chain, Venue, QualityFlag], ids=lambda model: model.__name__)
def test_some_rows_are_never_deleted(model):
    row = FACTORIES[model]()
    with pytest.raises(RuleViolated, match="is never deleted"):
        row.delete()
    with pytest.raises(RuleViolated):
        model.objects.all().delete()
    assert stored(row).version == 1


def test_deleting_twice_is_one_change():
    asset = AssetFactory()
    asset.delete()
    stored(asset).delete()
    assert stored(asset).version == 2


@pytest.mark.django_db(transaction=True)
def test_concurrent_increments_are_all_kept():
    asset = AssetFactory(metadata={"count": 0})

    def increment(times):
        try:
            while times:
                row = stored(asset)
                row.metadata = {"count": row.metadata["count"] + 1}
                try:
                    row.save()
                except StaleVersion:
                    continue
                times -= 1
        finally:
            connection.close()

    threads = [threading.Thread(target=increment, args=(25,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stored(asset).metadata == {"count": 200}
    assert stored(asset).version == 201
