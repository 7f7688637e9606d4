"""The sessions of browsers: what is in the table opens nothing."""

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session

from cqi.auth.sessions import SessionStore, stored_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def cookie(client):
    """The cookie of an admin who is logged in by this client."""
    client.force_login(User.objects.create_superuser("ada"))
    return client.cookies["sessionid"]


def status(client) -> int:
    return client.get("/admin/password_change/").status_code


def test_it_works(client, cookie):
    assert status(client) == 200
    assert status(client) == 200
    client.logout()
    assert not Session.objects.exists()
    client.cookies["sessionid"] = cookie.value
    assert status(client) == 302


def test_what_is_kept_opens_nothing(client, cookie):
    kept = Session.objects.get().session_key
    assert kept == stored_key(cookie.value) != cookie.value
    client.cookies["sessionid"] = kept
    assert status(client) == 302


def test_a_key_is_changed_with_its_row(cookie):
    session = SessionStore(cookie.value)
    session["seen"] = True
    session.cycle_key()
    assert session.session_key != cookie.value
    assert [row.session_key for row in Session.objects.all()] == [stored_key(session.session_key)]
    assert SessionStore(session.session_key)["seen"]
    assert not SessionStore().exists(cookie.value)


def test_a_key_that_the_server_did_not_make_is_not_taken():
    session = SessionStore("chosenbyastranger0123456789abcde")
    session["seen"] = True
    session.save()
    assert session.session_key != "chosenbyastranger0123456789abcde"


def test_without_a_session_nothing_is_deleted(cookie):
    SessionStore().delete()
    assert Session.objects.count() == 1
