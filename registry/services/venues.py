"""Registering venues, and finding what they list."""

from collections.abc import Mapping
from typing import Any

from registry.models import Venue, VenueSymbol
from registry.text import fold

from . import rows, slugs


def create(values: Mapping[str, Any]) -> Venue:
    """A new venue; without a slug it gets one from its name."""
    return rows.create(Venue, slugs.with_slug(Venue, values, name="name"))


def listed_in_any_case(venue_id: str, venue_symbol: str) -> str | None:
    """The venue's own writing of a name, where exactly one live listing has it in some case."""
    live = VenueSymbol.objects.live().filter(venue_id=venue_id, venue_symbol_key=fold(venue_symbol))
    names = list(live.values_list("venue_symbol", flat=True)[:2])
    return names[0] if len(names) == 1 else None
