"""MergeAssets where rows collide: each kind is listed, and decided by the request, by default or by row."""

from datetime import UTC, datetime
from functools import partial

import pytest
from cqc.services.v1 import resolution_pb2 as pb
from grpc import StatusCode

from registry.models import Asset, AssetGroupMember, AssetRelationship, Symbol
from registry.values.choices import DataSource, OptionType, SymbolDataSource, SymbolType
from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    GroupFactory,
    IdentifierFactory,
    MemberFactory,
    RelationshipFactory,
    SymbolFactory,
    SymbolIdentifierFactory,
    VenueAssetFactory,
    VenueFactory,
    VenueSymbolFactory,
)
from tests.grpc_api.helpers import merge_assets, refused

pytestmark = pytest.mark.django_db(transaction=True)

TARGET, SOURCE = pb.MERGE_DECISION_KEEP_TARGET, pb.MERGE_DECISION_KEEP_SOURCE


@pytest.fixture
def two(stub):
    return AssetFactory(symbol="USDC"), AssetFactory(symbol="USDC")


@pytest.fixture
def merge(stub, two):
    return partial(merge_assets, stub, *two)


def deployments():
    return partial(DeploymentFactory, chain=ChainFactory(), is_canonical=True)


def identifiers():
    return partial(IdentifierFactory, source=DataSource.COINGECKO, is_primary=True)


def members():
    return partial(MemberFactory, group=GroupFactory())


def listings():
    venue = VenueFactory()
    return lambda asset: VenueAssetFactory(venue=venue, asset=asset, venue_asset_symbol=f"V{asset.pk}")


def edges_from():
    other = AssetFactory()
    return lambda asset: RelationshipFactory(from_asset=asset, to_asset=other)


def edges_to():
    other = AssetFactory()
    return lambda asset: RelationshipFactory(from_asset=other, to_asset=asset)


def symbols():
    quote = AssetFactory()
    return lambda asset: SymbolFactory(base_asset=asset, quote_asset=quote)


KINDS = {
    "AssetDeployment": deployments,
    "AssetIdentifier": identifiers,
    "AssetGroupMember": members,
    "VenueAsset": listings,
    "AssetRelationship": edges_from,
    "AssetRelationship to": edges_to,
    "Symbol": symbols,
}
BY_NAME = {"AssetDeployment", "VenueAsset"}
"""Two of these always differ in what clients go by, an address or a venue's name: no default decides."""


@pytest.fixture(params=KINDS)
def pair(request, two):
    """The name of a kind, the source's row and the target's."""
    make = KINDS[request.param]()
    return request.param.partition(" ")[0], *(
        make(asset=asset) if isinstance(make, partial) else make(asset) for asset in two
    )


def standing(row):
    """Whether the row still holds what only one of the two may have."""
    row = type(row)._base_manager.filter(pk=row.pk).first()
    mark = next((m for m in ("is_canonical", "is_primary") if hasattr(row, m)), None)
    if row is None or row.is_gone:
        return False
    return getattr(row, mark) if mark and not isinstance(row, AssetGroupMember) else True


def named(kind, source, target, decision=None):
    return pb.MergeCollision(
        entity_type=kind, source_entity_id=str(source.pk), target_entity_id=str(target.pk), decision=decision
    )


@pytest.mark.parametrize("decision", [TARGET, SOURCE])
def test_it_works(merge, pair, decision):
    kind, source, target = pair
    if kind in BY_NAME:
        (collision,) = merge(decisions=[named(kind, source, target, decision)]).collisions
    else:
        (collision,) = merge(decision).collisions
    detail, collision.detail = collision.detail, ""
    collision.ClearField("detail")
    assert collision == named(kind, source, target, decision)
    assert detail
    assert (standing(source), standing(target)) == (decision == SOURCE, decision == TARGET)


def test_undecided(merge, pair):
    kind, source, target = pair
    error = refused(merge, StatusCode.FAILED_PRECONDITION, "MERGE_COLLISION")
    assert f"{kind} {source.pk} and {target.pk}" in error.details()
    assert standing(source)
    assert standing(target)
    listed = merge(validate_only=True)
    (collision,) = listed.collisions
    assert not collision.decision
    assert not listed.merged.HasField("merged_into")
    assert Asset.objects.filter(version=1, merged_into=None, deleted_at=None).count() == Asset.objects.count()


def test_by_row(merge, two):
    make = [edges_from(), edges_from()]
    pairs = [tuple(each(asset) for asset in two) for each in make]
    decisions = [named("AssetRelationship", *pairs[0], SOURCE)]
    refused(lambda: merge(decisions=decisions), StatusCode.FAILED_PRECONDITION, "MERGE_COLLISION")
    found = merge(TARGET, decisions=decisions, validate_only=True).collisions
    assert {(c.source_entity_id, c.decision) for c in found} == {
        (str(pairs[0][0].pk), SOURCE),
        (str(pairs[1][0].pk), TARGET),
    }
    merge(TARGET, decisions=decisions)
    assert [standing(row) for one in pairs for row in one] == [True, False, False, True]
    assert set(AssetRelationship.objects.values_list("from_asset", flat=True)) == {two[1].pk}


def test_named_without_a_decision_is_not_decided(merge, two):
    make = edges_from()
    undecided = named("AssetRelationship", *(make(asset) for asset in two))
    refused(lambda: merge(TARGET, decisions=[undecided]), StatusCode.FAILED_PRECONDITION, "MERGE_COLLISION")


def test_a_decision_about_what_does_not_collide(merge, two):
    idle = named("VenueAsset", *two, TARGET)
    error = refused(lambda: merge(decisions=[idle]), StatusCode.INVALID_ARGUMENT, field="decisions")
    assert "do not collide" in error.details()
    refused(lambda: merge(decisions=[idle, idle]), StatusCode.INVALID_ARGUMENT, field="decisions[1]")


def test_what_is_gone_does_not_collide(merge, two):
    for make in (listings(), symbols()):
        for asset in two:
            row = make(asset)
            if asset is two[0]:
                row.delete()
    for asset in two:
        DeploymentFactory(asset=asset, chain=ChainFactory(), is_canonical=True)
    assert list(merge().collisions) == []


@pytest.mark.parametrize("decision", [TARGET, SOURCE])
def test_symbols_that_become_one(merge, two, decision):
    make = symbols()
    source, target = (make(asset) for asset in two)
    for symbol in (source, target):
        VenueSymbolFactory(symbol=symbol, venue_symbol=f"on {symbol.pk}")
        SymbolIdentifierFactory(symbol=symbol, is_primary=True)
    gone = VenueSymbolFactory(symbol=source)
    gone.delete()
    only = SymbolIdentifierFactory(symbol=source, data_source=SymbolDataSource.COINMARKETCAP, is_primary=True)
    merge(decision)
    kept, lost = (target, source) if decision == TARGET else (source, target)
    assert lost.listings.count() == lost.identifiers.count() == 0
    assert (kept.listings.count(), kept.listings.live().count()) == (3, 2)
    assert kept.identifiers.filter(data_source=SymbolDataSource.COINGECKO, is_primary=True).count() == 1
    assert kept.identifiers.count() == 3
    only.refresh_from_db()
    assert only.is_primary
    kept.refresh_from_db()
    lost.refresh_from_db()
    assert (kept.is_gone, lost.is_gone) == (False, True)
    assert kept.base_asset_id == lost.base_asset_id == two[1].pk


@pytest.mark.parametrize("decision", [TARGET, SOURCE])
def test_three_symbols_that_become_one(merge, two, decision):
    """Only an option may have one asset twice: of base and quote either is the source, or both are."""
    source, target = two
    same = {"symbol_type": SymbolType.OPTION, "expiry": datetime(2099, 1, 1, tzinfo=UTC), "strike_price": 1}
    listings = [
        VenueSymbolFactory(
            symbol=SymbolFactory(base_asset=base, quote_asset=quote, option_type=OptionType.CALL, **same),
            venue_symbol=f"{index}",
        )
        for index, (base, quote) in enumerate([(source, source), (source, target), (target, target)])
    ]
    assert len(merge(decision).collisions) == 2
    (left,) = Symbol.objects.live()
    assert left.base_asset_id == left.quote_asset_id == target.pk
    for listing in listings:
        listing.refresh_from_db()
        assert listing.symbol_id == left.pk


def test_one_primary_identifier_is_left_of_three_symbols(merge, two):
    source, target = two
    same = {"symbol_type": SymbolType.OPTION, "expiry": datetime(2099, 1, 1, tzinfo=UTC), "strike_price": 1}
    symbols = [
        SymbolFactory(base_asset=base, quote_asset=quote, option_type=OptionType.CALL, **same)
        for base, quote in [(source, source), (source, target), (target, target)]
    ]
    for symbol in symbols[:2]:
        SymbolIdentifierFactory(symbol=symbol, is_primary=True)
    merge(TARGET)
    assert symbols[2].identifiers.filter(is_primary=True).count() == 1
    assert symbols[2].identifiers.count() == 2


@pytest.mark.parametrize("decision", [TARGET, SOURCE])
def test_contracts_and_venues_names(stub, merge, two, decision):
    """Whose contract and decimals are the asset's, and what a venue calls it, is for nobody's default."""
    chain, venue = ChainFactory(), VenueFactory(venue_id="kraken")
    deployments = [
        DeploymentFactory(asset=asset, chain=chain, is_canonical=True, decimals=decimals)
        for asset, decimals in zip(two, (6, 18), strict=True)
    ]
    rows = [
        VenueAssetFactory(asset=each.asset, venue=venue, deployment=each, venue_asset_symbol=name)
        for each, name in zip(deployments, ("XBT", "BTC"), strict=True)
    ]
    refused(lambda: merge(decision), StatusCode.FAILED_PRECONDITION, "MERGE_COLLISION")
    found = merge(decision, validate_only=True).collisions
    addresses, keys = ([f"{getattr(each, of)}" for each in deployments] for of in ("address", "pk"))
    assert [(collision.decision, collision.detail.partition("; ")[2]) for collision in found] == [
        (0, f"address is {' and '.join(addresses)}; decimals is 6 and 18"),
        (0, f"venue_asset_symbol is XBT and BTC; deployment_id is {' and '.join(keys)}"),
    ]
    for collision in found:
        collision.decision = decision
    assert len(merge(decisions=found).collisions) == 2
    assert [each.is_canonical for each in chain.deployments.order_by("pk")] == [
        decision == SOURCE,
        decision == TARGET,
    ]
    kept = pb.VenueName(venue_id="kraken", venue_symbol="BTC" if decision == TARGET else "XBT")
    resolved = stub.ResolveAsset(pb.ResolveAssetRequest(key=pb.AssetKey(venue=kept)))
    assert resolved.asset.asset_id == str(two[1].pk)
    for row in rows:
        row.refresh_from_db()
        assert row.deployment.asset_id == row.asset_id == two[1].pk


def test_all_edges_of_a_kind(merge, two):
    """Both ways round, and of two types between the same assets."""
    pairs = [tuple(each(asset) for asset in two) for each in (edges_from(), edges_to())]
    assert len(merge(SOURCE).collisions) == 2
    left = set(AssetRelationship.objects.values_list("pk", flat=True))
    assert left == {source.pk for source, _ in pairs}
