"""Forms in a real browser: nothing typed is lost, and nothing is shown to whom it does not belong."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from registry.models import Asset, Chain
from tests.admin.browser import Window
from tests.admin.login.browsing import NOTE, fill_in_login, keep_photograph, needs_chromium, submit
from tests.admin.login.conftest import PASSWORD
from tests.admin.login.test_second_factor import now
from tests.factories import AssetFactory, ChainFactory

pytestmark = [needs_chromium, pytest.mark.django_db(transaction=True)]


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
    assert "What you typed is kept" in window.until(NOTE)
    fill_in_login(window, "alice", PASSWORD)
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
    fill_in_login(window, "alice", PASSWORD)
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
    fill_in_login(other, "alice", PASSWORD)
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
    fill_in_login(window, "alice", PASSWORD)
    assert window.path.startswith("/admin/second-factor/")
    window.type(code=now(device.bin_key))
    window.press("#code-form button[type=submit]")
    assert window.path == page
    window.until(NOTE)
    assert window.value("chain_id") == "typed-chain"
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
    fill_in_login(window, "bob", PASSWORD)
    assert window.path == page
    assert window.value("chain_id") == ""
    assert window.run("sessionStorage.length") == 0
