#!/usr/bin/env python
"""The registry's command line; `manage.py help` lists its commands."""

import os
import sys

from cqar_site.defaults import DEFAULTS
from cqar_site.servers import hold_what_is_missing
from cqi import config
from cqi.startup import StartError

NEED_NO_SERVERS = {"call", "check", "collectstatic", "diffsettings", "findstatic", "help", "version"}


def main(arguments: list[str]) -> None:
    """Start the servers the command needs where none is configured, then run it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cqar_site.settings")
    needs_servers = arguments and not arguments[0].startswith("-") and arguments[0] not in NEED_NO_SERVERS
    try:
        configuration = config.load(DEFAULTS)
        if needs_servers and not {"-h", "--help"} & set(arguments):
            hold_what_is_missing(configuration)
        from django.core.management import execute_from_command_line  # noqa: PLC0415  it reads the environment

        execute_from_command_line([sys.argv[0], *arguments])
    except StartError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main(sys.argv[1:])
