"""Why rows changed: kept with each row that a call changes, in the transaction of the change."""

from typing import Any

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from cqc.services.v1 import changes_pb2, resolution_pb2
from grpc import StatusCode

from cqi.auth.caller import DEVELOPER
from registry.models import Change
from registry.models.base import kind_of
from tests import factories as make

from .helpers import refused
from .requests import METHODS

pytestmark = pytest.mark.django_db(transaction=True)

REMOVES = {
    "DeleteAsset": ("asset_id", make.AssetFactory),
    "DeleteAssetDeployment": ("deployment_id", make.DeploymentFactory),
    "DeleteAssetGroup": ("group_id", make.GroupFactory),
    "DeleteAssetIdentifier": ("identifier_id", make.IdentifierFactory),
    "DeleteAssetRelationship": ("relationship_id", make.RelationshipFactory),
    "DeleteSymbol": ("symbol_id", make.SymbolFactory),
    "DeleteSymbolIdentifier": ("identifier_id", make.SymbolIdentifierFactory),
    "ResolveQualityFlag": ("flag_id", make.FlagFactory),
}
UPDATES: dict[str, tuple[str, Any, dict[str, Any]]] = {
    "UpdateAsset": ("asset_id", make.AssetFactory, {"name": "New"}),
    "UpdateAssetDeployment": ("deployment_id", make.DeploymentFactory, {"decimals": 8}),
    "UpdateAssetGroup": ("group_id", make.GroupFactory, {"issuer": "New"}),
    "UpdateChain": ("chain_id", make.ChainFactory, {"name": "New"}),
    "UpdateSymbol": ("symbol_id", make.SymbolFactory, {"min_notional": 5}),
    "UpdateVenue": ("venue_id", make.VenueFactory, {"name": "New"}),
    "UpdateVenueAsset": ("venue_asset_id", make.VenueAssetFactory, {"withdrawal_fee_exact": "0.5"}),
    "UpdateVenueSymbol": ("venue_symbol_id", make.VenueSymbolFactory, {"maker_fee_exact": "0.5"}),
}
"""What names the row, what makes one, and a change of it."""
OTHERS = {"MergeAssets", "RemoveAssetFromGroup", "UndeleteAsset", "RevertChange"}
"""Each has a test of its own, below or with the record of changes."""
BLANK = " \n "

TAKING = {method.name: method for method in METHODS if "reason" in method.input_type.fields_by_name}
"""The calls that take a reason."""


def kept() -> list[tuple[Any, ...]]:
    """The changes that were given a reason."""
    rows = Change.objects.filter(reason__isnull=False).order_by("entity", "entity_id")
    return list(rows.values_list("entity", "entity_id", "version", "actor", "reason"))


def test_every_call_that_takes_a_reason_is_tested_here() -> None:
    assert {*REMOVES, *UPDATES, *OTHERS} == {*TAKING}


@pytest.mark.parametrize("rpc", REMOVES)
def test_it_works(stub: Any, rpc: str) -> None:
    key, factory = REMOVES[rpc]
    row = factory()
    request = getattr(pb, f"{rpc}Request")(**{key: str(row.pk), "reason": "listed by mistake"})
    if rpc == "ResolveQualityFlag":
        request.resolution_notes = "paid back"
    getattr(stub, rpc)(request)
    assert kept() == [(kind_of(type(row)), str(row.pk), 2, DEVELOPER, "listed by mistake")]


@pytest.mark.parametrize("rpc", UPDATES)
@pytest.mark.parametrize("said", ["as its issuer says", BLANK, None])
def test_an_update(stub: Any, rpc: str, said: str | None) -> None:
    key, factory, change = UPDATES[rpc]
    row = factory()
    getattr(stub, rpc)(getattr(pb, f"{rpc}Request")(**{key: str(row.pk)}, **change, reason=said))
    updated = Change.objects.get(entity=kind_of(type(row)), entity_id=str(row.pk), version=2)
    assert updated.reason == (None if said in (BLANK, None) else said)
    said_again = stub.GetChange(changes_pb2.GetChangeRequest(change_id=str(updated.pk))).change
    assert said_again.HasField("reason") == (updated.reason is not None)


def test_what_a_raised_flag_describes(stub: Any) -> None:
    raised = {"asset_id": str(make.AssetFactory().pk), "flag_type": "FLAG_TYPE_SCAM"}
    stub.RaiseQualityFlag(
        pb.RaiseQualityFlagRequest(**raised, severity="FLAG_SEVERITY_CRITICAL", description="drained")
    )
    assert [(entity, why) for entity, *_, why in kept()] == [("AssetQualityFlag", "drained")]


def test_a_member_that_is_removed(stub: Any) -> None:
    member = make.MemberFactory()
    request = pb.RemoveAssetFromGroupRequest(
        group_id=str(member.group_id), asset_id=str(member.asset_id), reason="sold"
    )
    stub.RemoveAssetFromGroup(request)
    assert kept() == [("AssetGroupMember", str(member.pk), 2, DEVELOPER, "sold")]


def test_an_asset_that_comes_back(stub: Any) -> None:
    asset = make.AssetFactory()
    stub.DeleteAsset(pb.DeleteAssetRequest(asset_id=str(asset.pk)))
    stub.UndeleteAsset(pb.UndeleteAssetRequest(asset_id=str(asset.pk), reason="it was right"))
    assert kept() == [("Asset", str(asset.pk), 3, DEVELOPER, "it was right")]


def test_every_row_that_a_merge_moves(stub: Any) -> None:
    deployment = make.DeploymentFactory()
    target = make.AssetFactory()
    request = resolution_pb2.MergeAssetsRequest(
        source_asset_id=str(deployment.asset_id), target_asset_id=str(target.pk), reason="one token"
    )
    stub.MergeAssets(request)
    assert {("Asset", str(deployment.asset_id)), ("AssetDeployment", str(deployment.pk))} <= {
        (entity, entity_id) for entity, entity_id, *_ in kept()
    }


def test_nothing_is_kept_of_what_was_refused_or_only_checked(stub: Any) -> None:
    asset, target = make.AssetFactory.create_batch(2)
    stale = pb.DeleteAssetRequest(asset_id=str(asset.pk), version=7, reason="never happened")
    refused(lambda: stub.DeleteAsset(stale), StatusCode.ABORTED)
    stub.MergeAssets(
        resolution_pb2.MergeAssetsRequest(
            source_asset_id=str(asset.pk),
            target_asset_id=str(target.pk),
            reason="what if",
            validate_only=True,
        )
    )
    assert kept() == []


def test_without_a_reason_none_is_kept(stub: Any) -> None:
    stub.DeleteAsset(pb.DeleteAssetRequest(asset_id=str(make.AssetFactory().pk)))
    assert kept() == []
