"""MergeAssets: everything moves, the old id leads on for ever; what is refused."""

from datetime import UTC, datetime

import pytest
from cqc.services.v1 import asset_registry_pb2, tradeability_pb2
from cqc.services.v1 import resolution_pb2 as pb
from django.apps import apps
from django.utils import timezone
from grpc import StatusCode

from registry.models import Asset, Row, Symbol
from registry.services.merging.moves import MOVES
from registry.values.choices import OptionType, SymbolType
from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    FlagFactory,
    IdentifierFactory,
    MemberFactory,
    RelationshipFactory,
    SymbolFactory,
    VenueAssetFactory,
    VenueSymbolFactory,
)
from tests.grpc_api.helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def merge(stub):
    def ask(source, target, **more):
        return stub.MergeAssets(
            pb.MergeAssetsRequest(source_asset_id=str(source.pk), target_asset_id=str(target.pk), **more)
        )

    return ask


@pytest.fixture
def two(stub):
    return AssetFactory(symbol="USDC"), AssetFactory(symbol="USDC")


def references():
    """(model, attribute) of every foreign key to Asset."""
    return {
        (model, field.attname)
        for model in apps.get_models()
        if issubclass(model, Row)
        for field in model._meta.concrete_fields
        if field.related_model is Asset
    }


def all_of(asset):
    """A live and, where rows can go, a gone row for each reference to this asset."""
    deployment = DeploymentFactory(asset=asset, is_canonical=True)
    rows = [
        deployment,
        IdentifierFactory(asset=asset, is_primary=True),
        RelationshipFactory(from_asset=asset),
        RelationshipFactory(to_asset=asset),
        MemberFactory(asset=asset),
        FlagFactory(asset=asset),
        FlagFactory(asset=asset, resolved_at=timezone.now(), resolution_notes="none"),
        SymbolFactory(base_asset=asset),
        SymbolFactory(quote_asset=asset),
        SymbolFactory(symbol_type=SymbolType.PERPETUAL, settlement_asset=asset),
        VenueAssetFactory(asset=asset, deployment=deployment),
        ChainFactory(native_asset=asset),
    ]
    for gone in (
        DeploymentFactory(asset=asset),
        VenueAssetFactory(asset=asset),
        SymbolFactory(base_asset=asset),
    ):
        gone.delete()
        rows.append(gone)
    return rows


def named_by(asset):
    """How many rows refer to this asset, by reference."""
    return {
        (model.__name__, name): model._base_manager.filter(**{name: asset.pk}).count()
        for model, name in references()
    }


def test_it_works(merge, two):
    source, target = two
    earlier = AssetFactory()
    merge(earlier, source)
    rows = all_of(source)
    before = named_by(source)
    assert min(count for (_, name), count in before.items() if name != "look_alike_of_id") > 0
    merged = merge(source, target)
    assert (merged.moved_count, list(merged.collisions)) == (len(rows) + 1, [])
    assert merged.asset.asset_id == str(target.pk)
    assert (merged.merged.asset_id, merged.merged.merged_into) == (str(source.pk), str(target.pk))
    assert merged.merged.HasField("deleted_at")
    assert (merged.merged.version, merged.asset.version) == (2, 1)
    assert set(named_by(source).values()) == {0}
    before["Asset", "merged_into_id"] += 1
    assert named_by(target) == before
    for row in rows:
        version = row.version
        row.refresh_from_db()
        assert row.version == version + 1


def test_every_reference_to_an_asset_has_its_move():
    moves = {(move.model, name) for move in MOVES for name in move.references}
    assert moves == references() - {(Asset, "look_alike_of_id")}


def test_a_merge_compares_by_the_constraints_that_hold_what_moves():
    keys = {move.model.__name__: move.unique_key and move.unique_key.constraint.name for move in MOVES}
    assert keys == {
        "AssetDeployment": "deployment_canonical_unique",
        "AssetIdentifier": "asset_identifier_primary_unique",
        "AssetRelationship": "relationship_unique",
        "AssetGroupMember": "group_member_unique",
        "QualityFlag": None,
        "Symbol": "symbol_unique",
        "VenueAsset": "venue_asset_unique",
        "Chain": None,
        "Asset": None,
    }


def test_a_chain_of_merges_leads_to_its_end(merge, stub):
    first, second, third = (AssetFactory() for _ in range(3))
    merge(first, second)
    merge(second, third)
    for asset in (first, second):
        key = pb.AssetKey(asset_id=str(asset.pk))
        assert stub.ResolveAsset(pb.ResolveAssetRequest(key=key)).asset.asset_id == str(third.pk)
        got = stub.GetAsset(asset_registry_pb2.GetAssetRequest(asset_id=str(asset.pk)))
        assert got.asset.asset_id == str(third.pk)
    assert Asset.objects.get(pk=first.pk).version == 3


def test_flags_block_the_target_afterwards(merge, two, stub):
    source, target = two
    FlagFactory(asset=source)
    keys = [tradeability_pb2.TradeKey(asset_id=str(asset.pk)) for asset in two]
    request = tradeability_pb2.CheckTradeableRequest(keys=keys)
    block, allow = tradeability_pb2.TRADE_DECISION_BLOCK, tradeability_pb2.TRADE_DECISION_ALLOW
    assert [check.decision for check in stub.CheckTradeable(request).checks] == [block, allow]
    merge(source, target)
    assert [check.decision for check in stub.CheckTradeable(request).checks] == [block, block]


def test_a_cycle_is_refused(merge, two):
    source, target = two
    between = AssetFactory()
    RelationshipFactory(from_asset=source, to_asset=between)
    RelationshipFactory(from_asset=between, to_asset=target)
    refused(lambda: merge(source, target), StatusCode.FAILED_PRECONDITION, "RELATIONSHIP_CYCLE")
    refused(
        lambda: merge(source, target, validate_only=True),
        StatusCode.FAILED_PRECONDITION,
        "RELATIONSHIP_CYCLE",
    )
    assert Asset.objects.get(pk=source.pk).version == 1
    assert source.stands_for.count() == 1


def test_what_looked_like_the_source_is_answered_as_it_is_then(merge, stub):
    source, target = AssetFactory(symbol="USDC", market_cap_rank=7), AssetFactory(symbol="U5DC")
    merged = merge(source, target)
    assert not merged.asset.HasField("look_alike_of")
    assert merged.asset == stub.GetAsset(asset_registry_pb2.GetAssetRequest(asset_id=str(target.pk))).asset


def test_a_market_between_the_two_refuses_the_merge(merge, two):
    source, target = two
    symbol = SymbolFactory(base_asset=source, quote_asset=target)
    keep = pb.MERGE_DECISION_KEEP_TARGET
    error = refused(
        lambda: merge(source, target, default_decision=keep),
        StatusCode.FAILED_PRECONDITION,
        "MERGE_COLLISION",
    )
    assert f"Symbol {symbol.pk}" in error.details()
    symbol.delete()
    merge(source, target)
    symbol.refresh_from_db()
    assert symbol.base_asset_id == source.pk


def test_an_option_may_have_the_same_asset_twice(merge, two):
    source, target = two
    symbol = SymbolFactory(
        base_asset=source,
        quote_asset=target,
        symbol_type=SymbolType.OPTION,
        expiry=datetime(2099, 1, 1, tzinfo=UTC),
        strike_price=1,
        option_type=OptionType.CALL,
    )
    merge(source, target)
    symbol.refresh_from_db()
    assert symbol.base_asset_id == symbol.quote_asset_id == target.pk


def test_only_validated(merge, two):
    source, target = two
    all_of(source)
    before = named_by(source)
    answer = merge(source, target, validate_only=True)
    assert (answer.merged.merged_into, answer.moved_count) == (str(target.pk), 15)
    assert named_by(source) == before
    assert Asset.objects.get(pk=source.pk).version == 1


def test_a_retry_gets_the_first_answer(merge, two):
    answers = [merge(*two, request_id="once") for _ in range(2)]
    assert answers[0] == answers[1]
    assert Asset.objects.get(pk=two[0].pk).version == 2


def test_versions(merge, two):
    source, target = two
    for versions in ({"source_version": 2}, {"target_version": 2}):
        refused(
            lambda versions=versions: merge(source, target, **versions), StatusCode.ABORTED, "STALE_VERSION"
        )
    merge(source, target, source_version=1, target_version=1)


def test_refusals(merge, two, stub):
    source, target = two
    gone, merged = AssetFactory(), AssetFactory()
    gone.delete()
    merge(merged, AssetFactory())
    same = refused(lambda: merge(source, source), StatusCode.INVALID_ARGUMENT, field="target_asset_id")
    assert "itself" in same.details()
    for other in (gone, merged, Asset()):
        refused(lambda other=other: merge(source, other), StatusCode.NOT_FOUND)
        refused(lambda other=other: merge(other, target), StatusCode.NOT_FOUND)
    assert "was merged into" in refused(lambda: merge(merged, target), StatusCode.NOT_FOUND).details()
    for field in ("source_asset_id", "target_asset_id"):
        request = pb.MergeAssetsRequest(source_asset_id=str(source.pk), target_asset_id=str(target.pk))
        setattr(request, field, "USDC")
        refused(lambda request=request: stub.MergeAssets(request), StatusCode.INVALID_ARGUMENT, field=field)
    assert Asset.objects.filter(version=1, pk__in=(source.pk, target.pk)).count() == 2


def test_the_last_listing_of_many_moves_too(merge, two):
    source, target = two
    symbols = [SymbolFactory(base_asset=source) for _ in range(5)]
    listings = [VenueSymbolFactory(symbol=symbol) for symbol in symbols]
    assert merge(source, target).moved_count == 5
    assert Symbol.objects.filter(base_asset=target).count() == 5
    assert {listing.version for listing in listings} == {1}
