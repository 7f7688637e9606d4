"""Decimals that are known are replaced only by who says so twice: a wrong figure is wrong by powers of ten."""

import pytest

from registry.models import Asset, AssetDeployment, Change
from tests.factories import DeploymentFactory

pytestmark = pytest.mark.django_db(transaction=True)
both_pages = pytest.mark.parametrize(
    ("model", "prefix"), [(AssetDeployment, ""), (Asset, "deployments-0-")], ids=["own page", "asset's page"]
)


def decimals(coin):
    return AssetDeployment.objects.get(pk=coin.pk).decimals


@both_pages
def test_it_works(pages, model, prefix):
    coin = DeploymentFactory(decimals=18)
    row = coin if model is AssetDeployment else coin.asset
    answer = pages(model).save(row, **{f"{prefix}decimals": "6"})
    assert "Every amount would be 10^12 times as large." in answer.errors[f"{prefix}decimals"][0]
    assert decimals(coin) == 18
    ticked = answer.ticked(f"{prefix}decimals_replaced")
    unexplained = pages(model).send("change", row, **ticked)
    assert "say under Reason why this changes: decimals" in unexplained.errors[f"{prefix}__all__"][0]
    assert decimals(coin) == 18
    again = pages(model).send("change", row, **{**ticked, "change_reason": "the contract says 6"})
    assert again.is_saved
    assert decimals(coin) == 6
    assert Change.objects.latest("revision").reason == "the contract says 6"


def test_another_figure_is_asked_for_anew(pages):
    coin = DeploymentFactory(decimals=6)
    ticked = pages(AssetDeployment).save(coin, decimals="18").ticked("decimals_replaced")
    answer = pages(AssetDeployment).send("change", coin, **{**ticked, "decimals": "8"})
    assert "10^2 times as small" in answer.errors["decimals"][0]
    assert "Nobody could count" in pages(AssetDeployment).save(coin, decimals="").errors["decimals"][0]
    assert decimals(coin) == 6


@both_pages
def test_what_was_not_known_needs_a_reason_and_no_tick(pages, model, prefix):
    coin = DeploymentFactory(decimals=None)
    row = coin if model is AssetDeployment else coin.asset
    typed = {f"{prefix}decimals": "6", "change_reason": "the contract says 6"}
    assert pages(model).save(row, **typed).is_saved
    assert decimals(coin) == 6


def test_what_is_wrong_or_stale_is_told_and_not_asked_about(pages):
    coin = DeploymentFactory(decimals=6)
    opened = pages(AssetDeployment).form("change", coin)
    assert pages(AssetDeployment).save(coin, decimals="300").errors == {
        "decimals": ["must not be more than 255"]
    }
    coin.is_canonical = True
    coin.save()
    assert {*pages(AssetDeployment).save(coin, opened=opened, decimals="8").errors} == {"__all__"}
