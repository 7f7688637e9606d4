"""Free words: the forms offer those that are in use, and take any."""

import re

import pytest
from django.contrib import admin
from django.db import connection

from registry.admin.base import RowAdmin
from registry.admin.lists import indexed
from registry.models import Asset, AssetGroup, QualityFlag, Venue
from registry.reading.in_use import values_in_use
from tests.factories import AssetFactory, FlagFactory, GroupFactory, VenueFactory

pytestmark = pytest.mark.django_db

SUGGESTED = [(model, name) for model, pages in admin.site._registry.items() if isinstance(pages, RowAdmin)
             for name in pages.suggested]  # fmt: skip


def offered(pages, model, name):
    html = pages(model).client.get(pages(model).url("add")).content.decode()
    assert f'list="{name}-words"' in html
    (listed,) = re.findall(rf'<datalist id="{name}-words">(.*?)</datalist>', html, re.DOTALL)
    return re.findall(r'<option value="([^"]*)">', listed)


def test_it_works(pages):
    for word in ("wrapped & bridged", "stablecoins", "stablecoins", None):
        GroupFactory(group_type=word)
    assert offered(pages, AssetGroup, "group_type") == ["stablecoins", "wrapped &amp; bridged"]
    pages(AssetGroup).save(name="New", group_type="a new word")
    assert AssetGroup.objects.get(name="New").group_type == "a new word"


def test_the_others(pages):
    AssetFactory(category="defi")
    GroupFactory(issuer="Circle")
    FlagFactory(source="slowmist")
    VenueFactory(operator="binance")
    for model, name, word in (
        (Asset, "category", "defi"),
        (AssetGroup, "issuer", "Circle"),
        (QualityFlag, "source", "slowmist"),
        (Venue, "operator", "binance"),
    ):
        assert offered(pages, model, name) == [word]


def test_no_more_than_a_list_can_hold():
    for word in "abc":
        AssetFactory(category=word)
    assert values_in_use(Asset, "category", 2) == ["a", "b"]
    assert values_in_use(AssetGroup, "group_type") == []


@pytest.mark.parametrize(("model", "name"), SUGGESTED)
def test_an_index_lists_them(model, name):
    assert name in indexed(model)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            f"EXPLAIN SELECT {name} FROM {model._meta.db_table} WHERE {name} > 'a' ORDER BY {name} LIMIT 1"
        )
        assert "Index" in str(cursor.fetchall())
