"""Merging on a page: nothing is done that was not shown, and each collision is decided by a person."""

import re
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.models import Asset, AssetDeployment, AssetRelationship, Change
from tests.admin.pages import Form, PageAnswer
from tests.factories import (
    AssetFactory,
    ChainFactory,
    DeploymentFactory,
    FlagFactory,
    IdentifierFactory,
    RelationshipFactory,
    SymbolFactory,
    VenueAssetFactory,
    VenueFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


def stored(row):
    return type(row).objects.get(pk=row.pk)


def url(source, target=None):
    page = reverse("admin:registry_asset_change", args=[source.pk]).replace("change", "merge")
    return f"{page}?target={target.pk}" if target is not None else page


@pytest.fixture
def shown(admin_client):
    def show(source, target=None):
        response = admin_client.get(url(source, target))
        assert response.status_code == 200
        return response.content.decode()

    return show


@pytest.fixture
def send(admin_client, shown):
    """Open the page, decide everything in this way, press Merge; what the page that follows says."""

    def sent(source, target, *, decision=None, opened=None, **typed):
        html = opened or shown(source, target)
        names = re.findall(r'name="(decision:[^"]+)"', html)
        decided = dict.fromkeys(names, decision) if decision else {}
        data = {**Form(html).data, **decided, "change_reason": "one and the same", **typed}
        answer = PageAnswer(admin_client.post(url(source, target), data))
        assert answer.status == 302
        return admin_client.get(answer.response.url).content.decode()

    return sent


@pytest.fixture
def rivals():
    """Two assets that are both canonical on a chain."""
    chain = ChainFactory()
    rows = [
        DeploymentFactory(asset=AssetFactory(symbol="USDC"), chain=chain, is_canonical=True) for _ in range(2)
    ]
    return [row.asset for row in rows]


def test_it_works(shown, send):
    known = IdentifierFactory(asset__symbol="USDCX")
    source, target = known.asset, AssetFactory(symbol="USDC")
    assert "Show what would happen" in shown(source)
    FlagFactory(asset=source)
    FlagFactory(asset=source)
    html = " ".join(shown(source, target).split())
    assert "nothing collides. 1 asset identifier, 2 quality flags to move." in html
    assert stored(source).deleted_at is None, "to look changes nothing"
    told = send(source, target)
    assert "was merged into USDC" in told
    assert (stored(source).merged_into_id, stored(known).asset_id) == (target.pk, target.pk)


@pytest.mark.parametrize(("decision", "stays"), [("1", 1), ("2", 0)])
def test_collisions_are_shown_and_decided(shown, send, rivals, decision, stays):
    source, target = rivals
    first = [AssetDeployment.objects.get(asset=asset) for asset in rivals]
    html = shown(source, target)
    assert "both are canonical on the chain" in html
    assert all(str(row) in html for row in first)
    send(source, target, decision=decision)
    assert [stored(row).is_canonical for row in first] == [stays == 0, stays == 1]


def test_the_page_takes_a_fixed_number_of_queries(shown):
    source, target = AssetFactory(), AssetFactory()

    def queries():
        venue = VenueFactory()
        for asset in (source, target):
            RelationshipFactory(from_asset=asset, to_asset=AssetFactory())
            VenueAssetFactory(venue=venue, asset=asset, venue_asset_symbol=f"{asset.symbol}{venue.pk}")
        with CaptureQueriesContext(connection) as captured:
            shown(source, target)
        return len(captured)

    queries()
    first = queries()
    queries()
    assert queries() == first


def test_relationships_are_told_apart_by_their_assets(shown):
    bridged = AssetFactory(symbol="USDC")
    chain = ChainFactory(chain_id="ethereum")
    edges = [RelationshipFactory(from_asset__symbol="USDC", to_asset=bridged) for _ in range(2)]
    ends = [edge.from_asset for edge in edges]
    for asset in ends:
        DeploymentFactory(asset=asset, chain=chain, is_canonical=False)
    html = shown(*ends)
    for asset in ends:
        address = AssetDeployment.objects.get(asset=asset).address
        place = f"ethereum {address[:6]}…{address[-4:]}"
        assert f"{asset} · unranked · {place} WRAPS {bridged} · unranked · no deployment" in html


def test_why_is_kept_with_the_change(shown, send):
    source, target = AssetFactory(), AssetFactory()
    send(source, target, change_reason=" one and the same ")
    kept = Change.objects.filter(entity_id=source.pk).values_list("actor", "reason")
    assert {("admin", "one and the same")} <= {*kept}


def test_nothing_is_merged_without_a_reason(send):
    source, target = AssetFactory(), AssetFactory()
    assert "Nothing was merged: say why" in send(source, target, change_reason=" ")
    assert Asset.objects.get(pk=source.pk).merged_into_id is None


def test_what_is_not_decided_is_refused(send, rivals):
    source, target = rivals
    assert "1 collisions are not decided" in send(source, target)
    assert "1 collisions are not decided" in send(source, target, decision="nonsense")
    assert stored(source).deleted_at is None


def test_a_relationship_between_them_is_removed_by_name_only(shown, send):
    edge = RelationshipFactory()
    source, target = edge.from_asset, edge.to_asset
    assert "Neither: remove it" in shown(source, target)
    send(source, target)
    assert AssetRelationship.objects.exists()
    send(source, target, decision="1")
    assert not AssetRelationship.objects.exists()


def test_what_cannot_be_decided_offers_no_merge(shown):
    symbol = SymbolFactory()
    html = shown(symbol.base_asset, symbol.quote_asset)
    assert "trades the one asset for the other: delete it first" in html
    assert ">Merge</button>" not in html


def test_what_changed_since_it_was_shown_is_not_merged(shown, send):
    source, target = AssetFactory(), AssetFactory()
    opened = shown(source, target)
    target.name = "another"
    target.save()
    assert "is at version 2, not 1" in send(source, target, opened=opened)
    assert stored(source).deleted_at is None


def test_what_cannot_be_merged_says_why(shown, admin_client):
    asset, gone = AssetFactory(), AssetFactory()
    gone.delete()
    assert "an asset cannot be merged into itself" in shown(asset, asset)
    assert "not one of the available choices" in shown(asset, gone)
    assert admin_client.get(url(gone)).status_code == 403
    for unknown in ("nothing", str(UUID(int=7))):
        assert admin_client.get(url(asset).replace(str(asset.pk), unknown)).status_code == 404
    page = reverse("admin:registry_asset_change", args=[gone.pk])
    assert url(gone) not in admin_client.get(page).content.decode()
    assert url(asset) in admin_client.get(page.replace(str(gone.pk), str(asset.pk))).content.decode()


def test_listings_of_one_venue(shown, send):
    venue = VenueFactory()
    rows = [VenueAssetFactory(venue=venue, trading_enabled=value) for value in (False, True)]
    source, target = (row.asset for row in rows)
    assert "trading_enabled is false and true" in shown(source, target)
    send(source, target, decision="1")
    assert Asset.objects.get(pk=source.pk).merged_into_id == target.pk
    assert [stored(row).is_active for row in rows] == [False, True]
