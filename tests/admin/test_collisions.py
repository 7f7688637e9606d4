"""A second asset of a name is saved by somebody who has seen the first."""

import pytest

from registry.models import Asset
from tests.factories import AssetFactory, DeploymentFactory

pytestmark = pytest.mark.django_db(transaction=True)

TYPED = {"symbol": "USDC", "name": "USD Coin", "asset_type": "STABLECOIN"}


def test_it_works(pages):
    """It is shown what is called so, with links, and saved once that was confirmed."""
    real = AssetFactory(symbol="USDC", name="USD Coin", market_cap_rank=7)
    DeploymentFactory(asset=real, chain__chain_id="somechain")
    AssetFactory(symbol="EURC")
    asked = pages(Asset).save(**TYPED)
    assert asked.errors["__all__"] == ["Nothing was saved yet: other assets are called so or look so."]
    assert "1 asset could be taken for this one" in asked.html
    assert f'href="{pages(Asset).url("change", real)}"' in asked.html
    assert "USDC (USD Coin) · #7 · somechain" in asked.html
    assert Asset.objects.count() == 2
    assert pages(Asset).send("add", **asked.confirmed).is_saved
    assert Asset.objects.filter(symbol="USDC").count() == 2


def test_nobody_is_asked_about_what_is_like_no_other(pages):
    AssetFactory(symbol="EURC")
    gone = AssetFactory(symbol="USDC")
    gone.delete()
    assert pages(Asset).save(**TYPED).is_saved


def test_what_looks_like_a_ranked_one_is_shown_too(pages):
    real = AssetFactory(symbol="USDC", name="Circle's", market_cap_rank=7)
    asked = pages(Asset).save(**{**TYPED, "symbol": "U5DC", "name": "Another"})
    assert f'href="{pages(Asset).url("change", real)}"' in asked.html
    assert pages(Asset).send("add", **asked.confirmed).is_saved


def test_who_confirmed_is_asked_again_about_one_that_came_since(pages):
    AssetFactory(symbol="USDC")
    asked = pages(Asset).save(**TYPED)
    AssetFactory(symbol="USDC")
    again = pages(Asset).send("add", **asked.confirmed)
    assert "2 assets could be taken for this one" in again.html
    assert pages(Asset).send("add", **again.confirmed).is_saved


def test_a_new_name_is_asked_about_and_other_changes_are_not(pages):
    first, second = AssetFactory(symbol="USDC"), AssetFactory(symbol="EURC")
    same = AssetFactory(symbol="EURC")
    assert pages(Asset).save(same, category="defi").is_saved
    asked = pages(Asset).save(second, symbol="usdc")
    assert f'href="{pages(Asset).url("change", first)}"' in asked.html
    assert pages(Asset).send("change", second, **asked.confirmed).is_saved


def test_wrong_values_are_told_first(pages):
    AssetFactory(symbol="USDC")
    answer = pages(Asset).save(**{**TYPED, "name": ""})
    assert answer.errors.keys() == {"name"}
    assert "distinct_from" not in answer.html


def test_of_many_the_best_are_shown(pages):
    for rank in range(1, 13):
        AssetFactory(symbol="USDC", market_cap_rank=rank)
    html = pages(Asset).save(**TYPED).html
    assert "12 assets could be taken for this one" in html
    assert "#10 ·" in html
    assert "#11 ·" not in html
    assert "?q=USDC" in html
