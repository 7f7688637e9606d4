"""The pages of services and their keys: a key is shown in one answer, and kept nowhere."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.utils import timezone

from cqi.auth.accounts import account
from cqi.auth.directory import Directory
from cqi.auth.keys import issue
from cqi.auth.models import ApiKey, ExternalIdentity, ServiceAccount
from tests.admin.pages import Pages

pytestmark = pytest.mark.django_db

KEY = re.compile(r"cqk_[0-9a-f]{16}_[0-9a-f]{64}")


@pytest.fixture
def router():
    user, _ = account("router")
    return user


def revoke_all(pages):
    chosen = {"action": "revoke_keys", "_selected_action": [key.pk for key in ApiKey.objects.all()]}
    return pages(ApiKey).client.post(pages(ApiKey).url("changelist"), chosen, follow=True)


def test_it_works(pages, router):
    made = pages(ApiKey).save(user=router.pk, label="eu-1")
    (text,) = set(KEY.findall(made.html))
    known = Directory({}, 900)
    known.refresh()
    assert known.by_key(text).name == "router"
    assert "no-store" in made.response["Cache-Control"]


def test_a_key_is_shown_once_and_is_in_no_cookie_and_no_session(pages, router):
    made = pages(ApiKey).save(user=router.pk)
    (text,) = set(KEY.findall(made.html))
    secret = text.split("_")[2]
    client, key = pages(ApiKey).client, ApiKey.objects.get()
    assert secret not in str(client.cookies)
    assert secret not in str([session.get_decoded() for session in Session.objects.all()])
    assert secret not in str(list(LogEntry.objects.values()))
    for page, row in (("changelist", None), ("change", key), ("history", key), ("add", None)):
        html = client.get(pages(ApiKey).url(page, row)).content.decode()
        assert secret not in html
        assert key.digest.hex() not in html
        assert "digest" not in html


def test_a_third_live_key_and_a_past_end_are_refused_on_the_form(pages, router):
    past = timezone.now() - timedelta(days=1)
    refused = pages(ApiKey).save(user=router.pk, expires_at_0=f"{past:%Y-%m-%d}", expires_at_1="00:00:00")
    assert refused.errors == {"__all__": ["A key must expire in the future, or never."]}
    for _ in range(2):
        issue(router)
    (told,) = pages(ApiKey).save(user=router.pk).errors["__all__"]
    assert told.startswith("router has 2 live keys, ")
    assert ApiKey.objects.count() == 2


def test_a_key_is_not_edited_and_not_deleted(pages, router):
    key, _ = issue(router)
    answer = pages(ApiKey).send("change", key, label="other")
    assert answer.status == 403
    assert pages(ApiKey).send("delete", key, post="yes").status == 403
    key.refresh_from_db()
    assert key.label == ""


def test_keys_are_revoked(pages, router):
    issue(router)
    issue(router)
    said = revoke_all(pages).content.decode()
    assert "Servers refuse them within 5 seconds." in said
    assert {key.state for key in ApiKey.objects.all()} == {"revoked"}
    first = set(ApiKey.objects.values_list("revoked_at", flat=True))
    assert "They were revoked before." in revoke_all(pages).content.decode()
    assert set(ApiKey.objects.values_list("revoked_at", flat=True)) == first


def test_a_curator_sees_no_key(client, router):
    curator = User.objects.create_user("curator", is_staff=True)
    curator.groups.add(Group.objects.get(name="curator"))
    client.force_login(curator)
    key, _ = issue(router)
    for model, row in ((ApiKey, key), (ServiceAccount, router.service_account)):
        pages = Pages(client, model)
        for page in ("changelist", "add", "change"):
            shown = row if page == "change" else None
            assert client.get(pages.url(page, shown)).status_code == 403
    assert revoke_all(lambda model: Pages(client, model)).status_code == 403
    assert ApiKey.objects.get().revoked_at is None


def test_who_may_look_may_not_revoke(client, router):
    issue(router)
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.set(Group.objects.get(name="admin").permissions.filter(codename="view_apikey"))
    client.force_login(viewer)
    assert revoke_all(lambda model: Pages(client, model)).status_code == 200
    assert ApiKey.objects.get().revoked_at is None


def test_a_service_is_made_by_its_name(pages):
    reader = Group.objects.get(name="reader")
    saved = pages(ServiceAccount).save(name="Order_Router", groups=[reader.pk], calls_per_second=50)
    assert saved.is_saved
    service = ServiceAccount.objects.get()
    assert service.user.username == "order-router"
    assert service.calls_per_second == 50
    assert not service.user.has_usable_password()
    assert [group.name for group in service.user.groups.all()] == ["reader"]


def test_a_service_has_a_name_of_its_own(pages, router):
    assert pages(ServiceAccount).save(name="ROUTER").errors == {
        "name": ["there is a user of this name: choose another"]
    }
    assert pages(ServiceAccount).save(name="ro uter").errors == {
        "name": ["must be of letters, digits and hyphens, such as order-router"]
    }
    assert pages(ServiceAccount).save(name="desk", calls_per_second=0).errors.keys() == {"calls_per_second"}


def test_the_limit_of_a_service_can_be_changed(pages, router):
    assert pages(ServiceAccount).save(router.service_account, calls_per_second=7).is_saved
    assert ServiceAccount.objects.get().calls_per_second == 7


def test_a_service_is_deactivated_not_deleted(pages, router):
    assert pages(ServiceAccount).send("delete", router.service_account, post="yes").status == 403
    assert pages(User).send("delete", router, post="yes").status == 403
    assert User.objects.filter(username="router").exists()


def test_lists_and_pages_open(pages, router):
    key, _ = issue(router, expires_at=timezone.now() + timedelta(days=1))
    subject = ExternalIdentity.objects.create(user=router, kind="TOKEN", name="spiffe://a/b")
    for row in (router.service_account, key, subject):
        of = pages(type(row))
        assert of.client.get(of.url("changelist"), {"q": "router"}).status_code == 200
        assert of.client.get(of.url("change", row)).status_code == 200


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("TOKEN", "x" * 256),
        ("TOKEN", "a\u200bb"),
        ("CERTIFICATE", "Orders.Trading"),
        ("CERTIFICATE", "*.trading"),
        ("CERTIFICATE", "spiffe://trading/../orders"),
        ("CERTIFICATE", "CN=orders"),
    ],
)
def test_a_name_that_nothing_can_carry_is_refused(pages, router, kind, name):
    assert pages(ExternalIdentity).save(user=router.pk, kind=kind, name=name).errors.keys() == {"name"}


def test_names_of_certificates_are_taken(pages, router):
    for name in ("orders.trading", "spiffe://trading/orders"):
        assert pages(ExternalIdentity).save(user=router.pk, kind="CERTIFICATE", name=name).is_saved


def test_an_external_name_stands_for_one_user(pages, router):
    name = {"kind": "TOKEN", "name": "a"}
    assert pages(ExternalIdentity).save(user=router.pk, **name).is_saved
    other = User.objects.create_user("other")
    assert not pages(ExternalIdentity).save(user=other.pk, **name).is_saved
