"""The admin's lists on the generated registry: each by every filter, order, search and on its last page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.urls import reverse

from bench.cases import busiest
from registry import models as m
from registry.admin.lists import ListingAdmin

QUERIES = (
    "usdc",
    "us",
    "u",
    "usd",
    "wrapped",
    "coin",
    "zzzqqq",
    "0xabcd",
    "0xabcdef",
    "123",
    "ethereum",
    "group 7",
    "usdc tiny_chain",
    "usd ethereum",
    "usdc venue_1",
)
PICKERS = (
    ("assetdeployment", "asset"),
    ("assetdeployment", "chain"),
    ("venueasset", "deployment"),
    ("venueasset", "venue"),
    ("venuesymbol", "symbol"),
    ("assetgroupmember", "group"),
)


class NoPage(Exception):
    """An address of the admin was answered by something else than its page."""


@dataclass(frozen=True)
class ListPage:
    """One page of a list, or of what a search box offers, as a curator opens it."""

    client: Client
    name: str
    url: str
    query: dict[str, str]

    @property
    def shown(self) -> str:
        return " ".join(f"{name}={value}" for name, value in self.query.items())

    def open(self) -> Any:
        response = self.client.get(self.url, self.query)
        if response.status_code != 200:
            raise NoPage(f"{self.url} {self.query}: {response.status_code}")
        return response


def list_pages(only: str = "") -> Iterator[ListPage]:
    """Of each list, and of what search boxes offer, whose name begins so."""
    curator, _ = User.objects.get_or_create(username="bench", is_staff=True, is_superuser=True)
    client = Client(SERVER_NAME="localhost")
    client.force_login(curator)
    for model, pages in admin.site._registry.items():
        name = f"admin {model.__name__}"
        if isinstance(pages, ListingAdmin) and name.startswith(only):
            url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            yield from (ListPage(client, name, url, query) for query in queries(pages, curator))
    for model_name, field in PICKERS:
        name = f"admin picker {model_name}"
        for term in ("", *QUERIES) if name.startswith(only) else ():
            asked = {"app_label": "registry", "model_name": model_name, "field_name": field, "term": term}
            yield ListPage(client, name, reverse("admin:autocomplete"), asked)


def queries(pages: Any, curator: User) -> Iterator[dict[str, str]]:
    """What the address of a list can hold: alone, with each filter, in each order, and with each search."""
    request = RequestFactory().get("/")
    request.user = curator
    shown = pages.get_changelist_instance(request)
    last = {"p": str(shown.paginator.num_pages)}
    sortable = [
        number for number, column in enumerate(shown.list_display) if column in pages.get_sortable_by(request)
    ]
    filters = [dict(pair) for pair in filters_of(shown)]
    orders = [{ORDER_VAR: f"{sign}{number}"} for number in sortable for sign in ("", "-")]
    searches = [{"q": text} for text in (*QUERIES, busiest_asset(pages.model))]
    yield from ({}, last, {"_facets": "True"}, *filters, *orders, *searches)
    for narrowed in filters:
        yield {**narrowed, "q": "usd"}
        yield from ({**narrowed, **order} for order in orders[:4])


def filters_of(shown: Any) -> Iterator[Any]:
    """The parameters of each choice of each filter, of long ones the first few."""
    for spec in shown.filter_specs:
        for choice in [*spec.choices(shown)][1:6]:
            sent = dict(
                part.split("=", 1) for part in choice["query_string"].removeprefix("?").split("&") if part
            )
            if sent:
                yield sent


def busiest_asset(model: Any) -> str:
    """The key of the asset that most rows belong to, where they belong to one."""
    named = [field.attname for field in model._meta.concrete_fields if field.related_model is m.Asset]
    return busiest(model, named[0]) if named and model is not m.Chain and model is not m.Asset else "0"
