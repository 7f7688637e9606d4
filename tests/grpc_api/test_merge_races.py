"""Merges beside other writes, with real commits: one wins, nothing is half done, nothing is left behind."""

from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest
from cqc.services.v1 import asset_registry_pb2
from cqc.services.v1 import resolution_pb2 as pb
from django.db import connection, transaction
from grpc import StatusCode

from registry.models import Asset, AssetIdentifier
from registry.services.merging.merge import merge
from registry.writing.write import write
from tests.factories import (
    AssetFactory,
    DeploymentFactory,
    FlagFactory,
    IdentifierFactory,
    MemberFactory,
    RelationshipFactory,
    SymbolFactory,
    VenueAssetFactory,
)
from tests.programs import soon

pytestmark = pytest.mark.django_db(transaction=True)

NEW = {
    "deployment": DeploymentFactory,
    "identifier": IdentifierFactory,
    "member": MemberFactory,
    "listing": VenueAssetFactory,
    "base": lambda asset: SymbolFactory(base_asset=asset),
    "edge that passes nothing on": lambda asset: RelationshipFactory(
        from_asset=asset, relationship_type="FORKS_FROM"
    ),
    "imported": lambda asset: write([AssetIdentifier(asset=asset, source="COINGECKO", external_id="x")]),
}


@pytest.fixture
def beside():
    """Runs calls while the test goes on."""
    with ThreadPoolExecutor() as pool:
        yield pool


@pytest.fixture
def asking(stub):
    def ask(source, target):
        try:
            stub.MergeAssets(
                pb.MergeAssetsRequest(source_asset_id=str(source.pk), target_asset_id=str(target.pk))
            )
        except grpc.RpcError as error:
            return error.code()
        return StatusCode.OK

    return ask


def someone_waits():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE NOT granted AND datname = current_database()"
        )
        return cursor.fetchone()[0] > 0


def left_on(asset):
    counts = {
        relation.name: relation.related_model._base_manager.filter(**{relation.field.name: asset}).count()
        for relation in Asset._meta.related_objects
    }
    return {name: count for name, count in counts.items() if count}


@pytest.mark.parametrize("others", ["the other way round", "into another"])
def test_it_works(asking, beside, others):
    """Of two merges of one asset one wins, whichever comes first, and the other one changes nothing."""
    for _ in range(5):
        first, second, third = (AssetFactory() for _ in range(3))
        rows = [DeploymentFactory(asset=asset) for asset in (first, second)]
        pairs = [(first, second), (second, first) if others == "the other way round" else (first, third)]
        codes = list(beside.map(asking, *zip(*pairs, strict=True)))
        assert sorted(codes, key=str) == sorted([StatusCode.OK, StatusCode.NOT_FOUND], key=str)
        source, target = pairs[codes.index(StatusCode.OK)]
        led_on = Asset.objects.exclude(merged_into=None).filter(pk__in=[first.pk, second.pk, third.pk])
        assert list(led_on.values_list("pk", "merged_into")) == [(source.pk, target.pk)]
        assert left_on(source) == {}
        for row, asset in zip(rows, (first, second), strict=True):
            row.refresh_from_db()
            assert row.asset_id == (target if asset == source else asset).pk


def test_a_chain_of_two_merges_at_once_leads_to_its_end(asking, beside, stub):
    for _ in range(5):
        first, second, third = (AssetFactory() for _ in range(3))
        row = DeploymentFactory(asset=first)
        codes = list(beside.map(asking, (first, second), (second, third)))
        assert StatusCode.OK in codes
        row.refresh_from_db()
        got = stub.GetAsset(asset_registry_pb2.GetAssetRequest(asset_id=str(first.pk)))
        assert got.asset.asset_id == str(row.asset_id)
        assert not Asset.objects.get(pk=row.asset_id).is_gone


@pytest.mark.parametrize("new", NEW)
def test_what_is_added_before_moves_along(asking, beside, new):
    source, target = AssetFactory(), AssetFactory()
    with transaction.atomic():
        NEW[new](asset=source)
        merging = beside.submit(asking, source, target)
        assert soon(lambda: someone_waits() or merging.done())
    assert merging.result() is StatusCode.OK
    assert left_on(source) == {}
    assert left_on(target)


@pytest.mark.parametrize("new", NEW)
def test_what_is_added_after_is_refused(beside, new):
    source, target = AssetFactory(), AssetFactory()

    def add():
        try:
            return NEW[new](asset=source)
        finally:
            connection.close()

    with transaction.atomic():
        merge(source.pk, target.pk, decisions={}, default=0)
        adding = beside.submit(add)
        assert soon(lambda: someone_waits() or adding.done())
    assert adding.exception() is not None
    assert left_on(source) == {}


def test_a_row_that_a_caller_adds_after_belongs_to_the_target(stub, beside):
    source, target = AssetFactory(), AssetFactory()
    adding = asset_registry_pb2.CreateAssetIdentifierRequest(
        asset_id=str(source.pk), source="DATA_SOURCE_COINGECKO", external_id="usd-coin"
    )
    with transaction.atomic():
        merge(source.pk, target.pk, decisions={}, default=0)
        added = beside.submit(stub.CreateAssetIdentifier, adding)
        assert soon(lambda: someone_waits() or added.done())
    assert added.result().identifier.asset_id == str(target.pk)


def test_a_flag_that_is_resolved_while_its_asset_is_merged(asking, beside, stub):
    """Each waits for the other's row, never both for one another's."""

    def resolve(flag):
        try:
            stub.ResolveQualityFlag(
                asset_registry_pb2.ResolveQualityFlagRequest(
                    flag_id=str(flag.pk), resolution_notes="looked into"
                )
            )
        except grpc.RpcError as error:
            return error.code()
        return StatusCode.OK

    for _ in range(10):
        source, target = AssetFactory(), AssetFactory()
        flag = FlagFactory(asset=source)
        with transaction.atomic():
            Asset.locked(target.pk)
            merging = beside.submit(asking, source, target)
            resolving = beside.submit(resolve, flag)
            assert soon(someone_waits)
        assert (merging.result(), resolving.result()) == (StatusCode.OK, StatusCode.OK)
        flag.refresh_from_db()
        assert (flag.asset_id, flag.resolved_at is None) == (target.pk, False)
