"""The code after the password: setting up an app, giving codes, wrong ones, and a lost app."""

import time
from base64 import b32decode
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.admin.login.conftest import PASSWORD

pytestmark = pytest.mark.django_db

PAGE = "/admin/second-factor/"


@pytest.fixture(autouse=True)
def required(configured):
    configured(admin={"otp_required": True})


@pytest.fixture
def with_app(person):
    """Alice, and the device that is her app."""
    user = person("alice")
    return TOTPDevice.objects.create(user=user, name="app")


def now(key, step=0):
    """The code that an app shows, so many steps from now."""
    totp = TOTP(key)
    totp.time = time.time() + 30 * step
    return f"{totp.token():06d}"


def give(client, code, next_page=""):
    return client.post(f"{PAGE}?next={next_page}" if next_page else PAGE, {"code": code})


def secret_on(page):
    text = page.split('id="secret">')[1].split("<")[0].replace(" ", "")
    return b32decode(text + "=" * (-len(text) % 8))


def test_it_works(person, log_in, client):
    person("alice")
    assert log_in("alice").status_code == 302
    led = client.get(reverse("admin:registry_asset_changelist"))
    assert (led.status_code, led.url) == (302, f"{PAGE}?next=/admin/registry/asset/")
    page = client.get(led.url).content.decode()
    assert "<svg" in page
    done = give(client, now(secret_on(page)), "/admin/registry/asset/")
    assert (done.status_code, done.url) == (302, "/admin/registry/asset/")
    assert client.get(done.url).status_code == 200

    client.logout()
    log_in("alice")
    page = client.get(PAGE).content.decode()
    assert "<svg" not in page
    assert 'id="secret"' not in page
    device = TOTPDevice.objects.get()
    TOTPDevice.objects.update(last_t=-1)  # as if half a minute had gone by
    shown = now(device.bin_key)
    assert give(client, f"{shown[:3]} {shown[3:]}").url == reverse("admin:index")
    assert client.get(reverse("admin:index")).status_code == 200


def test_with_the_password_alone_nothing_opens(with_app, log_in, client):
    log_in("alice")
    for name in (
        "index",
        "registry_asset_changelist",
        "auth_user_changelist",
        "password_change",
        "autocomplete",
    ):
        for send in (client.get, client.post):
            answer = send(reverse(f"admin:{name}"))
            assert (answer.status_code, answer.url.split("?")[0]) == (302, PAGE)
    assert client.get("/health/live").status_code == 200
    assert client.post(reverse("admin:logout")).status_code == 200
    assert client.get(PAGE).url.startswith(reverse("admin:login"))


def test_who_is_not_logged_in_gets_no_page_for_codes(client):
    assert client.get(PAGE).url.startswith(reverse("admin:login"))
    assert give(client, "123456").url.startswith(reverse("admin:login"))


@pytest.mark.parametrize("code", ["000000", "", "abcdef", "１２３４５６", "-12345", "1234567", "9" * 5000])
def test_a_wrong_code_opens_nothing(with_app, log_in, client, code):
    log_in("alice")
    assert give(client, code).status_code == 200
    assert client.get(reverse("admin:index")).status_code == 302


def test_wrong_codes_have_to_wait_and_the_right_one_too(with_app, log_in, client):
    log_in("alice")
    assert give(client, "000000").status_code == 200
    refused = give(client, now(with_app.bin_key))
    assert refused.status_code == 429
    assert "too many wrong codes" in refused.content.decode()
    assert client.get(reverse("admin:index")).status_code == 302


def test_a_code_opens_once(with_app, log_in, client):
    log_in("alice")
    code = now(with_app.bin_key)
    assert give(client, code).status_code == 302
    client.logout()
    log_in("alice")
    assert give(client, code).status_code == 200


def test_each_session_has_a_secret_of_its_own_to_set_up(person, client):
    """Somebody with the password alone saw a secret before its owner came: it is not the owner's."""
    person("alice")
    other = Client()
    secrets = []
    for one in (client, other):
        one.post(reverse("admin:login"), {"username": "alice", "password": PASSWORD})
        secrets.append(secret_on(one.get(PAGE).content.decode()))
    assert secrets[0] != secrets[1]
    assert give(client, now(secrets[0])).status_code == 302
    assert give(other, now(secrets[1])).status_code == 200
    assert TOTPDevice.objects.count() == 1


def test_the_session_gets_a_new_key(with_app, log_in, client):
    log_in("alice")
    before = client.session.session_key
    give(client, now(with_app.bin_key))
    assert client.session.session_key != before


def test_it_leads_to_no_other_site(with_app, log_in, client):
    log_in("alice")
    done = give(client, now(with_app.bin_key), "https://evil.example/")
    assert done.url == reverse("admin:index")


def test_a_lost_app_is_reset_by_command(with_app, log_in, client):
    log_in("alice")
    give(client, now(with_app.bin_key))
    said = StringIO()
    call_command("reset_second_factor", "alice", stdout=said)
    call_command("reset_second_factor", "alice", stdout=said)
    assert said.getvalue() == "alice sets up an app at the next login.\nalice has no app.\n"
    with pytest.raises(CommandError, match="There is no user bob"):
        call_command("reset_second_factor", "bob")
    assert client.get(reverse("admin:index")).url.startswith(PAGE), "the open session ends with the app"
    assert "<svg" in client.get(PAGE).content.decode()


def test_an_administrator_resets_it_and_sees_no_secret(with_app, person, client):
    root = person("root", "admin")
    client.force_login(root)
    own = TOTPDevice.objects.create(user=root, name="app")
    give(client, now(own.bin_key))
    page = reverse("admin:otp_totp_totpdevice_change", args=[with_app.pk])
    html = client.get(page).content.decode()
    assert "alice" in html
    assert with_app.key not in html
    client.post(reverse("admin:otp_totp_totpdevice_delete", args=[with_app.pk]), {"post": "yes"})
    assert not TOTPDevice.objects.filter(pk=with_app.pk).exists()


def test_where_it_is_off_nobody_is_asked(configured, with_app, log_in, client):
    configured(admin={"otp_required": False})
    log_in("alice")
    assert client.get(reverse("admin:index")).status_code == 200
