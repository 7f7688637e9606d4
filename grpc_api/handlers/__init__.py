"""The handler tables, which read like a urls.py: one line an RPC."""

from . import assets, chains, groups, quality, relationships, resolution, symbols, venues

HANDLERS = {
    **chains.HANDLERS,
    **assets.HANDLERS,
    **relationships.HANDLERS,
    **groups.HANDLERS,
    **resolution.HANDLERS,
    **quality.HANDLERS,
    **symbols.HANDLERS,
    **venues.HANDLERS,
}

NOT_YET = frozenset(
    {
        "SearchAssets", "SearchSymbols",
        "WatchChanges", "ListChanges", "GetChange", "RevertChange",
    }
)  # fmt: skip
"""RPCs of the contract that are not served yet: they answer UNIMPLEMENTED."""
