"""What buttons say: what they do with the rows of their page."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission

from cqi.auth.models import ApiKey
from registry.admin.deleting import DeletingAdmin
from registry.models import Asset, QualityFlag, VenueAsset
from tests.admin.pages import Pages
from tests.factories import FACTORIES, AssetFactory, FlagFactory, VenueAssetFactory, VenueFactory

pytestmark = pytest.mark.django_db

DELISTED = [model for model in admin.site._registry if getattr(model, "gone_field", None) == "delisted_at"]


def buttons(html: str) -> list[str]:
    """The texts of what can be pressed: buttons, links that look so, and actions of a list."""
    found = re.findall(r"<(button|a|option)\b[^>]*>(.*?)</\1>", html, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", text).split()) for _, text in found]


@pytest.fixture
def pressed(pages):
    def of(model, page, row=None):
        return buttons(pages(model).client.get(pages(model).url(page, row)).content.decode())

    return of


def test_it_works(pressed):
    flag = FlagFactory()
    assert {"Raise flag", "Raise flag and add another"} <= {*pressed(QualityFlag, "add")}
    assert "Resolve flag" in pressed(QualityFlag, "change", flag)
    assert "Make key" in pressed(ApiKey, "add")
    for page, row in (("add", None), ("change", flag)):
        assert not [text for text in pressed(QualityFlag, page, row) if text.startswith("Save")]


def test_what_is_delisted_says_so(pages, pressed):
    assert len(DELISTED) == 2
    for model in DELISTED:
        row = FACTORIES[model]()
        name = model._meta.verbose_name
        assert f"Delist {name}" in pressed(model, "change", row)
        assert "Delist" in pressed(model, "delete", row)
        assert f"Delist selected {name}s" in pressed(model, "changelist")
        sent = {"action": "delete_selected", "_selected_action": [row.pk]}
        asked = pages(model).send("changelist", **sent)
        assert "Delist" in buttons(asked.html)
        for html in (asked.html, pages(model).client.get(pages(model).url("delete", row)).content.decode()):
            assert "Delete" not in html


def test_what_is_deleted_says_so(pressed):
    asset = AssetFactory()
    assert "Delete asset" in pressed(Asset, "change", asset)
    assert "Delete" in pressed(Asset, "delete", asset)
    assert "Delete selected assets" in pressed(Asset, "changelist")
    assert all(issubclass(type(admin.site._registry[model]), DeletingAdmin) for model in DELISTED)


def test_how_many_were_delisted(pages):
    rows = [VenueAssetFactory() for _ in range(2)]
    sent = {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}
    asked = pages(VenueAsset).send("changelist", **sent)
    seen = re.findall(r'name="seen_version" value="([^"]*)"', asked.html)
    answer = pages(VenueAsset).send("changelist", **sent, post="yes", seen_version=seen, change_reason="gone")
    page = pages(VenueAsset).client.get(answer.response.url).content.decode()
    assert "2 venue assets were delisted." in page
    assert not VenueAsset.objects.live().exists()


def test_what_is_new_is_shown(pages):
    """In its list it can stand on any page."""
    opened = pages(VenueAsset).form("add")
    typed = {"venue": VenueFactory().pk, "asset": AssetFactory().pk, "venue_asset_symbol": "XNEW"}
    query = "?_changelist_filters=q%3Dxnew"
    answer = pages(VenueAsset).client.post(pages(VenueAsset).url("add") + query, {**opened, **typed})
    new = VenueAsset.objects.get()
    assert answer.url == pages(VenueAsset).url("change", new) + query
    assert "was added successfully" in pages(VenueAsset).client.get(answer.url).content.decode()


def test_who_may_not_see_it_comes_elsewhere(client, django_user_model):
    user = django_user_model.objects.create_user("adder", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="add_asset"))
    client.force_login(user)
    typed = {"symbol": "NEW", "name": "New", "asset_type": "ERC20"}
    assert Pages(client, Asset).save(**typed).response.url == "/admin/"
