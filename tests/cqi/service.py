"""A service that uses cqi: its name, and what it says where cqi has no default."""

from collections.abc import Mapping

from cqi.config import Config, load

NAME = "example-service"
DEFAULTS = {
    "service.name": NAME,
    "service.version": "1.2.3",
    "database.username": NAME,
    "database.relay_username": f"{NAME}-relay",
    "database.database": NAME,
}


def configured(environ: Mapping[str, str]) -> Config:
    """Its configuration in this environment."""
    return load(DEFAULTS, environ)
