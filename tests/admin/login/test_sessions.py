"""Sessions end by themselves, and their end is moved without a write for each request."""

import time
from datetime import timedelta
from io import StringIO

import pytest
from axes.models import AccessLog
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cqi.auth.sessions import stored_key
from cqi.login.sessions import BEGAN, SEEN

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")


@pytest.fixture
def alice(person, log_in, client):
    person("alice")
    log_in("alice")
    assert client.get(INDEX).status_code == 200
    return client


def ago(client, **seconds):
    """Move moments that the session holds back."""
    session = client.session
    for name, many in seconds.items():
        session[name] -= many
    session.save()


def test_it_works(alice):
    ago(alice, began=12 * 3600 - 60)
    assert alice.get(INDEX).status_code == 200
    ago(alice, began=60)
    assert alice.get(INDEX).url.startswith(reverse("admin:login"))
    assert not Session.objects.filter(pk=alice.session.session_key).exists()


def test_it_ends_after_an_hour_without_a_request(alice):
    left = Session.objects.get().expire_date - timezone.now()
    assert 3590 < left.total_seconds() <= 3600
    Session.objects.update(expire_date=F("expire_date") - left)
    assert alice.get(INDEX).status_code == 302


def test_requests_move_its_end(alice):
    ago(alice, seen=61)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=1))
    assert alice.get(INDEX).status_code == 200
    assert (Session.objects.get().expire_date - timezone.now()).total_seconds() > 3590
    assert time.time() - alice.session[SEEN] < 30


def test_a_request_writes_nothing_within_a_minute(alice):
    with CaptureQueriesContext(connection) as queries:
        alice.get(INDEX)
    assert not [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE"))]


def test_a_session_that_does_not_say_when_it_began_is_over(alice):
    session = alice.session
    del session[BEGAN]
    session.save()
    assert alice.get(INDEX).status_code == 302


def test_the_hours_are_a_setting(configured, alice):
    configured(admin={"session_hours": 1})
    ago(alice, began=3601)
    assert alice.get(INDEX).status_code == 302


def test_probes_need_no_session(client):
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/health/live").status_code == 200
    assert not list(queries)


def test_what_is_over_is_purged(alice):
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - timedelta(days=1))
    old = AccessLog.objects.create(username="bob")
    AccessLog.objects.filter(pk=old.pk).update(attempt_time=timezone.now() - timedelta(days=91))
    call_command("purge", stdout=StringIO())
    assert Session.objects.get().pk == stored_key(alice.session.session_key)
    assert AccessLog.objects.get().username == "alice"
    assert alice.get(INDEX).status_code == 200


def test_who_was_deactivated_or_got_another_password_is_out(alice):
    user = User.objects.get()
    user.set_password("another battery")
    user.save()
    assert alice.get(INDEX).status_code == 302
    alice.force_login(user)
    user.is_active = False
    user.save()
    assert alice.get(INDEX).status_code == 302
