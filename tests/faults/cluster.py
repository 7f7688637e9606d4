"""Several NATS servers that keep the stream together."""

import json
import secrets
import socket
import sysconfig
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from cqi.embedded.places import DataFolder, give
from cqi.embedded.process import Server
from tests.programs import free_port

CONFIGURATION = """
server_name: {name}
listen: "127.0.0.1:{port}"
authorization {{ token: {token} }}
jetstream {{ store_dir: {store}, sync_interval: always }}
cluster {{ name: faults, listen: "127.0.0.1:{cluster_port}", routes: {routes} }}
"""


class NatsCluster:
    """The servers, each of which can be started again at its place."""

    def __init__(self, folder: DataFolder, run: Path, count: int) -> None:
        self.folder, self.run, self.token = folder, run, secrets.token_hex(16)
        self.ports = {f"NATS-{number}": (free_port(), free_port()) for number in range(1, count + 1)}

    @property
    def url(self) -> str:
        """Of the first; it tells its clients of the others."""
        return f"nats://{self.token}@127.0.0.1:{next(iter(self.ports.values()))[0]}"

    def starts(self) -> dict[str, Callable[[], Server]]:
        """How each is started, by name."""
        return {name: partial(self.start, name) for name in self.ports}

    def start(self, name: str) -> Server:
        """Start one, and wait until it takes connections; it may have to wait for the others by itself."""
        port, cluster_port = self.ports[name]
        account = self.folder.account()
        path = self.run / f"{name}.conf"
        path.touch(mode=0o600)
        give(path, account)
        path.write_text(
            CONFIGURATION.format(
                name=name,
                port=port,
                token=json.dumps(self.token),
                store=json.dumps(str(self.folder.subfolder(name, account))),
                cluster_port=cluster_port,
                routes=json.dumps([f"nats://127.0.0.1:{other}" for _, other in self.ports.values()]),
            )
        )
        binary = Path(sysconfig.get_path("scripts")) / "nats-server"
        server = Server(self.folder, name, [binary, "--config", path])
        server.wait_until(lambda: takes_connections(port))
        return server


def takes_connections(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
