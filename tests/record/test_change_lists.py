"""Lists of changes: of an asset and what belongs to it, between moments, and how little is read for a page."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from cqc.services.v1 import changes_pb2, resolution_pb2
from django.db import connection

from registry.models import Asset, Change, Row
from registry.models.history import MOST_ASSETS
from registry.reading.recorded import at_each_place, count_of_asset, made_between, newest_of, sealed
from registry.wire.mapping import MessageMapping
from registry.writing.record import OF_ASSET
from tests import factories as make
from tests.superuser import run_as_superuser
from tests.unrecorded import unrecorded

pytestmark = pytest.mark.django_db(transaction=True)

ALL, FEW, NONE = (UUID(int=number) for number in (1, 2, 3))
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
MADE = 2_000
INSERT = """
INSERT INTO registry_change (
    revision, entity, entity_id, version, event, actor, channel, assets, keys, stamp, at
) SELECT n, 'Asset', n, 1, 'AssetUpdated', 'tests', 'grpc',
    array_remove(ARRAY[
        CASE n %% 4 WHEN 0 THEN %s::uuid END, CASE WHEN n %% 4 > 0 THEN md5('a' || n)::uuid END,
        CASE n %% 4 WHEN 1 THEN %s::uuid END, CASE WHEN n %% 4 > 1 THEN md5('b' || n)::uuid END,
        CASE n %% 4 WHEN 2 THEN %s::uuid END, CASE WHEN n %% 4 > 2 THEN md5('c' || n)::uuid END,
        CASE n %% 4 WHEN 3 THEN %s::uuid END, CASE WHEN n %% 700 = 4 THEN %s::uuid END
    ], NULL),
    '{}', n, %s + n / 10 * interval '1 second'
FROM generate_series(1, %s) AS n
"""
"""Ten changes a transaction; one asset is of each of them, at any of the four places."""


@pytest.fixture
def record(transactional_db: None) -> Iterator[list[Change]]:
    with unrecorded():
        run_as_superuser(INSERT, ALL, ALL, ALL, ALL, FEW, BEGAN, MADE)
        run_as_superuser("ANALYZE registry_change")
    yield list(Change.objects.order_by("-revision"))
    with unrecorded():
        run_as_superuser("DELETE FROM registry_change")


@pytest.mark.parametrize("asset", [ALL, FEW, NONE])
def test_it_works(record: list[Change], asset: UUID) -> None:
    its = [change.revision for change in record if asset in change.assets]
    assert len(its) == {ALL: MADE, FEW: 3, NONE: 0}[asset]
    for before in (None, MADE, 1_000, 3, 1):
        expected = [revision for revision in its if before is None or revision < before]
        for most in (1, 7, 100):
            found = newest_of(sealed(), asset=asset, before=before, most=most)
            assert [change.revision for change in found] == expected[:most]
    assert count_of_asset(sealed(), asset, 5_000) == len(its)
    assert count_of_asset(sealed(), asset, 2) == min(2, len(its))


def test_between_moments(record: list[Change]) -> None:
    moments = [BEGAN + timedelta(seconds=second) for second in (-1, 0, 5, 5.5, 199, 200, 201)]
    for start in (None, *moments):
        for end in (None, *moments):
            expected = [
                change.revision
                for change in record
                if (start is None or change.at >= start) and (end is None or change.at < end)
            ]
            rows = sealed().filter(made_between(start, end))
            assert [change.revision for change in newest_of(rows, most=MADE)] == expected


def read(rows: Any) -> tuple[int, list[str]]:
    """How many rows of the table a query reads, and how."""
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
        leaves = list(leaves_of(cursor.fetchone()[0][0]["Plan"]))
    return sum(leaf["Actual Rows"] + leaf.get("Rows Removed by Filter", 0) for leaf in leaves), [
        leaf["Node Type"] for leaf in leaves
    ]


def leaves_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "Plans" not in plan:
        yield plan
    for inner in plan.get("Plans", ()):
        yield from leaves_of(inner)


@pytest.mark.parametrize("asset", [ALL, FEW, NONE])
def test_a_page_reads_no_more_than_it_may_show(record: list[Change], asset: UUID) -> None:
    for before in (MADE + 1, 1_000):
        rows = sealed().filter(revision__lt=before).order_by("-revision")
        count, ways = read(at_each_place(rows, asset, 10))
        assert count <= 10 * MOST_ASSETS
        assert set(ways) <= {"Index Scan", "Index Only Scan"}


def test_a_count_reads_indexes_alone(record: list[Change]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM registry_change")
    _, ways = read(at_each_place(sealed().values("revision"), FEW, 100))
    assert set(ways) == {"Index Only Scan"}


def test_before_a_moment_reads_what_was_before_it(record: list[Change]) -> None:
    rows = sealed().filter(made_between(None, BEGAN + timedelta(seconds=2)))
    count, _ = read(rows.order_by("-revision")[:10])
    assert count < 100


BELONGING: dict[str, tuple[Any, str]] = {
    "AssetDeployment": (make.DeploymentFactory, "asset"),
    "AssetIdentifier": (make.IdentifierFactory, "asset"),
    "AssetGroupMember": (make.MemberFactory, "asset"),
    "AssetQualityFlag": (make.FlagFactory, "asset"),
    "AssetRelationship": (make.RelationshipFactory, "from_asset"),
    "AssetRelationship, the other way": (make.RelationshipFactory, "to_asset"),
}


def told(stub: Any, asset: Any) -> list[tuple[str, str]]:
    """What ListChanges tells of an asset: the events with the keys of the rows, the newest first."""
    request = changes_pb2.ListChangesRequest(asset_id=str(asset.pk))
    return [(change.event_type, change.entity_id) for change in stub.ListChanges(request).changes]


def merged(stub: Any, source: Any, target: Any) -> None:
    request = resolution_pb2.MergeAssetsRequest(
        source_asset_id=str(source.pk), target_asset_id=str(target.pk), reason="one token"
    )
    stub.MergeAssets(request)


@pytest.mark.parametrize("what", BELONGING)
def test_what_a_merge_moves_is_told_of_both(stub: Any, what: str) -> None:
    factory, field = BELONGING[what]
    row = factory()
    source, target = getattr(row, field), make.AssetFactory()
    (created, _), *_ = told(stub, source)
    key = str(row.pk)
    assert (created, key) in told(stub, source)
    merged(stub, source, target)
    of_source, of_target = told(stub, source), told(stub, target)
    updated = f"{what.partition(',')[0]}Updated"
    assert (updated, key) in of_source
    assert (updated, key) in of_target
    assert (created, key) not in of_target, "it was the other's then"
    for each in (of_source, of_target):
        assert ("AssetMerged", str(source.pk)) in each
    row.refresh_from_db()
    row.metadata = {"seen": "later"}
    row.save()
    assert told(stub, target)[0] == (updated, key)
    assert told(stub, source) == of_source, "it is the other's now"


def test_both_ends_of_a_relationship_may_move() -> None:
    edge = make.RelationshipFactory()
    ends = {edge.from_asset_id, edge.to_asset_id}
    edge.from_asset, edge.to_asset = make.AssetFactory.create_batch(2)
    edge.save()
    change = Change.objects.latest("revision")
    assert set(change.assets) == ends | {edge.from_asset_id, edge.to_asset_id}
    assert len(change.assets) == MOST_ASSETS
    for asset in change.assets:
        assert change in newest_of(sealed(), asset=asset, most=9)


def test_no_change_is_of_more_assets_than_are_looked_for() -> None:
    assert max(2 * len(fields) for fields in OF_ASSET.values()) <= MOST_ASSETS


def test_which_rows_belong_to_no_asset() -> None:
    """Instruments and listings have histories of their own, and a chain is not its coin's."""
    referring: set[type[Row]] = {
        model
        for model in MessageMapping.by_model
        if any(field.related_model is Asset for field in model._meta.concrete_fields)
    }
    assert {model.__name__ for model in referring - {*OF_ASSET}} == {"Symbol", "VenueAsset", "Chain"}
