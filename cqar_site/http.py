"""The HTTP servers of a program: waitress, on the ports of the configuration."""

import logging
from collections.abc import Callable
from typing import Any

import waitress
from django.conf import settings

from cqi.startup import StartError, port_problem


def bind_http(application: Callable[..., Any], port: int, variable: str, threads: int) -> Any:
    """A server that has its port; `run` serves.  Raises StartError, which names the port's variable."""
    host = settings.CONFIG.http.host
    # waitress warns of each request that waits for a thread, and a browser sends six at once for a page.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        return waitress.create_server(
            application,
            host=host,
            port=port,
            threads=threads,
            ident="cqar",
            clear_untrusted_proxy_headers=False,  # the application knows which proxies are trusted
        )
    except OSError as error:
        raise StartError(port_problem(host, port, variable, error)) from error
