"""What the groups may do in the admin, where a permission of its own decides it."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from registry.models import QualityFlag
from tests.admin.pages import Pages
from tests.factories import AssetFactory, FlagFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    """`staff("curator")`: a client in which somebody of this group is logged in."""

    def log_in(group: str):
        user = User.objects.create_user(group, is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        return client

    return log_in


@pytest.mark.parametrize(
    ("group", "raises", "resolves"),
    [("reader", False, False), ("curator", True, False), ("risk officer", True, True), ("admin", True, True)],
)
def test_flags(staff, group, raises, resolves):
    flag = FlagFactory()
    pages = Pages(staff(group), QualityFlag)
    assert pages.client.get(pages.url("change", flag)).status_code == 200
    assert pages.client.get(pages.url("add")).status_code == (200 if raises else 403)
    pages.send("change", flag, resolution_notes="found nothing", seen_version=flag.version)
    typed = pages.form("change", flag) if resolves else {}
    assert ("resolution_notes" in typed) is resolves
    if resolves:
        assert pages.save(flag, opened=typed, resolution_notes="found nothing").is_saved
    flag.refresh_from_db()
    assert bool(flag.resolved_at) is resolves


@pytest.mark.parametrize(
    ("group", "merges"), [("reader", False), ("curator", True), ("risk officer", False), ("admin", True)]
)
def test_merges(staff, group, merges):
    asset = AssetFactory()
    page = reverse("admin:registry_asset_merge_into", args=[asset.pk])
    assert staff(group).get(page).status_code == (200 if merges else 403)
