"""The pages of people: who is gone is made inactive, and what a list does not show it does not tell."""

import pytest
from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission, User
from django.test import RequestFactory
from django_otp.plugins.otp_totp.models import TOTPDevice

from cqi.auth.accounts import LONGEST_NAME
from cqi.auth.models import ApiKey
from registry.models import AnsweredRequest, Change, QualityFlag
from tests.admin.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return User.objects.create_user("alice", is_staff=True)


def test_what_somebody_did_stays_when_an_administrator_deletes_them(pages, alice):
    LogEntry.objects.log_actions(alice.pk, [alice], CHANGE, change_message="decimals")
    of = pages(User)
    assert of.send("delete", alice, post="yes").status == 403
    chosen = {"action": "delete_selected", "_selected_action": [alice.pk], "post": "yes"}
    of.client.post(of.url("changelist"), chosen)
    assert LogEntry.objects.filter(user=alice).exists()


def test_a_name_stands_for_one_user_for_ever(pages, alice):
    assert pages(User).save(alice, username="bob", first_name="Alice").is_saved
    alice.refresh_from_db()
    assert (alice.username, alice.first_name) == ("alice", "Alice")


NEW = {"password1": "a long one 123", "password2": "a long one 123", "usable_password": "true"}


@pytest.mark.parametrize("name", ["anonymous", "Developer", "ALICE", "x" * 129])
def test_a_name_is_nobody_elses_and_records_have_room_for_it(pages, alice, name):
    assert pages(User).send("add", username=name, **NEW).errors.keys() == {"username"}
    assert pages(User).send("add", username="x" * 128, **NEW).is_saved


SECRETS = [(TOTPDevice, "key"), (ApiKey, "digest"), (User, "password")]


@pytest.mark.parametrize(("model", "secret"), SECRETS)
def test_no_list_is_filtered_by_a_secret(model, secret):
    request = RequestFactory().get("/", {f"{secret}__startswith": "a"})
    request.user = User(username="root", is_superuser=True, is_active=True)
    with pytest.raises(DisallowedModelAdminLookup):
        admin.site.get_model_admin(model).get_changelist_instance(request)


def test_who_sees_that_there_is_an_app_cannot_ask_for_its_secret(client, alice):
    app = TOTPDevice.objects.create(user=User.objects.create_user("bob"), name="app")
    alice.user_permissions.set(Permission.objects.filter(codename="view_totpdevice"))
    client.force_login(alice)
    page = Pages(client, TOTPDevice).url("changelist")
    assert "bob" in client.get(page, {"user__exact": app.user_id}).content.decode()
    assert client.get(page, {"key__startswith": app.key[0]}).status_code == 400


def test_lists_of_secrets_are_filtered_by_what_they_show(pages):
    for query in ({"revoked_at__isempty": "1"}, {"user__id__exact": "1"}, {"q": "alice"}):
        assert pages(ApiKey).client.get(pages(ApiKey).url("changelist"), query).status_code == 200


def test_records_have_room_for_every_name():
    named = [AnsweredRequest.caller, Change.actor, QualityFlag.raised_actor, QualityFlag.resolved_actor]
    assert min(column.field.max_length for column in named) >= LONGEST_NAME
