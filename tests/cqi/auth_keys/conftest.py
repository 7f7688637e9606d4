"""Services with keys, and directories that know them."""

import pytest
from django.contrib.auth.models import Group
from pydantic import SecretStr

from cqi.auth.accounts import account
from cqi.auth.caller import Caller
from cqi.auth.directory import Directory
from cqi.auth.keys import issue

CONFIGURED = "0123456789abcdef" * 4


@pytest.fixture
def service():
    """`service("router", "reader")`: the user that is this service, in these groups."""

    def service_in(name: str, *groups: str):
        user, _ = account(name)
        user.groups.set(Group.objects.get(name=group) for group in groups)
        return user

    return service_in


@pytest.fixture
def key():
    """`key(user)`: the text of a new key."""
    return lambda user, **more: issue(user, **more)[1].get_secret_value()


@pytest.fixture
def directory():
    """`directory(router=...)`: one that was read, with these configured keys."""

    def read(seconds: float = 900.0, *, known: Caller | None = None, **keys: str) -> Directory:
        made = Directory({name: SecretStr(text) for name, text in keys.items()}, seconds, known)
        made.refresh()
        return made

    return read
