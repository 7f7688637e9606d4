"""The History page: what was changed by whatever door, of a row and of what belongs to it."""

import re

import pytest
from cqc.services.v1 import asset_registry_pb2 as pb
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.admin.row_history import MOST_TOLD
from registry.models import Asset, AssetDeployment, AssetGroupMember, AssetIdentifier, Change
from tests.admin.pages import Pages
from tests.factories import (
    AssetFactory,
    DeploymentFactory,
    FlagFactory,
    IdentifierFactory,
    MemberFactory,
    RelationshipFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told(pages):
    """What the History page of a row says, without its tags; of an article each."""

    def open_page(model, row, **query):
        answer = pages(model).client.get(pages(model).url("history", row), query)
        assert answer.status_code == 200
        articles = re.findall(r"<article.*?</article>", answer.content.decode(), re.DOTALL)
        return [" ".join(re.sub(r"<[^>]*>", " ", article).split()) for article in articles]

    return open_page


def test_it_works(pages, told, stub):
    coin = DeploymentFactory(decimals=6)
    stub.UpdateAssetDeployment(pb.UpdateAssetDeploymentRequest(deployment_id=str(coin.pk), decimals=8))
    opened = pages(AssetDeployment).form("change", coin)
    typed = {"decimals": "18", "decimals_replaced": "8 by 18", "change_reason": "read from the contract"}
    assert pages(AssetDeployment).save(coin, opened=opened, **typed).is_saved
    by_admin, by_rpc, created = told(AssetDeployment, coin)
    assert "UTC by admin (admin), version 3, revision " in by_admin
    assert "read from the contract" in by_admin
    assert "decimals 8 18" in by_admin
    assert "UTC by developer (grpc), version 2, revision " in by_rpc
    assert "decimals 6 8" in by_rpc
    assert "Reason: not said." in by_rpc
    assert "not said" not in by_admin
    assert created.startswith("AssetDeploymentCreated")
    assert "(command), version 1" in created


def test_derived_fields_are_not_told(told):
    asset = AssetFactory(name="USD Coin")
    asset.name = "USDC"
    asset.save()
    newest, _ = told(Asset, asset)
    assert "name USD Coin USDC" in newest
    assert "name_key" not in newest


def test_what_belongs_to_an_asset_is_told_with_it(pages, told):
    edge = RelationshipFactory()
    asset = edge.to_asset
    FlagFactory(asset=asset)
    coin = DeploymentFactory(asset=asset)
    DeploymentFactory()
    events = [text.split()[0] for text in told(Asset, asset)]
    assert events == [
        "AssetDeploymentCreated",
        "QualityFlagRaised",
        "RelationshipEstablished",
        "AssetCreated",
    ]
    page = pages(Asset).client.get(pages(Asset).url("history", asset)).content.decode()
    for where in ("change", "history"):
        assert f'href="{pages(AssetDeployment).url(where, coin)}"' in page
    assert f'href="{pages(Asset).url("change", asset)}"' not in page.split("<article")[1]


def test_what_was_removed_has_a_history(pages, told):
    member = MemberFactory()
    asset, key = member.asset, member.pk
    member.delete()
    member.pk = key
    removed, created = told(AssetGroupMember, member)
    assert removed.startswith("AssetGroupMemberDeleted")
    assert f"asset_id {asset.pk}" in removed
    assert created.startswith("AssetGroupMemberCreated")
    change = Change.objects.get(event="AssetGroupMemberDeleted")
    page = pages(Change).client.get(pages(Change).url("change", change)).content.decode()
    assert pages(AssetGroupMember).url("history", member) in page
    assert f"{key}, removed" in told(Asset, asset)[0]


def test_pages_end_and_go_on(pages, told):
    asset = AssetFactory()
    for number in range(MOST_TOLD):
        asset.name = f"name {number}"
        asset.save()
    first = told(Asset, asset)
    assert len(first) == MOST_TOLD
    page = pages(Asset).client.get(pages(Asset).url("history", asset)).content.decode()
    (older,) = re.findall(r"\?before=(\d+)", page)
    assert [text.split()[0] for text in told(Asset, asset, before=older)] == ["AssetCreated"]
    assert "?before=" not in pages(Asset).client.get(pages(Asset).url("history", asset) + f"?before={older}")
    for odd in ("", "x", "-1", "٣", "9" * 30):
        assert told(Asset, asset, before=odd) == first


def test_it_costs_the_same_however_long_it_is(pages):
    asset = AssetFactory()
    url = pages(Asset).url("history", asset)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert pages(Asset).client.get(url).status_code == 200
        return len(captured)

    DeploymentFactory(asset=asset)
    IdentifierFactory(asset=asset)
    queries()
    few = queries()
    for number in range(9):
        DeploymentFactory(asset=asset)
        known = IdentifierFactory(asset=asset)
        known.external_id = f"other-{number}"
        known.save()
    assert queries() == few


def test_the_admins_own_log_has_nothing_of_it(pages):
    asset = AssetFactory()
    pages(Asset).save(asset, name="typed")
    pages(AssetIdentifier).save(asset=asset.pk, source="COINGECKO", external_id="typed")
    form = {**pages(Asset).form("delete", asset), "change_reason": "not real"}
    assert pages(Asset).send("delete", asset, **form).is_saved
    assert Change.objects.filter(channel="admin").count() == 3
    assert not LogEntry.objects.exists()


def test_who_may_not_see_changes_sees_no_history(client, django_user_model):
    asset = AssetFactory()
    user = django_user_model.objects.create_user("watcher", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_asset"))
    client.force_login(user)
    assert client.get(Pages(client, Asset).url("change", asset)).status_code == 200
    assert client.get(Pages(client, Asset).url("history", asset)).status_code == 403


def test_who_may_not_take_back_is_not_offered_to(client, django_user_model, told, pages):
    asset = AssetFactory()
    user = django_user_model.objects.create_user("watcher", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=("view_asset", "view_change")))
    url = reverse("admin:registry_change_revert_change", args=[Change.objects.get().pk])
    assert url in pages(Asset).client.get(pages(Asset).url("history", asset)).content.decode()
    client.force_login(user)
    assert url not in client.get(Pages(client, Asset).url("history", asset)).content.decode()


def test_the_first_page_shows_what_one_changed_last(pages, client, django_user_model):
    mine, other = AssetFactory(symbol="MINE"), AssetFactory(symbol="OTHER")
    other.name = "by a command"
    other.save()
    assert pages(Asset).save(mine, name="typed").is_saved
    page = pages(Asset).client.get(reverse("admin:index")).content.decode()
    assert "MINE (typed)" in page
    assert "OTHER" not in page
    client.force_login(django_user_model.objects.create_user("admin2", is_staff=True))
    assert "latest changes" not in client.get(reverse("admin:index")).content.decode()
