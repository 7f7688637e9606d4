"""The ports a program wants to listen on."""

import errno
import socket
from collections.abc import Iterable
from contextlib import ExitStack

from cqi.startup import StartError


def check_free(wanted: Iterable[tuple[str, int, str]]) -> None:
    """Raise unless every (host, port, variable) can be listened on: before long work, not after it."""
    with ExitStack() as stack:
        for host, port, variable in wanted:
            try:
                family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
                stack.enter_context(socket.create_server((host, port), family=family))
            except OSError as error:
                raise StartError(refused(host, port, variable, error)) from error


def refused(host: str, port: int, variable: str, error: OSError) -> str:
    """Why a port cannot be had, in one sentence."""
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken by another program: end it, or set {variable} to a free port."
    return f"Nothing can listen on {host}, port {port}: {error.strerror or error} (set {variable})."
