"""What CQAR tells cqi: its name, its version, and the settings that cqi has no default for."""

NAME = "cqar"

DEFAULTS = {
    "service.name": NAME,
    "service.version": "0.1.0",
    "database.username": NAME,
    "database.database": NAME,
}
"""By place in the YAML file."""
