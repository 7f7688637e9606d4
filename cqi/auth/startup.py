"""What a program that serves does about its callers before it takes calls."""

from functools import partial
from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from django.db import Error, connection

from cqi.auth.caller import DEVELOPER
from cqi.auth.directory import Directory, directory
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


def start_directory() -> str:
    """Read who may call, and go on reading it; the answer says how callers are recognised.

    Raises StartError where nobody could call, and for a configured key of no account.  Without an answer of the
    database the program starts all the same, refuses everybody until there is one, and then says in its log what
    would have stopped the start.
    """
    known, auth = directory(), settings.CONFIG.auth
    try:
        known.refresh()
        _check(known, settings.CONFIG)
    except Error:
        log.exception("directory_not_read")
        known.start(when_read=partial(_check_late, known, settings.CONFIG))
    else:
        known.start()
    finally:
        connection.close()
    return REQUIRED if auth.require else NOT_REQUIRED


def _check_late(known: Directory, config: "Config") -> None:
    try:
        _check(known, config)
    except StartError as error:
        log.error("callers_cannot_call", error=str(error))  # noqa: TRY400  the sentence says it all


def _check(known: Directory, config: "Config") -> None:
    if unknown := known.unknown_services():
        variables = ", ".join(f"CQI_API_KEY_{name.upper().replace('-', '_')}" for name in unknown)
        raise StartError(
            f"There is no active service account {' and no '.join(unknown)}, of which the configuration has a key"
            f" ({variables}): `manage.py apikey account NAME --group reader` makes one."
        )
    tokens, tls = config.tokens, config.grpc
    others = tokens.jwks_url or tokens.public_key_path or tls.tls_client_ca_path
    if runs_deployed(config.service.environment) and not (others or known.has_keys()):
        raise StartError(NOBODY)
