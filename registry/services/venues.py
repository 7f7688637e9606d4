"""Registering venues."""

from collections.abc import Mapping
from typing import Any

from registry.models import Venue

from . import rows, slugs


def create_venue(values: Mapping[str, Any]) -> Venue:
    """A new venue; without a slug it gets one from its name."""
    return rows.create_row(Venue, slugs.with_slug(Venue, values, name="name"))
