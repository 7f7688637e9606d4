"""A row of each model, and somebody of each group."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import Group, User
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from cqi.auth.accounts import account
from cqi.auth.keys import issue
from cqi.auth.models import ApiKey, ExternalIdentity, ServiceAccount
from tests.admin.permissions.matrix import KINDS, PERSONS
from tests.factories import FACTORIES

OTHER_MODELS = {
    User: lambda: User.objects.create_user("target"),
    Group: lambda: Group.objects.create(name="target"),
    ServiceAccount: lambda: account("router")[0].service_account,
    ExternalIdentity: lambda: ExternalIdentity.objects.create(
        user=User.objects.create_user("known"), kind="TOKEN", name="known"
    ),
    ApiKey: lambda: issue(User.objects.create_user("holder"))[0],
    AccessAttempt: lambda: AccessAttempt.objects.create(username="target", failures_since_start=5),
    TOTPDevice: lambda: TOTPDevice.objects.create(user=User.objects.create_user("owner"), name="app"),
}


@pytest.fixture
def rows(db) -> dict[type[Any], Any]:
    return {model: (FACTORIES.get(model) or OTHER_MODELS[model])() for model in KINDS}


@pytest.fixture
def clients(db) -> dict[str, Client]:
    """A browser of each person."""
    found = {person: Client() for person in PERSONS}
    for person, client in found.items():
        if person == "nobody":
            continue
        user = User.objects.create_user(person, is_staff=person != "outsider")
        user.groups.add(Group.objects.get(name="admin" if person == "outsider" else person))
        client.force_login(user)
    return found
