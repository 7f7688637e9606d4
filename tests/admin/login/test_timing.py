"""How long a refusal takes says nothing of the name: the work that takes the time is done for every one."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher

from cqi.auth.accounts import account

pytestmark = pytest.mark.django_db


class CountingHasher(MD5PasswordHasher):
    hashed = 0

    def encode(self, password, salt):
        CountingHasher.hashed += 1
        return super().encode(password, salt)


@pytest.fixture
def hashed(settings, log_in):
    """How often a password is hashed in one login."""

    def count(name, password):
        CountingHasher.hashed = 0
        log_in(name, password)
        return CountingHasher.hashed

    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    return count


def test_it_works(person, hashed):
    person("alice")
    person("clerk", is_staff=False)
    person("gone", is_active=False)
    account("order-router")
    names = ("alice", "clerk", "gone", "order-router", "nobody")
    assert {name: hashed(name, "wrong") for name in names} == dict.fromkeys(names, 1)
    assert hashed("clerk", "right horse battery") == hashed("alice", "right horse battery") == 1
