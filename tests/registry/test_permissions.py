"""The groups: each has what the table says, after every migration."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db


def permissions(group):
    return {
        f"{one.content_type.app_label}.{one.codename}"
        for one in Group.objects.get(name=group).permissions.select_related("content_type")
    }


def test_it_works():
    assert set(Group.objects.values_list("name", flat=True)) == {"reader", "curator", "risk officer", "admin"}


def test_a_reader_sees_all_of_the_registry_and_changes_nothing():
    views = Permission.objects.filter(content_type__app_label="registry", codename__startswith="view_")
    assert permissions("reader") == {f"registry.{one.codename}" for one in views}
    assert "registry.view_qualityflag" in permissions("reader")


def test_a_curator_changes_rows_merges_and_raises():
    more = permissions("curator") - permissions("reader")
    assert {"registry.add_asset", "registry.change_venuesymbol", "registry.delete_chain"} <= more
    assert {"registry.merge_asset", "registry.add_qualityflag"} <= more
    assert not {one for one in more if "qualityflag" in one} - {"registry.add_qualityflag"}
    kept_by_the_program = ("sourceclaim", "answeredrequest", "changereason")
    assert not {one for one in more if one.endswith(kept_by_the_program)}
    assert permissions("reader") < permissions("curator")


def test_only_the_risk_desk_and_admins_resolve_flags():
    assert permissions("risk officer") - permissions("reader") == {
        "registry.add_qualityflag",
        "registry.resolve_qualityflag",
    }
    holders = Group.objects.filter(permissions__codename="resolve_qualityflag")
    assert {group.name for group in holders} == {"risk officer", "admin"}


def test_an_admin_may_do_everything():
    apps = ("registry", "cqi_auth", "axes", "otp_totp", "auth", "admin")
    everything = Permission.objects.filter(content_type__app_label__in=apps)
    assert Group.objects.get(name="admin").permissions.count() == everything.count()
    user = User.objects.create_user("alice")
    user.groups.add(Group.objects.get(name="admin"))
    assert user.has_perms(
        ["auth.change_user", "cqi_auth.add_apikey", "registry.merge_asset", "admin.view_logentry"]
    )


def test_a_migration_sets_exactly_these_and_leaves_other_groups_alone(owner):
    reader, own = Group.objects.get(name="reader"), Group.objects.create(name="interns")
    right = permissions("reader")
    extra = Permission.objects.get(codename="delete_asset")
    reader.permissions.remove(reader.permissions.first())
    reader.permissions.add(extra)
    own.permissions.add(extra)
    call_command("migrate", verbosity=0)
    assert permissions("reader") == right
    assert permissions("interns") == {"registry.delete_asset"}


def test_a_migration_that_changes_nothing_writes_nothing(owner):
    with CaptureQueriesContext(connection) as queries:
        call_command("migrate", verbosity=0)
    assert not [one["sql"] for one in queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
