"""What surrounds the pages: how the admin refuses, what it names, and what its theme would get wrong."""

import re

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.staticfiles import finders
from django.urls import reverse

from cqi.auth.accounts import account
from cqi.auth.models import ApiKey
from registry.models import Asset, Symbol, SymbolIdentifier, VenueSymbol
from tests.factories import AssetFactory, SymbolFactory, SymbolIdentifierFactory, VenueSymbolFactory

pytestmark = pytest.mark.django_db


def test_who_may_not_is_told_so_and_led_back(client):
    user = User.objects.create_user("rita", is_staff=True)
    user.groups.add(Group.objects.get(name="reader"))
    client.force_login(user)
    refused = client.get(reverse("admin:auth_user_changelist"))
    assert refused.status_code == 403
    html = " ".join(refused.content.decode().split())
    assert "rita may not open this page" in html
    assert f'href="{reverse("admin:index")}"' in html


def test_what_is_not_there(admin_client, client):
    for path, is_themed in (("/admin/nothing/", True), ("/nothing", False)):
        answer = admin_client.get(path)
        assert answer.status_code == 404
        assert ("unfold/css" in answer.content.decode()) == is_themed
    assert client.get("/admin/nothing/").url.startswith(reverse("admin:login"))


def test_the_icon_is_named_and_is_there(client):
    html = client.get(reverse("admin:login")).content.decode()
    (href,) = re.findall(r'<link rel="icon" href="([^"]*)"', html)
    assert finders.find(href.removeprefix("/static/"))
    assert "Return to site" not in html


def test_a_wrong_password_is_told_once(client):
    answer = client.post(reverse("admin:login"), {"username": "nobody", "password": "wrong"})
    html = answer.content.decode()
    assert html.count("Please ") == 1
    assert "correct username and password" in html


def test_the_history_names_its_columns_once(pages, admin_user):
    LogEntry.objects.log_actions(admin_user.pk, [admin_user], CHANGE, change_message="Seen.")
    html = pages(User).client.get(pages(User).url("history", admin_user)).content.decode()
    cells = re.findall(r'<t[hd] class="([^"]*)" data-label', html)
    assert len(cells) == 3
    assert all("lg:before:hidden" in cell.split() for cell in cells)


def test_the_page_of_a_service_says_what_it_may_and_leads_to_its_keys(pages):
    user, _ = account("router")
    service = user.service_account

    def shown():
        return pages(type(service)).client.get(pages(type(service)).url("change", service)).content.decode()

    assert "none: it may do nothing" in shown()
    user.groups.add(Group.objects.get(name="reader"), Group.objects.get(name="curator"))
    html = shown()
    assert "curator, reader" in html
    (add,) = re.findall(r'href="([^"]*)"[^>]*>Make a key', html)
    assert f'value="{user.pk}" selected' in pages(ApiKey).client.get(add).content.decode()


def test_what_imitates_another_is_loud_in_lists(pages):
    real = AssetFactory(symbol="USDC", name="USD Coin", market_cap_rank=8)
    fake = AssetFactory(symbol="USDС", name="USD Coin")
    symbol = SymbolFactory(symbol="USDC/EUR", base_asset=fake)
    VenueSymbolFactory(symbol=symbol)
    SymbolIdentifierFactory(symbol=symbol)
    loud = re.compile(r'<(?:span|div) class="[^"]*font-semibold text-red-700[^"]*">([^<]*)<')

    def said(model):
        return loud.findall(pages(model).client.get(pages(model).url("changelist")).content.decode())

    assert said(Asset) == [str(real)]
    assert said(Symbol) == [f"looks like {real}"]
    for model in (VenueSymbol, SymbolIdentifier):
        assert said(model) == [f"{fake} looks like {real}"]
