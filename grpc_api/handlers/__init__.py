"""The handler tables, which read like a urls.py: one line an RPC, in the module of the noun in its name."""

from . import assets, chains, deployments, flags, groups, identifiers, relationships, symbols, venues

HANDLERS = {
    **chains.HANDLERS,
    **assets.HANDLERS,
    **deployments.HANDLERS,
    **identifiers.HANDLERS,
    **relationships.HANDLERS,
    **groups.HANDLERS,
    **flags.HANDLERS,
    **symbols.HANDLERS,
    **venues.HANDLERS,
}

NOT_YET = frozenset(
    {
        "WatchChanges", "ListChanges", "GetChange", "RevertChange",
    }
)  # fmt: skip
"""RPCs of the contract that are not served yet: they answer UNIMPLEMENTED."""
