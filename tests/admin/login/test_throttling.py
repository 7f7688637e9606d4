"""Wrong passwords: how many, whose, and that nobody can keep another out."""

from datetime import timedelta
from io import StringIO

import pytest
from axes.models import AccessAttempt
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from structlog.testing import capture_logs

from cqi.auth.models import ServiceAccount

pytestmark = pytest.mark.django_db

OFFICE, HOME, STRANGER = ({"REMOTE_ADDR": f"192.0.2.{number}"} for number in (1, 2, 3))
LOCKED = "not even the right one"


def fail(log_in, name, times, **sent):
    return [log_in(name, "wrong", **sent).status_code for _ in range(times)]


def test_it_works(person, log_in):
    person("alice")
    assert fail(log_in, "alice", 5) == [200, 200, 200, 200, 429]
    refused = log_in("alice")
    assert refused.status_code == 429
    assert refused["Retry-After"] == "900"
    assert LOCKED in refused.content.decode()
    assert "wait 15 minutes" in refused.content.decode()


def test_what_was_typed_for_a_name_is_kept_only_where_a_user_has_it(log_in):
    """It may be a password in the wrong field; it is counted all the same."""
    assert fail(log_in, "correct horse battery", 5)[-1] == 429
    kept = AccessAttempt.objects.get()
    assert kept.username.startswith("unknown ")
    assert "correct" not in repr(AccessAttempt.objects.values().get())


def test_the_right_password_forgets_the_wrong_ones(person, log_in, client):
    person("alice")
    for _ in range(2):
        assert fail(log_in, "alice", 4) == [200] * 4
        assert log_in("alice").status_code == 302
        client.logout()


def test_a_lock_ends_and_attempts_do_not_prolong_it(person, log_in):
    person("alice")
    fail(log_in, "alice", 5)
    locked = AccessAttempt.objects.get().attempt_time
    assert log_in("alice").status_code == 429
    assert AccessAttempt.objects.get().attempt_time == locked
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=15, seconds=1))
    assert log_in("alice").status_code == 302


def test_colleagues_at_the_same_address_log_in(person, log_in):
    person("alice")
    person("bob")
    fail(log_in, "alice", 6, **OFFICE)
    assert log_in("bob", **OFFICE).status_code == 302


def test_a_stranger_does_not_lock_the_owner_out(person, log_in):
    person("alice")
    assert fail(log_in, "alice", 6, **STRANGER)[-1] == 429
    assert log_in("alice", **OFFICE).status_code == 302


def test_who_guesses_from_many_addresses_is_locked_and_the_owner_is_not(person, log_in, client):
    person("alice")
    log_in("alice", **OFFICE)
    client.logout()
    for number in range(50):
        log_in("alice", "wrong", REMOTE_ADDR=f"198.51.100.{number}", HTTP_USER_AGENT=str(number))
    assert log_in("alice", REMOTE_ADDR="203.0.113.1").status_code == 429
    assert log_in("alice", **OFFICE).status_code == 302
    client.logout()
    assert log_in("alice", REMOTE_ADDR="203.0.113.1").status_code == 429, "her login does not help them"


def test_another_browser_is_the_same_guesser(person, log_in):
    person("alice")
    answers = [log_in("alice", "wrong", HTTP_USER_AGENT=str(n)).status_code for n in range(5)]
    assert answers[-1] == 429


def test_a_forged_header_changes_no_address(person, log_in):
    person("alice")
    answers = [log_in("alice", "wrong", HTTP_X_FORWARDED_FOR=f"192.0.2.{n}").status_code for n in range(5)]
    assert answers[-1] == 429


def test_a_name_that_nobody_has_is_answered_like_any_other(person, log_in):
    person("alice")
    known, unknown = (
        [log_in(name, "wrong").content.decode().replace(name, "") for _ in range(6)]
        for name in ("alice", "bobby")
    )
    without_token = [[page.split("csrfmiddlewaretoken")[0] for page in pages] for pages in (known, unknown)]
    assert without_token[0] == without_token[1]


def test_who_may_not_log_in_here_is_told_no_more_and_locked_as_well(person, log_in):
    person("clerk", is_staff=False)
    person("gone", is_active=False)
    for name in ("clerk", "gone"):
        right, wrong = log_in(name).content.decode(), log_in(name, "wrong").content.decode()
        assert "Please enter the correct username and password" in right
        assert right.split("csrfmiddlewaretoken")[0] == wrong.split("csrfmiddlewaretoken")[0]
        assert [log_in(name).status_code for _ in range(3)] == [200, 200, 429]


def test_a_service_does_not_log_in(person, log_in):
    ServiceAccount.objects.create(user=person("router"))
    answers = [log_in("router").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]


def test_unlocked_by_command(person, log_in):
    person("alice")
    fail(log_in, "alice", 6)
    said = StringIO()
    call_command("unlock_login", "alice", stdout=said)
    call_command("unlock_login", "nobody", stdout=said)
    assert said.getvalue() == "alice can log in.\nThere were no wrong passwords for nobody.\n"
    assert log_in("alice").status_code == 302


def test_unlocked_by_an_administrator(person, log_in, client):
    person("alice")
    person("root", "admin")
    fail(log_in, "alice", 6)
    log_in("root")
    attempt = AccessAttempt.objects.get()
    assert "alice" in client.get(reverse("admin:axes_accessattempt_changelist")).content.decode()
    client.post(reverse("admin:axes_accessattempt_delete", args=[attempt.pk]), {"post": "yes"})
    client.logout()
    assert log_in("alice").status_code == 302


def test_what_happened_is_logged_and_passwords_are_not(person, log_in, client):
    person("alice")
    with capture_logs() as lines:
        fail(log_in, "alice", 5)
        fail(log_in, "my secret by mistake", 1)
        log_in("alice", **HOME)
        client.post(reverse("admin:logout"), **HOME)
    told = [(line["event"], line["user"], line["address"]) for line in lines if "user" in line]
    assert told == [
        *[("login_failed", "alice", "127.0.0.1")] * 4,
        ("login_locked", "alice", "127.0.0.1"),
        ("login_failed", "alice", "127.0.0.1"),
        ("login_failed", None, "127.0.0.1"),
        ("logged_in", "alice", "192.0.2.2"),
        ("logged_out", "alice", "192.0.2.2"),
    ]
    assert "wrong" not in str(lines)
    assert "secret" not in str(lines)


def test_no_password_is_stored(person, log_in):
    person("alice")
    fail(log_in, "alice", 1)
    attempt = AccessAttempt.objects.get()
    assert "wrong" not in attempt.post_data + attempt.get_data


def test_nothing_is_counted_anywhere_else(person, log_in, client):
    person("alice")
    log_in("alice")
    for url in (reverse("admin:index"), reverse("admin:registry_asset_changelist"), "/health/live"):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        assert not [one["sql"] for one in queries if "axes" in one["sql"]]
        assert not [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
