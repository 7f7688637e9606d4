"""ResolveAsset by symbol: candidates in order, how many share it, why the first is first."""

import pytest
from cqc.services.v1 import resolution_pb2 as pb
from django.utils import timezone
from grpc import StatusCode

from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    FlagFactory,
    IdentifierFactory,
)
from tests.grpc_api.helpers import refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def resolve(stub):
    def ask(symbol, chain=None, **more):
        key = {"symbol": {"symbol": symbol, "chain_id": chain}}
        return stub.ResolveAsset(pb.ResolveAssetRequest(key=key, **more))

    return ask


def ids(found):
    return [candidate.asset.asset_id for candidate in found.candidates]


def keys(*rows):
    return [str(row.pk) for row in rows]


def test_it_works(resolve):
    unknown, known = AssetFactory(symbol="USDC"), AssetFactory(symbol="USDC", market_cap_rank=7)
    found = resolve("usdc")
    assert not found.HasField("asset")
    assert not found.HasField("matched_by")
    assert ids(found) == keys(known, unknown)
    assert found.candidate_count == 2
    assert found.reason == "first of 2 by market cap rank: market cap rank 7, no active flags"
    assert [list(candidate.reasons) for candidate in found.candidates] == [
        ["market cap rank 7", "no active flags"],
        ["no active flags"],
    ]


def test_the_only_one_is_meant(resolve):
    asset = AssetFactory(symbol="USDC")
    found = resolve("USDC", exactly_one=True)
    assert (found.asset.asset_id, found.matched_by) == (str(asset.pk), pb.MATCHED_BY_SYMBOL)
    assert (ids(found), found.candidate_count) == (keys(asset), 1)
    assert found.reason == "the only asset with this symbol"


def test_several_are_an_error_where_one_is_asked_for(resolve):
    assets = [AssetFactory(symbol="USDC", name=f"Number {n}") for n in range(7)]
    error = refused(lambda: resolve("USDC", exactly_one=True), StatusCode.FAILED_PRECONDITION, "AMBIGUOUS")
    assert error.details().startswith(f"7 assets are called USDC: {assets[0].pk} (Number 0), ")
    assert error.details().endswith(", ...")


def test_the_order(resolve):
    """Canonical on the chain before rank before verified before flags before age; each has what the next lacks."""
    chain = ChainFactory(chain_id="ethereum", network_id=1)
    old, flagged, clean, verified, ranked, canonical = (
        AssetFactory(symbol="USDC", market_cap_rank=rank) for rank in (9, 9, 9, 9, 8, None)
    )
    for asset in (flagged, clean, old):
        IdentifierFactory(asset=asset, verified_at=timezone.now())
    for _ in range(2):
        IdentifierFactory(asset=verified, verified_at=timezone.now())
    FlagFactory(asset=flagged)
    FlagFactory(asset=clean, resolved_at=timezone.now(), resolution_notes="none")
    for asset in (old, flagged, clean, verified, ranked, canonical):
        DeploymentFactory(asset=asset, chain=chain, is_canonical=asset is canonical)
    order = keys(canonical, ranked, verified, old, clean, flagged)
    for name in ("ethereum", "eip155:1"):
        found = resolve("USDC", name)
        assert ids(found) == order
        assert found.reason.startswith(
            "first of 6 by canonical deployment on the chain: canonical deployment on"
        )
    assert ids(resolve("USDC")) == keys(ranked, verified, old, clean, flagged, canonical)
    assert list(found.candidates[2].reasons) == [
        "deployment on ethereum",
        "market cap rank 9",
        "2 verified identifiers",
        "no active flags",
    ]
    assert list(found.candidates[5].reasons)[-2:] == ["1 verified identifier", "1 active flag"]


def test_verified_identifiers_make_the_first(resolve):
    unknown, verified = AssetFactory(symbol="USDC"), AssetFactory(symbol="USDC")
    IdentifierFactory(asset=unknown)
    IdentifierFactory(asset=verified, verified_at=timezone.now())
    found = resolve("USDC")
    assert ids(found) == keys(verified, unknown)
    assert found.reason == "first of 2 by verified identifiers: 1 verified identifier, no active flags"


def test_age_decides_where_nothing_else_does(resolve):
    assets = [AssetFactory(symbol="USDC") for _ in range(2)]
    found = resolve("USDC")
    assert ids(found) == keys(*assets)
    assert found.reason == "first of 2 by being known longest: no active flags"


def test_a_flag_makes_the_other_one_first(resolve):
    flagged, clean = AssetFactory(symbol="USDC"), AssetFactory(symbol="USDC")
    FlagFactory(asset=flagged)
    found = resolve("USDC")
    assert ids(found) == keys(clean, flagged)
    assert found.reason == "first of 2 by fewer active flags: no active flags"


def test_a_chain_names_those_that_are_there(resolve):
    chain, other = ChainFactory(chain_id="ethereum"), ChainFactory(chain_id="base")
    there, elsewhere = AssetFactory(symbol="USDC"), AssetFactory(symbol="USDC", market_cap_rank=1)
    deployment = DeploymentFactory(asset=there, chain=chain)
    DeploymentFactory(asset=there, chain=chain, is_canonical=False)
    DeploymentFactory(asset=elsewhere, chain=other)
    DeploymentFactory(asset=elsewhere, chain=chain).delete()
    found = resolve("USDC", "ethereum", exactly_one=True)
    assert found.asset.asset_id == str(there.pk)
    assert (
        found.deployment.deployment_id == found.candidates[0].deployment.deployment_id == str(deployment.pk)
    )
    assert found.candidate_count == 1
    assert found.reason == "the only asset on ethereum with this symbol"
    refused(lambda: resolve("USDC", ChainFactory().pk), StatusCode.NOT_FOUND)


def test_more_than_are_shown(resolve):
    for _ in range(30):
        AssetFactory(symbol="USDC")
    last = AssetFactory(symbol="USDC")
    IdentifierFactory(asset=last, verified_at=timezone.now())
    found = resolve("USDC")
    assert (len(found.candidates), found.candidate_count) == (20, 31)
    assert ids(found)[0] == str(last.pk)


def test_deleted_ones_come_last_and_on_request_and_merged_ones_never(resolve):
    gone, live = AssetFactory(symbol="USDC", market_cap_rank=1), AssetFactory(symbol="USDC")
    gone.delete()
    AssetFactory(symbol="USDC", merged_into=live, deleted_at=timezone.now())
    assert resolve("USDC").asset.asset_id == str(live.pk)
    found = resolve("USDC", show_deleted=True)
    assert ids(found) == keys(live, gone)
    assert found.reason.startswith("first of 2 by not being deleted")
    assert found.candidates[1].reasons[0] == "deleted"


def test_a_look_alike_says_so(resolve):
    real = AssetFactory(symbol="USDC", market_cap_rank=7)
    fakes = [AssetFactory(symbol="U5DC")]
    found = resolve("u5dc")
    assert (found.asset.asset_id, found.asset.look_alike_of) == (str(fakes[0].pk), str(real.pk))
    assert [asset.asset_id for asset in found.look_alike_of] == [str(real.pk)]
    fakes.append(AssetFactory(symbol="U5DC"))
    found = resolve("u5dc")
    assert list(found.look_alike_of) == []
    assert {candidate.asset.look_alike_of for candidate in found.candidates} == {str(real.pk)}
    assert not resolve("USDC").asset.HasField("look_alike_of")
