"""Every page, opened by everybody: the status is that of the matrix."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cqi.database import unhurried
from registry.models import Asset, AssetRelationship
from tests.admin.permissions.matrix import ACTIONS, KEPT_FOREVER, KINDS, PAGES, PERSONS

PICKER = {"app_label": "registry", "model_name": "assetdeployment", "field_name": "asset", "term": "a"}
ARGUMENTS = {
    "admin:app_list": {"app_label": "registry"},
    "admin:view_on_site": {"content_type_id": 1, "object_id": "1"},
}
QUERIES = {"autocomplete": PICKER, "admin:autocomplete": PICKER, "admin:search": {"s": "asset"}}
UNNAMED = {"": "/", "(?P<url>.*)$": "/admin/nowhere"}
NAMES = {"": "root", "(?P<url>.*)$": "admin:catch_all", "admin/autocomplete/": "autocomplete"}


def patterns(resolver: Any, namespace: str = "", path: str = "/") -> Iterator[tuple[str, str, str]]:
    """Each page: its name, or else its route, and where it is if its route has no arguments."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{one.namespace}:" if one.namespace else namespace
            yield from patterns(one, inner, path + str(one.pattern))
        elif isinstance(one, URLPattern):
            route = str(one.pattern)
            yield (namespace + one.name if one.name else route), route, path + route


def model_page(name: str) -> tuple[type[Any], str] | None:
    """The model and the page that a name in the admin is of."""
    for model in admin.site._registry:
        start = f"admin:{model._meta.app_label}_{model._meta.model_name}_"
        if name.startswith(start):
            return model, name.removeprefix(start)
    return None


def row_of(model: type[Any], page: str) -> str:
    """The row of the matrix that a page is of."""
    kept = " (kept forever)" if page == "delete" and model._meta.label_lower in KEPT_FOREVER else ""
    return f"{KINDS.get(model, model.__name__)} {page}{kept}"


def addresses(rows: dict[type[Any], Any]) -> Iterator[tuple[str, str]]:
    """Each page of the site: its row in the matrix, and where it is."""
    for name, route, path in patterns(get_resolver()):
        if found := model_page(name):
            model, page = found
            by_row = "<" in route or "(" in route
            yield row_of(model, page), reverse(name, args=[quote(rows[model].pk)] if by_row else [])
        elif route == "<path:object_id>/":
            continue  # leads to the page that changes the row
        elif name in UNNAMED:
            yield NAMES[name], UNNAMED[name]
        else:
            url = reverse(name, kwargs=ARGUMENTS.get(name)) if ":" in name else path
            yield NAMES.get(name, name), url


def told(response: Any) -> str:
    """A status as the matrix writes it."""
    if response.status_code != 302:
        return str(response.status_code)
    if response.url.startswith(reverse("admin:login")):
        return "L"
    return "I" if response.url == reverse("admin:index") else f"302 {response.url}"


@pytest.mark.django_db
@pytest.mark.parametrize("person", PERSONS)
def test_every_page(rows, clients, person):
    wrong, opened = [], 0
    with unhurried():  # all pages are opened in one transaction
        for name, url in addresses(rows):
            expected = PAGES[name].split()[PERSONS.index(person)]
            got = told(clients[person].get(url, QUERIES.get(name)))
            opened += 1
            if got != expected:
                wrong.append(f"{name} {url}: {got}, not {expected}")
    assert not wrong, "\n".join(wrong)
    assert opened > 90


@pytest.mark.django_db
def test_every_page_has_a_row(rows):
    named = {name for name, _ in addresses(rows)}
    assert named == set(PAGES)


def test_every_model_is_of_a_kind():
    assert set(admin.site._registry) == set(KINDS)


@pytest.mark.django_db
def test_every_action_is_known(admin_user):
    request = RequestFactory().get("/")
    request.user = admin_user
    offered = set()
    for ours in admin.site._registry.values():
        offered |= set(ours.get_actions(request))
        for place in ("actions_list", "actions_row", "actions_detail", "actions_submit_line"):
            offered |= {*getattr(ours, place, ())}
    assert offered == ACTIONS


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("person", "offered"), [("reader", False), ("curator", True), ("risk officer", False), ("admin", True)]
)
def test_buttons_are_offered_to_who_may_press_them(rows, clients, person, offered):
    asset, client = rows[Asset], clients[person]
    listed = client.get(reverse("admin:registry_asset_changelist")).content.decode()
    page = client.get(reverse("admin:registry_asset_change", args=[asset.pk])).content.decode()
    gone = rows[AssetRelationship].from_asset
    gone.delete()
    closed = client.get(reverse("admin:registry_asset_change", args=[gone.pk])).content.decode()
    shown = {
        "add": reverse("admin:registry_asset_add") in listed,
        "delete selected": "delete_selected" in listed,
        "save": 'name="_save"' in page,
        "delete": reverse("admin:registry_asset_delete", args=[asset.pk]) in page,
        "merge": "merge_into" in page or f"{asset.pk}/merge" in page,
        "undelete": ">Undelete<" in closed,
    }
    assert shown == dict.fromkeys(shown, offered)
    assert ("Raise a flag" in page) == (person != "reader")


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["reader", "curator", "risk officer", "admin"])
def test_a_flag_is_resolved_by_who_may(rows, clients, person):
    flag = next(row for model, row in rows.items() if KINDS[model] == "flag")
    page = clients[person].get(reverse("admin:registry_qualityflag_change", args=[flag.pk])).content.decode()
    assert ('name="resolution_notes"' in page) == (person in {"risk officer", "admin"})
    listed = clients[person].get(reverse("admin:registry_qualityflag_changelist")).content.decode()
    assert (reverse("admin:registry_qualityflag_add") in listed) == (person != "reader")


@pytest.mark.django_db
def test_a_picker_offers_what_one_may_see(rows, clients):
    for name in ("nobody", "outsider"):
        assert told(clients[name].get(reverse("admin:autocomplete"), PICKER)) == "L"
    user = clients["reader"].get(reverse("admin:index")).context["user"]
    user.groups.clear()
    assert clients["reader"].get(reverse("admin:autocomplete"), PICKER).status_code == 403
