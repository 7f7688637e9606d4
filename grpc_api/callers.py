"""The callers of this server: who calls, and how often each may."""

from functools import cache
from typing import Any

from django.conf import settings
from django_redis import get_redis_connection

from cqi.auth.authentication import Authentication
from cqi.auth.caller import Caller
from cqi.auth.directory import directory
from cqi.auth.tokens import configured_verifier
from cqi.rates import Rates


def caller_of(metadata: Any, context: Any) -> Caller:
    """The caller of a call; raises Unauthenticated."""
    return authentication().caller(metadata, context)


def take_one(caller: Caller) -> None:
    """Take one of the calls that the caller may make in a second.  Raises LimitExceeded where it has none left."""
    rates().take(caller.name, caller.calls_per_second or settings.CONFIG.auth.calls_per_second)


@cache
def authentication() -> Authentication:
    """The authentication of this process, as configured."""
    return Authentication(directory(), configured_verifier(settings.CONFIG.tokens))


@cache
def rates() -> Rates:
    """The rates of this process.  Their thread fills them from the first use on."""
    return Rates(get_redis_connection, settings.CONFIG.service.name).start()
