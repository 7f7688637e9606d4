"""Real PostgreSQL, Redis and NATS where none is configured: for development and first use.

A keeper process (keeper.py) starts them, with their data in the data folder. Each program that needs them
keeps a connection to the keeper. When the last program ends, in whatever way, the keeper stops the servers
and ends. So any number of programs share one data folder, and none leaves a server behind.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cqi.embedded import client

if TYPE_CHECKING:
    from cqi.config import Config

ROOT = Path(__file__).parents[2]
"""The project's folder, which a relative data path starts from."""


def missing(config: "Config") -> list[str]:
    """The servers that the configuration names no address for."""
    configured = {
        "postgres": config.database.host,
        "redis": config.cache.host,
        "nats": config.event_bus.url,
    }
    return [name for name, address in configured.items() if not address]


def data_folder(config: "Config") -> Path:
    """Where the embedded servers keep their data."""
    return ROOT / config.embedded.data_path


def ensure(config: "Config", name: str) -> None:
    """Put the addresses of running servers into the environment, for this process and its children.

    The servers run until this process ends. `name` is that of PostgreSQL's database and of the application's role.
    """
    if needs := missing(config):
        folder, fsync = data_folder(config), config.embedded.fsync
        os.environ.update(client.hold_servers(folder, needs, name=name, fsync=fsync))
