"""The registry in Django's admin, where ops people curate it: a third door to the same models."""

from . import (
    accounts,
    assets,
    caching,
    chains,
    changes,
    events,
    groups,
    history,
    keys,
    quality,
    symbols,
    venues,
)

__all__ = [
    "accounts",
    "assets",
    "caching",
    "chains",
    "changes",
    "events",
    "groups",
    "history",
    "keys",
    "quality",
    "symbols",
    "venues",
]
