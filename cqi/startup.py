"""The start of a program: the error that stops it, the ports it needs, and that it ends with its parent."""

import ctypes
import errno
import os
import signal
import socket
import sys
from collections.abc import Iterable
from contextlib import ExitStack

_PR_SET_PDEATHSIG = 1


class StartError(Exception):
    """The program cannot start. The text is for the person who typed the command, who sees no traceback."""


def check_ports(wanted: Iterable[tuple[str, int, str]]) -> None:
    """Raise StartError unless every (host, port, variable) is free: before the long work, not after it."""
    with ExitStack() as stack:
        for host, port, variable in wanted:
            try:
                family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
                stack.enter_context(socket.create_server((host, port), family=family))
            except OSError as error:
                raise StartError(port_problem(host, port, variable, error)) from error


def port_problem(host: str, port: int, variable: str, error: OSError) -> str:
    """Why a program cannot listen on a port, in one sentence."""
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken by another program: end it, or set {variable} to a free port."
    return f"Nothing can listen on {host}, port {port}: {error.strerror or error} (set {variable})."


def end_with_make() -> None:
    """Get SIGTERM when the make that started this program ends: a killed make can pass no signal on."""
    if "MAKELEVEL" in os.environ and sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
