"""The admin in a real browser: nothing is forbidden that a page needs, and nothing typed is lost."""

import os
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from registry.models import Asset, Chain
from tests.admin.browser import CHROMIUM, Chromium, Window
from tests.admin.login.conftest import PASSWORD
from tests.admin.login.test_second_factor import now
from tests.factories import AssetFactory, ChainFactory, DeploymentFactory, FlagFactory, SymbolFactory

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
    pytest.mark.django_db(transaction=True),
]

NOTE = "document.getElementById('unsaved-note')?.textContent ?? ''"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    browser = Chromium(tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.end()


@pytest.fixture
def window(chromium, live_server, person):
    """A window, in which Alice, an administrator, is logged in."""
    person("alice", "admin")
    cache.clear()
    chromium.events.clear()
    chromium.call("Storage.clearCookies")
    one = Window(chromium, live_server.url)
    one.open(reverse("admin:login"))
    log_in(one)
    assert one.path == reverse("admin:index")
    return one


def log_in(window):
    window.type(username="alice", password=PASSWORD)
    window.press("#login-form button[type=submit]")


def keep_photograph(window, name):
    if folder := os.environ.get("CQAR_SCREENSHOTS"):
        window.photograph(Path(folder) / f"{name}.png")


def submit(window, selector="[name=_save]"):
    window.press(selector)


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


def test_a_form_survives_the_end_of_the_session(window):
    asset = AssetFactory(symbol="USDC", name="USD Coin", description="as it was")
    chain = ChainFactory(chain_id="somewhere", chain_type="EVM")
    page = reverse("admin:registry_asset_change", args=[asset.pk])
    window.open(page)
    window.type(description="typed for an hour")
    window.until("document.querySelector('#deployments-group a.add-row') !== null")
    window.run("document.querySelector('#deployments-group a.add-row').click()")
    window.run(
        "(() => { const s = document.getElementsByName('deployments-0-chain')[0];"
        " s.add(new Option('Somewhere', 'somewhere', true, true)); })()"
    )
    window.type(**{"deployments-0-address": "0x" + "1" * 40, "deployments-0-decimals": "6"})
    Session.objects.all().delete()
    submit(window)
    assert window.path == f"{reverse('admin:login')}?next={page}"
    log_in(window)
    assert window.path == page
    assert "is not saved yet" in window.until(NOTE)
    keep_photograph(window, "survived")
    assert window.value("description") == "typed for an hour"
    asset.refresh_from_db()
    assert asset.description == "as it was"
    submit(window)
    asset.refresh_from_db()
    assert asset.description == "typed for an hour"
    deployment = asset.deployments.get()
    assert (deployment.chain_id, deployment.address, deployment.decimals) == (chain.pk, "0x" + "1" * 40, 6)
    window.open(page)
    assert window.run(NOTE) == ""
    assert window.run("sessionStorage.length") == 0


def test_a_page_that_was_changed_meanwhile_is_still_refused(window):
    asset = AssetFactory(symbol="USDC", name="USD Coin", description="as it was")
    page = reverse("admin:registry_asset_change", args=[asset.pk])
    window.open(page)
    window.type(description="typed for an hour")
    Session.objects.all().delete()
    submit(window)
    asset.description = "changed by another"
    asset.save()
    log_in(window)
    window.until(NOTE)
    submit(window)
    assert "was changed after you opened this page" in window.run("document.body.textContent")
    assert Asset.objects.get(pk=asset.pk).description == "changed by another"


def test_a_form_survives_a_login_in_another_window(window, chromium, live_server):
    page = reverse("admin:registry_chain_add")
    window.open(page)
    window.type(chain_id="typed-chain", chain_name="Typed")
    Session.objects.all().delete()
    other = Window(chromium, live_server.url)
    other.open(reverse("admin:index"))
    log_in(other)
    submit(window)
    assert "Nothing was saved" in window.run("document.body.textContent")
    keep_photograph(window, "csrf")
    window.press("#reopen")
    assert window.path == page
    assert "is not saved yet" in window.until(NOTE)
    assert (window.value("chain_id"), window.value("chain_name")) == ("typed-chain", "Typed")
    assert not Chain.objects.exists()


def test_a_form_survives_the_second_factor(window, configured):
    configured(admin={"otp_required": True})
    page = reverse("admin:registry_chain_add")
    alice = Session.objects.get().get_decoded()["_auth_user_id"]
    device = TOTPDevice.objects.create(user_id=alice, name="app")
    window.open(page)
    assert window.path.startswith("/admin/second-factor/")
    keep_photograph(window, "code")
    window.type(code=now(device.bin_key, -1))
    window.press("#code-form button[type=submit]")
    assert window.path == page
    window.type(chain_id="typed-chain")
    Session.objects.all().delete()
    submit(window)
    log_in(window)
    assert window.path.startswith("/admin/second-factor/")
    window.type(code=now(device.bin_key))
    window.press("#code-form button[type=submit]")
    assert window.path == page
    window.until(NOTE)
    assert window.value("chain_id") == "typed-chain"
    assert window.complaints == []


def test_an_app_is_set_up(window, configured):
    configured(admin={"otp_required": True})
    window.open(reverse("admin:index"))
    assert window.run("document.querySelector('svg').getBoundingClientRect().width") > 100
    keep_photograph(window, "set_up")
    assert window.complaints == []


def test_nothing_is_kept_of_passwords_and_of_what_was_saved(window):
    window.open(reverse("admin:auth_user_add"))
    window.type(username="bob", password1="short", password2="short")
    submit(window)
    assert window.run("sessionStorage.length") == 0
    window.open(reverse("admin:registry_chain_add"))
    submit(window)
    assert window.run("document.querySelectorAll('.errors, .errorlist, .errornote').length") > 0
    assert window.run("sessionStorage.length") == 0


def test_what_one_user_typed_is_not_shown_to_the_next(window, person):
    page = reverse("admin:registry_chain_add")
    window.open(page)
    window.type(chain_id="alices")
    Session.objects.all().delete()
    submit(window)
    person("bob", "admin")
    window.type(username="bob", password=PASSWORD)
    window.press("#login-form button[type=submit]")
    assert window.path == page
    assert window.value("chain_id") == ""
    assert window.run("sessionStorage.length") == 0


def test_the_page_of_a_lock(window):
    Session.objects.all().delete()
    window.open(reverse("admin:login"))
    for _ in range(django_settings.CONFIG.admin.login_attempts):
        window.type(username="alice", password="wrong")
        window.press("#login-form button[type=submit]")
    assert "wait 15 minutes" in window.run("document.body.textContent")
    keep_photograph(window, "locked")
