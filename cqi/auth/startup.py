"""What a program that serves does about its callers before it takes calls."""

from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import Error, connection

from cqi.auth.directory import DEVELOPER, Directory, directory
from cqi.config.kinds import runs_deployed
from cqi.startup import StartError

if TYPE_CHECKING:
    from cqi.config import Config

log = structlog.get_logger(__name__)

REQUIRED = "Every call needs a credential."
NOT_REQUIRED = (
    f"Calls without a credential from this machine are taken as those of {DEVELOPER}, who may do everything;"
    " CQI_AUTH_REQUIRE=true ends that."
)
NOBODY = (
    "Nobody could call: make a key with `manage.py apikey create NAME --group reader`, or set a CQI_API_KEY_*"
    " or the keys of tokens."
)


def start_directory(*, developer_group: str) -> str:
    """Read who may call, and go on reading it; the answer says how callers are recognised.

    Raises StartError where nobody could call, and for a configured key of no account.  The developer is made in the
    group.  Without an answer of the database the program starts all the same, and refuses everybody until there is
    one.
    """
    known, auth = directory(), settings.CONFIG.auth
    try:
        if not auth.require:
            _make_developer(developer_group)
        known.refresh()
        _check(known, settings.CONFIG)
    except Error:
        log.exception("directory_not_read")
    finally:
        connection.close()
    known.start()
    return REQUIRED if auth.require else NOT_REQUIRED


def _check(known: Directory, config: "Config") -> None:
    if unknown := known.unknown_services():
        variables = ", ".join(f"CQI_API_KEY_{name.upper().replace('-', '_')}" for name in unknown)
        raise StartError(
            f"There is no active service account {' and no '.join(unknown)}, of which the configuration has a key"
            f" ({variables}): `manage.py apikey account NAME --group reader` makes one."
        )
    has_tokens = bool(config.tokens.jwks_url or config.tokens.public_key_path)
    if runs_deployed(config.service.environment) and not (has_tokens or known.has_keys()):
        raise StartError(NOBODY)


def _make_developer(group: str) -> None:
    """The user of calls without a credential; one that exists stays as it is."""
    unusable = {"password": make_password(None)}
    user, is_new = get_user_model()._default_manager.get_or_create(username=DEVELOPER, defaults=unusable)
    if is_new:
        user.groups.add(*Group.objects.filter(name=group))
