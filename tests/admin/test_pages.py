"""Every model has its pages, and they open."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry.admin.base import RowAdmin
from registry.models import Asset, AssetGroupMember, Change, Row
from tests.factories import FACTORIES, AssetFactory, DeploymentFactory

MODELS = list(apps.get_app_config("registry").get_models())
ROWS = [model for model in MODELS if issubclass(model, Row)]
every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
every_row = pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)


@pytest.mark.django_db
@every_model
def test_it_works(pages, model):
    row = FACTORIES[model]()
    for page, shown in (("changelist", None), ("change", row), ("history", row)):
        response = pages(model).client.get(pages(model).url(page, shown))
        assert response.status_code == 200
        assert page != "changelist" or pages(model).url("change", row) in response.content.decode()
    added = pages(model).client.get(pages(model).url("add"))
    assert added.status_code == (200 if issubclass(model, Row) else 403)


def test_every_model_is_registered():
    assert {model for model in MODELS if model not in admin.site._registry} == set()


@every_row
def test_it_goes_by_the_mechanism(model):
    assert isinstance(admin.site._registry[model], RowAdmin)


@every_row
def test_every_field_has_its_place(model):
    ours = admin.site._registry[model]
    shown = {name for _, fields in ours.sections for name in fields} | {*ours.kept}
    shown |= {"resolution_notes"} if model.__name__ == "QualityFlag" else set()
    editable = {field.name for field in model._meta.concrete_fields if field.editable}
    nowhere = editable - shown - {model.gone_field}
    assert not nowhere, f"{type(ours).__name__} shows them nowhere: name them in its sections, or in kept"
    assert {*ours.identity} <= shown


@every_row
def test_references_are_looked_up_not_listed(model):
    ours = admin.site._registry[model]
    references = {
        f.name for f in model._meta.concrete_fields if isinstance(f, models.ForeignKey) and f.editable
    }
    assert references - {*ours.kept} <= {*ours.autocomplete_fields}
    for inline in ours.inlines:
        typed = {inline.model._meta.get_field(name) for name in inline.fields}
        found = {field.name for field in typed if isinstance(field, models.ForeignKey)}
        assert found <= {*inline.autocomplete_fields}


@pytest.mark.django_db
@every_model
def test_a_list_has_a_fixed_number_of_queries(pages, model):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert pages(model).client.get(pages(model).url("changelist")).status_code == 200
        return len(captured)

    FACTORIES[model]()
    queries()
    first = queries()
    for _ in range(5):
        FACTORIES[model]()
    assert queries() == first


@pytest.mark.django_db
@every_row
def test_a_search_finds_and_does_not_find(pages, model):
    row = FACTORIES[model]()
    for text, status in ((str(row).split()[0].split(":")[-1].upper(), 200), ("no such thing 币安", 200)):
        answer = pages(model).client.get(pages(model).url("changelist"), {"q": text})
        assert answer.status_code == status
    assert answer.context["cl"].result_count == 0


@pytest.mark.django_db
def test_search_ignores_case_and_takes_ids(pages):
    asset = AssetFactory(symbol="USD₮0", name="Tether Zero")
    AssetFactory()
    for text in ("usd₮0", "USD₮", "tether z", str(asset.pk)):
        shown = pages(Asset).client.get(pages(Asset).url("changelist"), {"q": text}).context["cl"]
        assert [row.pk for row in shown.result_list] == [asset.pk]


@pytest.mark.django_db
def test_gone_rows_are_listed_when_asked_for(pages):
    live, gone = AssetFactory(), AssetFactory()
    gone.delete()

    def listed(**query):
        shown = pages(Asset).client.get(pages(Asset).url("changelist"), query).context["cl"]
        return {row.pk for row in shown.result_list}

    assert listed() == {live.pk}
    assert listed(state="gone") == {gone.pk}
    assert listed(state="all") == {live.pk, gone.pk}
    assert pages(Asset).client.get(pages(Asset).url("change", gone)).status_code == 200


@pytest.mark.django_db
def test_references_offer_what_can_be_chosen(admin_client):
    live, gone = AssetFactory(symbol="USDC"), AssetFactory(symbol="USDC")
    gone.delete()
    asked = {
        "app_label": "registry",
        "model_name": "assetdeployment",
        "field_name": "asset",
        "term": "usdc",
    }
    offered = admin_client.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [choice["id"] for choice in offered] == [str(live.pk)]


@pytest.mark.django_db
def test_the_rest_of_the_site_opens(admin_client, admin_user):
    DeploymentFactory()
    groups = Group.objects.count()
    for name in ("index", "auth_user_changelist", "auth_group_changelist", "auth_user_add"):
        assert admin_client.get(reverse(f"admin:{name}")).status_code == 200
    assert admin_client.get(reverse("admin:auth_user_change", args=[admin_user.pk])).status_code == 200
    assert User.objects.count() == 1
    assert Group.objects.count() == groups


@pytest.mark.django_db
def test_nobody_sees_it_without_a_password(client, admin_user):
    assert client.get(reverse("admin:index")).status_code == 302
    login = {"username": "admin", "password": "wrong"}
    assert client.post(reverse("admin:login"), login).status_code == 200
    login = {"username": "admin", "password": "password"}
    assert client.post(reverse("admin:login"), login).status_code == 302
    assert client.get(reverse("admin:index")).status_code == 200


@pytest.mark.django_db
def test_who_logs_in_comes_to_the_first_page(client, admin_user):
    """By the login page's own address, whose form names no page to go on to, and by the address of another."""
    typed = {"username": "admin", "password": "password"}
    chains = reverse("admin:registry_chain_changelist")
    for asked, then in (("admin:login", reverse("admin:index")), (chains, chains)):
        opened = client.get(reverse(asked) if ":" in asked else asked, follow=True)
        sent = client.post(opened.request["PATH_INFO"] + "?" + opened.request["QUERY_STRING"], typed)
        assert sent.url == then
        assert client.get(sent.url).status_code == 200
        client.logout()


@pytest.mark.django_db
def test_numbers_are_shown_without_the_zeros_of_their_column(pages):
    member = FACTORIES[AssetGroupMember](weight="2.50")
    for page, row in (("changelist", None), ("change", member)):
        html = pages(AssetGroupMember).client.get(pages(AssetGroupMember).url(page, row)).content.decode()
        assert "2.5" in html
        assert "2.50" not in html


@pytest.mark.django_db
def test_an_empty_list_advises_nothing_that_nobody_can_do(pages):
    html = pages(Change).client.get(pages(Change).url("changelist")).content.decode()
    assert "There is nothing here." in html
    assert "Create a new item" not in html
