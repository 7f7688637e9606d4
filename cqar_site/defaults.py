"""What CQAR tells cqi: its name and version, settings that cqi has no default for, and what its roles may do."""

from pathlib import Path

NAME = "cqar"

DEFAULTS = {
    "service.name": NAME,
    "service.version": "0.1.0",
    "database.username": NAME,
    "database.relay_username": f"{NAME}_relay",
    "database.database": NAME,
}
"""By place in the YAML file."""

GRANTS = (Path(__file__).parents[1] / "registry" / "grants.sql").read_text(encoding="utf-8")
"""As `cqi.roles.grant` takes it."""
