"""Flags: raised and resolved by people, with both the actor and what was claimed kept."""

import re

import pytest
from django.contrib.auth.models import Permission

from registry.models import Asset, Change, QualityFlag
from tests.admin.pages import Pages
from tests.factories import AssetFactory, FlagFactory

pytestmark = pytest.mark.django_db(transaction=True)


def stored(row):
    return type(row).objects.get(pk=row.pk)


def test_it_works(pages):
    asset = AssetFactory()
    typed = {"asset": asset.pk, "flag_type": "EXPLOITED", "severity": "5", "reason": "drained"}
    assert pages(QualityFlag).save(**typed).is_saved
    flag = QualityFlag.objects.get()
    assert (flag.asset_id, flag.source, flag.raised_actor) == (asset.pk, "admin", "admin")
    assert pages(QualityFlag).save(flag, resolution_notes="Paid back in full.").is_saved
    after = stored(flag)
    assert (after.resolved_actor, after.resolution_notes) == ("admin", "Paid back in full.")
    assert after.resolved_at is not None
    changes = Change.objects.filter(entity_id=flag.pk).order_by("revision")
    assert [change.reason for change in changes] == ["drained", "Paid back in full."]


def test_a_critical_flag_that_stands_is_extended(pages):
    flag = FlagFactory(source="admin", reason="drained")
    typed = {
        "asset": flag.asset_id,
        "flag_type": "EXPLOITED",
        "severity": "5",
        "reason": "drained\r\nby its owner",
    }
    assert pages(QualityFlag).save(**typed).is_saved
    (after,) = QualityFlag.objects.all()
    assert (after.pk, after.reason, after.version) == (flag.pk, "drained\nby its owner", 2)


def test_a_flag_needs_grounds(pages):
    typed = {"asset": AssetFactory().pk, "flag_type": "EXPLOITED", "severity": "1"}
    answer = pages(QualityFlag).save(**typed)
    assert answer.errors == {"reason": ["say why, a flag is not raised without it"]}


def test_nothing_is_chosen_beforehand(pages):
    """A browser sends the first choice where none is selected."""
    page = pages(QualityFlag).client.get(pages(QualityFlag).url("add")).content.decode()
    for name in ("flag_type", "severity"):
        assert re.search(rf'<select name="{name}"[^>]*>\s*<option value=""', page)
    typed = {"asset": AssetFactory().pk, "reason": "a copy"}
    assert set(pages(QualityFlag).save(**typed).errors) == {"flag_type", "severity"}
    assert not QualityFlag.objects.exists()


def told(pages, answer):
    """What the page that follows says."""
    return pages(QualityFlag).client.get(answer.response.url).content.decode()


@pytest.mark.parametrize("notes", ["", "  ", "\r\n"])
def test_saving_without_notes_is_refused(pages, notes):
    flag = FlagFactory()
    answer = pages(QualityFlag).save(flag, resolution_notes=notes)
    assert answer.errors == {"resolution_notes": ["say what was found, a flag is not resolved without it"]}
    assert stored(flag).resolved_at is None


def test_what_was_done_is_said_by_name(pages):
    asset = AssetFactory(symbol="USDC")
    typed = {"asset": asset.pk, "flag_type": "EXPLOITED", "severity": "5", "reason": "drained"}
    raised = told(pages, pages(QualityFlag).save(**typed))
    assert "EXPLOITED CRITICAL on USDC” was added" in raised.replace("</a>", "")
    answer = pages(QualityFlag).save(QualityFlag.objects.get(), resolution_notes="Paid back.")
    assert "EXPLOITED CRITICAL on USDC is resolved: it is no longer active." in told(pages, answer)
    assert f"on {asset.pk}" not in raised


def test_then_comes_the_page_of_the_asset(pages):
    asset = AssetFactory(symbol="USDC")
    typed = {"asset": asset.pk, "flag_type": "EXPLOITED", "severity": "5", "reason": "drained"}
    raised = pages(QualityFlag).save(**typed)
    assert raised.response.url == pages(Asset).url("change", asset)
    assert "EXPLOITED CRITICAL by admin: drained</a>" in told(pages, raised)
    resolved = pages(QualityFlag).save(QualityFlag.objects.get(), resolution_notes="Paid back.")
    assert resolved.response.url == pages(Asset).url("change", asset)
    assert "EXPLOITED CRITICAL by admin" not in told(pages, resolved)


def test_who_may_not_see_assets_comes_to_the_flag(client, django_user_model):
    user = django_user_model.objects.create_user("watcher", is_staff=True)
    names = ("view_qualityflag", "add_qualityflag", "resolve_qualityflag")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    pages = Pages(client, QualityFlag)
    typed = {"asset": AssetFactory().pk, "flag_type": "EXPLOITED", "severity": "5", "reason": "drained"}
    raised = pages.save(**typed)
    flag = QualityFlag.objects.get()
    assert raised.response.url == pages.url("change", flag)
    assert pages.save(flag, resolution_notes="x").response.url == pages.url("change", flag)


def test_only_notes_can_be_typed(pages):
    flag = FlagFactory()
    assert set(pages(QualityFlag).form("change", flag)) - {"csrfmiddlewaretoken", "seen_version"} == {
        "resolution_notes"
    }
    page = pages(QualityFlag).client.get(pages(QualityFlag).url("change", flag)).content.decode()
    assert "add another" not in page
    pages(QualityFlag).save(flag, severity="1", resolved_at_0="2026-01-01", resolution_notes="looked at")
    assert (stored(flag).severity, stored(flag).version) == (5, 2)
    assert stored(flag).resolved_at.year != 2026 or stored(flag).resolved_at.month != 1


def test_a_flag_that_another_resolved_is_not_resolved_again(pages):
    flag = FlagFactory()
    opened = pages(QualityFlag).form("change", flag)
    assert pages(QualityFlag).save(flag, opened=opened, resolution_notes="first").is_saved
    answer = pages(QualityFlag).save(flag, opened=opened, resolution_notes="second")
    page = told(pages, answer)
    assert "Nothing was saved: this quality flag was resolved by admin on" in page
    assert stored(flag).resolution_notes == "first"
    assert 'name="_save"' not in page
    assert "resolution_notes" not in pages(QualityFlag).form("change", flag)
