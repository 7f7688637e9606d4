"""What is seldom looked at is folded, and open where something in it is wrong."""

import re

import pytest

from registry.models import Asset, VenueAsset
from tests.factories import FACTORIES, AssetFactory

pytestmark = pytest.mark.django_db


def folded(html):
    """The titles of what is folded."""
    found = re.findall(r"<details><summary>(.*?)</summary>", html, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", title).strip() for title in found]


def page(pages, model, name, row=None):
    return pages(model).client.get(pages(model).url(name, row)).content.decode()


def test_it_works(pages):
    assert folded(page(pages, Asset, "change", AssetFactory())) == ["Details", "Record"]
    assert folded(page(pages, Asset, "add")) == ["Details"]
    assert folded(page(pages, VenueAsset, "change", FACTORIES[VenueAsset]())) == []


def test_what_is_wrong_is_not_hidden(pages):
    answer = pages(Asset).save(AssetFactory(), logo_url="javascript:x")
    assert "logo_url" in answer.errors
    assert folded(answer.html) == ["Record"]


def test_what_an_asset_could_be_taken_for_is_not_hidden(pages):
    AssetFactory(symbol="USDC", market_cap_rank=8)
    copy = AssetFactory(symbol="USD C")
    html = page(pages, Asset, "change", copy)
    assert "Look alike of" in html.split("<details>")[0]
