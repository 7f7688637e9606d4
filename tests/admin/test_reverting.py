"""Taking a change back in the admin: shown first, and done with a reason."""

import pytest
from django.test import Client
from django.urls import reverse

from registry.models import Asset, AssetGroupMember, Change
from registry.services.merging.merge import merge
from tests.admin.pages import Form, PageAnswer, Pages
from tests.factories import AssetFactory, DeploymentFactory, MemberFactory, VenueFactory

pytestmark = pytest.mark.django_db(transaction=True)


def newest(row):
    return Change.objects.filter(entity_id=row.pk).latest("revision")


@pytest.fixture
def misnamed():
    asset = AssetFactory(name="right")
    asset.name = "wrong"
    asset.save()
    return asset


@pytest.fixture
def shown(pages):
    """The page that asks whether a change is to be taken back."""

    def open_page(change):
        answer = pages(Change).client.get(pages(Change).url("revert_change", change))
        assert answer.status_code == 200
        return answer.content.decode()

    return open_page


@pytest.fixture
def send(pages, shown):
    def sent(change, *, opened=None, **typed):
        data = {**Form(opened or shown(change)).data, "change_reason": "typed wrongly", **typed}
        return pages(Change).send("revert_change", change, **data)

    return sent


def test_it_works(pages, shown, send, misnamed):
    change = newest(misnamed)
    page = " ".join(shown(change).split())
    assert ">wrong</td>" in page
    assert ">right</td>" in page
    assert Asset.objects.get(pk=misnamed.pk).name == "wrong", "a page that is looked at writes nothing"
    assert Change.objects.count() == 2
    answer = send(change)
    assert answer.response.url == pages(Asset).url("history", misnamed)
    assert "was taken back" in pages(Asset).client.get(answer.response.url).content.decode()
    assert Asset.objects.get(pk=misnamed.pk).name == "right"
    back = newest(misnamed)
    assert (back.version, back.actor, back.channel, back.reason) == (3, "admin", "admin", "typed wrongly")


@pytest.mark.parametrize("why", ["", "  "])
def test_without_a_reason_nothing_is_taken_back(send, misnamed, why):
    answer = send(newest(misnamed), change_reason=why)
    assert "Nothing was taken back: say why" in answer.html
    assert 'name="change_reason"' in answer.html
    assert Asset.objects.get(pk=misnamed.pk).name == "wrong"


def test_what_was_removed_comes_back(shown, send):
    member = MemberFactory(weight="2.5")
    key = member.pk
    member.delete()
    change = Change.objects.get(event="AssetGroupMemberDeleted")
    assert "AssetGroupMemberCreated" in shown(change)
    assert send(change).is_saved
    assert AssetGroupMember.objects.get(pk=key).weight == member.weight


def test_what_changed_again_since_is_told_by_the_names_that_callers_know(shown, misnamed):
    change = newest(misnamed)
    misnamed.name = "another"
    misnamed.save()
    page = shown(change)
    assert "is not as change" in page
    assert "left it: name changed again since" in page
    assert 'name="change_reason"' not in page


def test_what_others_refer_to_stays(shown):
    coin = DeploymentFactory()
    page = shown(Change.objects.get(event="AssetCreated"))
    assert f"cannot go: AssetDeployment {coin.pk} refers to it" in page


def test_a_merge_is_not_taken_back(shown, pages):
    source, target = AssetFactory(), AssetFactory()
    merge(source.pk, target.pk, decisions={}, default=0)
    change = Change.objects.get(event="AssetMerged")
    assert "cannot be taken back: a merge moved other rows too" in shown(change)
    history = pages(Asset).client.get(pages(Asset).url("history", source)).content.decode()
    assert pages(Change).url("revert_change", change) not in history


def test_a_rule_is_told(shown):
    refusal = shown(newest(VenueFactory())).split("p-4 text-red-700")[1]
    assert "a venue is never deleted" in refusal


def test_a_page_that_became_old_does_nothing(shown, send, misnamed):
    change = newest(misnamed)
    opened = shown(change)
    misnamed.metadata = {"by": "another curator"}
    misnamed.save()
    answer = send(change, opened=opened)
    assert "is at version 3, not 2" in answer.html
    assert Asset.objects.get(pk=misnamed.pk).name == "wrong"
    assert send(change, opened=answer.html).is_saved, "the page as it came back is of this version"


@pytest.mark.parametrize("sealed", ["", "1", "registry.asset:x:2"])
def test_a_page_without_its_version_does_nothing(send, misnamed, sealed):
    answer = send(newest(misnamed), seen_version=sealed)
    assert "was changed after you opened this page" in answer.html
    assert Asset.objects.get(pk=misnamed.pk).name == "wrong"


def test_a_form_of_another_site_does_nothing(admin_user, misnamed):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    pages = Pages(client, Change)
    change = newest(misnamed)
    data = Form(client.get(pages.url("revert_change", change)).content.decode()).data
    token = data.pop("csrfmiddlewaretoken")
    typed = {**data, "change_reason": "typed wrongly"}
    assert PageAnswer(client.post(pages.url("revert_change", change), typed)).status == 403
    assert Asset.objects.get(pk=misnamed.pk).name == "wrong"
    assert pages.send("revert_change", change, **typed, csrfmiddlewaretoken=token).is_saved


@pytest.mark.parametrize("key", ["0", "x", "9" * 30])
def test_a_change_that_is_not_there(admin_client, key):
    url = reverse("admin:registry_change_changelist") + f"{key}/revert/"
    assert admin_client.get(url).status_code == 404
