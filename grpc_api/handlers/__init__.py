"""The handler tables, which read like a urls.py: one line an RPC."""

from . import assets, chains, quality, resolution, symbols, venues

HANDLERS = {
    **chains.HANDLERS,
    **assets.HANDLERS,
    **resolution.HANDLERS,
    **quality.HANDLERS,
    **symbols.HANDLERS,
    **venues.HANDLERS,
}

NOT_YET = frozenset(
    {
        "CreateAssetRelationship", "ListAssetRelationships", "DeleteAssetRelationship", "ListAssetVariants",
        "CreateAssetGroup", "GetAssetGroup", "UpdateAssetGroup", "DeleteAssetGroup", "ListAssetGroups",
        "AddAssetToGroup", "RemoveAssetFromGroup", "ListAssetGroupMembers", "CreateAssetGroupFromVariants",
        "SearchAssets", "SearchSymbols",
        "WatchChanges", "ListChanges", "GetChange", "RevertChange",
    }
)  # fmt: skip
"""RPCs of the contract that are not served yet: they answer UNIMPLEMENTED."""
