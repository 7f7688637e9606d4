"""Django over servers of the bench's own, so that it measures known data and harms no other."""

import os

import django

from cqar_site.defaults import DEFAULTS
from cqar_site.servers import hold_what_is_missing
from cqi import config


def connect(folder: str) -> None:
    """Set Django up on embedded servers in `.data/bench/<folder>`, unless CQI_ variables name others."""
    os.environ.setdefault("CQI_EMBEDDED_DATA_PATH", f".data/bench/{folder}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cqar_site.settings")
    os.environ.setdefault("CQI_LOG_LEVEL", "WARNING")
    # In development Django keeps each statement with its time, which takes longer than some of them.
    os.environ.setdefault("CQI_SERVICE_ENVIRONMENT", "test")
    # A call without a credential is the developer's there.
    os.environ.setdefault("CQI_AUTH_REQUIRE", "false")
    hold_what_is_missing(config.load(DEFAULTS))
    django.setup()
