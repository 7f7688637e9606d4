"""`manage.py apikey`."""

import re
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone

from cqi.auth.models import ApiKey, ServiceAccount
from tests.programs import manage

pytestmark = pytest.mark.django_db

KEY = re.compile(r"cqk_[0-9a-f]{16}_[0-9a-f]{64}\n")


@pytest.fixture
def apikey():
    """`apikey("list")`: what the command says on standard output, and on standard error."""

    def run(*arguments: str) -> tuple[str, str]:
        said, told = StringIO(), StringIO()
        call_command("apikey", *arguments, stdout=said, stderr=told, no_color=True)
        return said.getvalue(), told.getvalue()

    return run


def test_it_works(apikey, directory):
    key, told = apikey("create", "Order_Router", "--group", "reader", "--label", "eu-1")
    assert KEY.fullmatch(key)
    assert told.splitlines() == [
        "New service account order-router, in reader.",
        f"Key {key.split('_')[1]} of order-router, until it is revoked. It is not shown again:",
    ]
    caller = directory().by_key(key.strip())
    assert caller.name == "order-router"
    assert caller.may("registry.view_asset")
    account = ServiceAccount.objects.get()
    assert not account.user.has_usable_password()
    assert ApiKey.objects.get().label == "eu-1"


def test_a_person_gets_no_account_of_a_service(apikey):
    User.objects.create_user("alice")
    with pytest.raises(CommandError, match="alice is a person, and keys of the configuration are services'"):
        apikey("account", "alice", "--group", "reader")
    assert not User.objects.get().groups.exists()


@pytest.mark.parametrize("name", ["anonymous", "Developer"])
def test_no_service_is_called_as_the_log_calls_those_who_are_no_users(apikey, name):
    with pytest.raises(CommandError, match="is what the log calls those who are no users"):
        apikey("create", name)


def test_a_second_key_is_for_rotation_and_a_third_is_refused(apikey):
    apikey("create", "router", "--group", "reader")
    _, told = apikey("create", "router", "--group", "curator")
    assert told.startswith("Existing user router, in curator, reader.\n")
    first, second = ApiKey.objects.order_by("pk").values_list("public_id", flat=True)
    with pytest.raises(CommandError) as caught:
        apikey("create", "router")
    assert str(caught.value) == (
        f"router has 2 live keys, {second} and {first}: revoke the one that is not used."
    )
    apikey("revoke", first)
    apikey("create", "router")
    assert ApiKey.objects.live().count() == 2


def test_an_expired_key_counts_no_more(apikey):
    for _ in range(2):
        apikey("create", "router")
    ApiKey.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    apikey("create", "router")


def test_a_key_of_a_person(apikey, directory):
    User.objects.create_user("Alice B")
    key, told = apikey("create", "Alice B")
    assert "Existing user Alice B, in no group: give it one with --group." in told
    assert directory().by_key(key.strip()).name == "Alice B"
    assert not ServiceAccount.objects.exists()


def test_an_account_for_a_configured_key(apikey):
    said, told = apikey("account", "RISK_ENGINE", "--group", "risk officer")
    assert (said, told) == ("", "New service account risk-engine, in risk officer.\n")
    assert not ApiKey.objects.exists()


def test_whose_user_is_not_active_is_told(apikey):
    apikey("account", "router")
    User.objects.update(is_active=False)
    assert "router is not active: all its keys are refused." in apikey("create", "router")[1]


def test_it_expires_after_days(apikey):
    before = timezone.now() + timedelta(days=90)
    apikey("create", "router", "--expires", "90d")
    assert before <= ApiKey.objects.get().expires_at <= timezone.now() + timedelta(days=90)


def test_it_expires_on_a_date(apikey):
    day = datetime.now(UTC).date() + timedelta(days=3)
    apikey("create", "router", "--expires", day.isoformat())
    assert ApiKey.objects.get().expires_at == datetime(day.year, day.month, day.day, tzinfo=UTC)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["create", "router", "--expires", "soon"],
            "--expires: soon is neither a number of days such as 90d nor a date such as 2030-12-31",
        ),
        (["create", "router", "--expires", "2020-01-31"], "A key must expire in the future, or never."),
        (
            ["create", "router", "--group", "readers"],
            "there is no group readers: there are admin, curator, reader, risk officer",
        ),
        (
            ["create", "ro uter"],
            "name: must be of letters, digits and hyphens, such as order-router",
        ),
        (["revoke", "nosuch"], "there is no such key: `manage.py apikey list` shows those that there are"),
    ],
)
def test_a_refusal_says_what_would_be_right_and_leaves_nothing(apikey, arguments, said):
    with pytest.raises(CommandError) as caught:
        apikey(*arguments)
    assert str(caught.value) == said
    assert not User.objects.exists()
    assert not ApiKey.objects.exists()


def test_keys_are_listed_without_their_secrets(apikey):
    key, _ = apikey("create", "router", "--label", "eu-1", "--expires", "90d")
    other, _ = apikey("create", "desk")
    apikey("revoke", other.split("_")[1])
    head, *lines = apikey("list")[0].splitlines()
    assert head.split("  ")[0] == "KEY"
    assert [line.split()[:3] for line in lines] == [
        [other.split("_")[1], "desk", "revoked"],
        [key.split("_")[1], "router", "live"],
    ]
    assert lines[1].endswith("  eu-1")
    assert key.strip().split("_")[2] not in "".join(lines)


def test_a_key_is_revoked_once(apikey):
    apikey("create", "router")
    key = ApiKey.objects.get()
    assert apikey("revoke", key.public_id)[0] == (
        f"Revoked {key.public_id} of router: servers refuse it within 5 seconds.\n"
    )
    key.refresh_from_db()
    with pytest.raises(CommandError, match=f"was revoked on {key.revoked_at:%Y-%m-%d %H:%M}"):
        apikey("revoke", key.public_id)


def test_a_whole_key_that_was_found_somewhere_can_be_revoked(apikey):
    found, _ = apikey("create", "router")
    said, _ = apikey("revoke", found.strip())
    assert found.split("_")[2].strip() not in said
    assert ApiKey.objects.get().revoked_at


def test_a_script_gets_the_key_alone(tmp_path):
    """As `KEY=$(manage.py apikey create router --group reader)`, on a data folder of its own."""
    data = tmp_path / "data"
    early = manage(data, "apikey", "create", "router")
    # After it the pool may say that the server, which ends with the command, was gone first.
    assert early.stderr.splitlines()[0] == (
        "CommandError: the schema of the database is not this release's: run `manage.py migrate` first"
    )
    assert manage(data, "migrate", "-v0").returncode == 0
    done = manage(data, "apikey", "create", "router", "--group", "reader")
    assert done.returncode == 0
    assert KEY.fullmatch(done.stdout)
