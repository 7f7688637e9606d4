"""The admin's pages in a real browser: nothing is forbidden that a page needs."""

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.urls import reverse

from tests.admin.login.browsing import fill_in_login, keep_photograph, needs_chromium
from tests.factories import AssetFactory, DeploymentFactory, FlagFactory, SymbolFactory, VenueAssetFactory

pytestmark = [needs_chromium, pytest.mark.django_db(transaction=True)]


def test_no_page_needs_what_is_forbidden(window):
    asset, target = AssetFactory(symbol="USDC"), AssetFactory(symbol="USDT")
    DeploymentFactory(asset=asset)
    flag = FlagFactory(asset=asset)
    pages = {
        "index": reverse("admin:index"),
        "list": reverse("admin:registry_asset_changelist") + "?q=usd",
        "change": reverse("admin:registry_asset_change", args=[asset.pk]),
        "add": reverse("admin:registry_assetdeployment_add"),
        "symbol": reverse("admin:registry_symbol_change", args=[SymbolFactory().pk]),
        "history": reverse("admin:registry_asset_history", args=[asset.pk]),
        "merge": reverse("admin:registry_asset_merge_into", args=[asset.pk]) + f"?target={target.pk}",
        "delete": reverse("admin:registry_asset_delete", args=[asset.pk]),
        "flag": reverse("admin:registry_qualityflag_change", args=[flag.pk]),
        "user": reverse("admin:auth_user_add"),
        "key": reverse("admin:cqi_auth_apikey_add"),
        "attempts": reverse("admin:axes_accessattempt_changelist"),
        "password": reverse("admin:password_change"),
    }
    for name, path in pages.items():
        window.open(path)
        keep_photograph(window, name)
        assert window.run(
            "typeof Alpine === 'object' && getComputedStyle(document.body).fontFamily.includes('Inter')"
        )
        assert window.complaints == [], name


def test_the_policy_holds(window):
    add = "document.body.append(Object.assign(document.createElement('{}'), {}))"
    window.run(add.format("script", "{textContent: 'window.ran = 1'}"))
    window.run(add.format("img", "{src: 'https://evil.example/a.png'}"))
    window.run("new Promise((done) => setTimeout(done, 200))")
    assert window.run("window.ran") is None
    assert len([text for text in window.complaints if "Content Security Policy" in text]) == 2


def test_a_picker_offers_and_chooses(window):
    AssetFactory(symbol="USDC", name="USD Coin")
    window.open(reverse("admin:registry_assetdeployment_add"))
    window.until("window.django?.jQuery?.fn?.select2 !== undefined")
    window.run("void django.jQuery('#id_asset').select2('open')")
    field = "document.querySelector('.select2-search__field')"
    window.run(f"{field}.value = 'usdc'; {field}.dispatchEvent(new Event('input', {{bubbles: true}}))")
    window.until("document.querySelector('.select2-results__option')?.textContent.includes('USDC')")
    keep_photograph(window, "picker")
    assert window.complaints == []


@pytest.mark.parametrize("page", ["add", "change"])
def test_a_picker_offers_deployments_of_the_forms_asset(window, page):
    asset, other = AssetFactory(symbol="USDC"), DeploymentFactory()
    own = DeploymentFactory(asset=asset)
    row = VenueAssetFactory(asset=asset)
    if page == "add":
        window.open(reverse("admin:registry_venueasset_add"))
        window.run(
            f"document.getElementsByName('asset')[0].add(new Option('USDC', '{asset.pk}', true, true))"
        )
    else:
        window.open(reverse("admin:registry_venueasset_change", args=[row.pk]))
    window.until("window.django?.jQuery?.fn?.select2 !== undefined")
    window.run("void django.jQuery('#id_deployment').select2('open')")
    shown = "document.querySelector('.select2-results__options')?.textContent ?? ''"
    window.until(f"({shown}).includes('{own.address}')")
    assert other.address not in window.run(shown)
    assert window.complaints == []


@pytest.mark.parametrize("path", ["/admin/nothing/", "/nothing"])
def test_what_is_not_there(window, path):
    """A refused answer is all that the browser complains of."""
    window.open(path)
    assert "Not Found" in window.run("document.body.textContent").title()
    (complaint,) = window.complaints
    assert "404" in complaint
    keep_photograph(window, "not_found")


def test_an_app_is_set_up(window, configured):
    configured(admin={"otp_required": True})
    window.open(reverse("admin:index"))
    assert window.run("document.querySelector('svg').getBoundingClientRect().width") > 100
    keep_photograph(window, "set_up")
    assert window.complaints == []


def test_the_page_of_a_lock(window):
    Session.objects.all().delete()
    window.open(reverse("admin:login"))
    for _ in range(django_settings.CONFIG.admin.login_attempts):
        fill_in_login(window, "alice", "wrong")
    text = window.run("document.body.textContent")
    assert "wait 15 minutes" in text
    assert "correct the error" not in text
    keep_photograph(window, "locked")
