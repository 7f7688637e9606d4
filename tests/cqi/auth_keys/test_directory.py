"""The directory: whose credential it is, and the one refusal for all that are nobody's."""

import logging
from datetime import timedelta

import pytest
import structlog
from django.contrib.auth.models import Group, Permission, User
from django.utils import timezone
from prometheus_client import REGISTRY

from cqi.auth.caller import developer, every_permission
from cqi.auth.directory import Directory
from cqi.auth.keys import issue, revoke
from cqi.auth.models import ApiKey, ExternalIdentity, ServiceAccount
from cqi.errors import Unauthenticated, Unavailable
from tests.cqi.auth_keys.conftest import CONFIGURED

pytestmark = pytest.mark.django_db


def test_it_works(service, key, directory):
    text = key(service("router", "reader"))
    caller = directory().by_key(text)
    assert caller.name == "router"
    assert caller.may("registry.view_asset")
    assert not caller.may("registry.add_asset")
    assert caller.calls_per_second is None


def test_permissions_are_the_users_own_and_those_of_all_its_groups(service, key, directory):
    user = service("router", "reader", "risk officer")
    user.user_permissions.add(Permission.objects.get(codename="merge_asset"))
    text = key(user)
    caller = directory().by_key(text)
    assert caller.permissions == user.get_all_permissions()
    assert {
        "registry.view_asset",
        "registry.resolve_qualityflag",
        "registry.merge_asset",
    } < caller.permissions


def test_a_superuser_may_do_everything(key, directory):
    root = User.objects.create_superuser("root")
    text = key(root)
    assert directory().by_key(text).permissions == root.get_all_permissions()


def test_a_service_has_its_own_limit(service, key, directory):
    user = service("router")
    ServiceAccount.objects.filter(user=user).update(calls_per_second=50)
    text = key(user)
    assert directory().by_key(text).calls_per_second == 50


def test_tokens_and_certificates_stand_for_users(service, directory):
    router, desk = service("router"), service("desk")
    kinds = ExternalIdentity.Kind
    ExternalIdentity.objects.create(user=router, kind=kinds.TOKEN, name="a")
    ExternalIdentity.objects.create(user=desk, kind=kinds.CERTIFICATE, name="a")
    known = directory()
    assert known.by_token_subject("a").name == "router"
    assert known.by_certificate("a").name == "desk"
    for ask in (known.by_token_subject, known.by_certificate):
        with pytest.raises(Unauthenticated):
            ask("b")


def spoiled(text):
    return text[:-1] + ("0" if text[-1] != "0" else "1")


def expired(text):
    ApiKey.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    return text


def revoked(text):
    revoke(ApiKey.objects.get())
    return text


def inactive(text):
    User.objects.update(is_active=False)
    return text


WRONG = {
    "empty": lambda _: "",
    "another form": lambda _: "Basic abc",
    "no secret": lambda text: text.rpartition("_")[0],
    "an empty secret": lambda text: text.rpartition("_")[0] + "_",
    "wrong secret": spoiled,
    "unknown key": lambda text: text.replace("cqk_", "cqk_0"),
    "capitals": str.upper,
    "too much": lambda text: text + "0",
    "very long": lambda text: text * 10_000,
    "not ASCII": lambda text: text + "é\ud800",
    "expired": expired,
    "revoked": revoked,
    "inactive user": inactive,
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_every_refusal_sounds_the_same(service, key, directory, wrong):
    text = wrong(key(service("router", "reader")))
    with pytest.raises(Unauthenticated) as caught:
        directory().by_key(text)
    assert str(caught.value) == str(Unauthenticated())
    assert caught.value.reason == "UNAUTHENTICATED"
    assert not caught.value.info


@pytest.fixture
def everything_is_logged():
    usual = structlog.get_config()["wrapper_class"]
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))
    yield
    structlog.configure(wrapper_class=usual)


def test_refusals_are_counted_by_cause(service, key, directory):
    text = revoked(key(service("router")))
    known = directory()

    def counted():
        return REGISTRY.get_sample_value("cqi_callers_refused_total", {"cause": "revoked"}) or 0

    before = counted()
    with pytest.raises(Unauthenticated):
        known.by_key(text)
    assert counted() == before + 1


def test_the_log_says_why_and_never_a_secret(service, key, directory, everything_is_logged):
    text = key(service("router"))
    revoke(ApiKey.objects.get())
    with structlog.testing.capture_logs() as lines, pytest.raises(Unauthenticated):
        directory().by_key(text)
    (line,) = lines
    assert line == {
        "event": "not_authenticated",
        "log_level": "debug",
        "cause": "revoked",
        "key": text.split("_")[1],
    }


def test_a_key_expires_at_its_moment_not_at_the_next_reading(service, key, directory):
    end = timezone.now() + timedelta(seconds=1)
    text = key(service("router"), expires_at=end)
    known = directory()
    assert known.by_key(text).name == "router"
    while timezone.now() <= end:
        pass
    with pytest.raises(Unauthenticated):
        known.by_key(text)


def test_what_changes_is_known_at_the_next_reading(service, key, directory):
    user = service("router", "reader")
    known, text = directory(), key(user)
    with pytest.raises(Unauthenticated):
        known.by_key(text)
    known.refresh()
    assert not known.by_key(text).may("registry.add_asset")
    user.groups.set([Group.objects.get(name="curator")])
    known.refresh()
    assert known.by_key(text).may("registry.add_asset")
    user.is_active = False
    user.save()
    known.refresh()
    with pytest.raises(Unauthenticated):
        known.by_key(text)


def test_configured_keys_belong_to_service_accounts(service, directory):
    service("risk-engine", "reader")
    known = directory(**{"risk-engine": CONFIGURED, "nobody": CONFIGURED[::-1]})
    assert known.by_key(CONFIGURED).name == "risk-engine"
    assert known.unknown_services() == ["nobody"]
    with pytest.raises(Unauthenticated):
        known.by_key(CONFIGURED[::-1])


def test_a_configured_key_is_that_of_one_spelling(service, directory):
    service("risk-engine", "reader")
    ServiceAccount.objects.create(user=User.objects.create_superuser("Risk_Engine"))
    caller = directory(**{"risk-engine": CONFIGURED}).by_key(CONFIGURED)
    assert caller.name == "risk-engine"


def test_a_person_gets_no_configured_key(directory):
    User.objects.create_superuser("admin")
    known = directory(admin=CONFIGURED)
    assert known.unknown_services() == ["admin"]
    with pytest.raises(Unauthenticated):
        known.by_key(CONFIGURED)


def test_a_configured_key_can_have_the_form_of_the_others(service, key, directory):
    service("router")
    text = f"cqk_{'0' * 16}_{CONFIGURED}"
    assert directory(router=text).by_key(text).name == "router"


def test_an_account_that_was_made_inactive_has_no_configured_key(service, directory):
    user = service("router")
    user.is_active = False
    user.save()
    with pytest.raises(Unauthenticated):
        directory(router=CONFIGURED).by_key(CONFIGURED)


def test_whether_anybody_has_a_key(service, key, directory):
    assert not directory(router=CONFIGURED).has_keys()
    user = service("router")
    assert directory(router=CONFIGURED).has_keys()
    made, _ = issue(user, expires_at=timezone.now() + timedelta(days=1))
    assert directory().has_keys()
    revoke(made)
    assert not directory().has_keys()


LOOPBACK = ("ipv4:127.0.0.1:50000", "ipv6:[::1]:50000", "ipv6:%5B::1%5D:50000", "unix:/run/socket")
ELSEWHERE = ("ipv4:10.0.0.1:50000", "ipv6:[::ffff:10.0.0.1]:5", "ipv4:1.127.0.1:5", "", "127.0.0.1")


@pytest.mark.parametrize("peer", LOOPBACK)
def test_a_developer_needs_no_credential(peer, directory):
    caller = directory(known=developer()).without_credential(peer)
    assert caller.name == "developer"
    assert caller.may("registry.merge_asset")


def test_every_permission_is_what_django_has_rows_of():
    rows = Permission.objects.values_list("content_type__app_label", "codename")
    assert every_permission() == {f"{app}.{codename}" for app, codename in rows}


@pytest.mark.parametrize("peer", ELSEWHERE)
def test_from_elsewhere_everybody_needs_one(peer, directory):
    with pytest.raises(Unauthenticated):
        directory(known=developer()).without_credential(peer)


def test_without_a_developer_everybody_needs_one(directory):
    with pytest.raises(Unauthenticated):
        directory().without_credential(LOOPBACK[0])


def test_until_it_was_read_nobody_is_refused_for_ever(service, key):
    text = key(service("router"))
    with pytest.raises(Unavailable):
        Directory({}, 900.0).by_key(text)


def test_the_last_use_is_kept_at_most_once_a_minute(service, key, directory):
    text = key(service("router"))
    known, other = directory(), directory()

    def used():
        known.refresh()
        other.refresh()
        return ApiKey.objects.get().last_used_at

    assert used() is None
    before = timezone.now()
    known.by_key(text)
    first = used()
    assert before <= first <= timezone.now()
    other.by_key(text)
    known.by_key(text)
    assert used() == first
    a_minute_ago = first - timedelta(seconds=61)
    ApiKey.objects.update(last_used_at=a_minute_ago)
    known.refresh()
    assert used() > a_minute_ago, "the use that was not written is"


def test_a_wrong_secret_is_no_use_of_a_key(service, key, directory):
    text = key(service("router"))
    known = directory()
    with pytest.raises(Unauthenticated):
        known.by_key(spoiled(text))
    known.refresh()
    assert ApiKey.objects.get().last_used_at is None
