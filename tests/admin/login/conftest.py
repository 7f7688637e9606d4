"""People who log in, by the login page and no other way."""

from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.urls import reverse

from tests.admin.browser import Chromium, Window
from tests.admin.login.browsing import fill_in_login

PASSWORD = "right horse battery"


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    """A password is hashed for half a second on purpose: that time is of no use here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def person(db):
    """`person("alice", "curator")`: somebody of the staff with this group."""

    def make(name, group="curator", **fields):
        user = User.objects.create_user(name, password=PASSWORD, **{"is_staff": True, **fields})
        user.groups.add(Group.objects.get(name=group))
        return user

    return make


@pytest.fixture
def log_in(client):
    """`log_in("alice")`: what the login page answers."""

    def send(name, password=PASSWORD, page="admin:login", **sent):
        return client.post(reverse(page), {"username": name, "password": password}, **sent)

    return send


@pytest.fixture
def configured(settings):
    """`configured(admin={"otp_required": True})`: the settings of a section as they are, but for these."""

    def change(**sections):
        config = django_settings.CONFIG
        changed = {name: getattr(config, name).model_copy(update=new) for name, new in sections.items()}
        settings.CONFIG = config.model_copy(update=changed)
        return SimpleNamespace(**changed)

    return change


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    browser = Chromium(tmp_path_factory.mktemp("chromium"))
    yield browser
    browser.end()


@pytest.fixture
def window(chromium, live_server, person):
    """A window, in which Alice, an administrator, is logged in."""
    person("alice", "admin")
    cache.clear()
    chromium.events.clear()
    chromium.call("Storage.clearCookies")
    one = Window(chromium, live_server.url)
    one.open(reverse("admin:login"))
    fill_in_login(one, "alice", PASSWORD)
    assert one.path == reverse("admin:index")
    return one
