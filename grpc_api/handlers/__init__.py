"""The handler tables, which read like a urls.py: one line an RPC."""

from . import assets, chains, symbols, venues

HANDLERS = {**chains.HANDLERS, **assets.HANDLERS, **symbols.HANDLERS, **venues.HANDLERS}

NOT_YET = frozenset(
    {
        "CreateAssetRelationship", "ListAssetRelationships", "DeleteAssetRelationship", "ListAssetVariants",
        "CreateAssetGroup", "GetAssetGroup", "UpdateAssetGroup", "DeleteAssetGroup", "ListAssetGroups",
        "AddAssetToGroup", "RemoveAssetFromGroup", "ListAssetGroupMembers", "CreateAssetGroupFromVariants",
        "RaiseQualityFlag", "ResolveQualityFlag", "ListQualityFlags", "GetQualityFlag", "CheckTradeable",
        "ResolveAsset", "BatchResolveAssets", "BatchGetAssets", "BatchGetVenueSymbols",
        "MergeAssets", "UndeleteAsset",
        "SearchAssets", "SearchSymbols",
        "WatchChanges", "ListChanges", "GetChange", "RevertChange",
    }
)  # fmt: skip
"""RPCs of the contract that are not served yet: they answer UNIMPLEMENTED."""
