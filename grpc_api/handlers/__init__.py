"""The handler tables, which read like a urls.py: one line an RPC."""

from . import assets, chains, groups, quality, relationships, resolution, search, symbols, venues

HANDLERS = {
    **chains.HANDLERS,
    **assets.HANDLERS,
    **relationships.HANDLERS,
    **groups.HANDLERS,
    **resolution.HANDLERS,
    **quality.HANDLERS,
    **symbols.HANDLERS,
    **venues.HANDLERS,
    **search.HANDLERS,
}

NOT_YET = frozenset(
    {
        "WatchChanges", "ListChanges", "GetChange", "RevertChange",
    }
)  # fmt: skip
"""RPCs of the contract that are not served yet: they answer UNIMPLEMENTED."""
