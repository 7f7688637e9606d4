"""The handler tables, which read like a urls.py: one line an RPC, in the module of the noun in its name."""

from . import assets, chains, changes, deployments, flags, groups, identifiers, relationships, symbols, venues

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
    **changes.HANDLERS,
}
